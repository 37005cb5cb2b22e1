/// Parcels: what a bank is told about couriers, recipients and deliveries, how a movement ended, and the codes that
/// open doors.
@org.jspecify.annotations.NullMarked
package io.lockward.protocol.parcel;
