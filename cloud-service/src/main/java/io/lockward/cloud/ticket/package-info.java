/// What banks are told so that they can work alone: couriers, recipients, deliveries, and the cloud's word on
/// parcels.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.ticket;
