/// Couriers and recipients: who may put parcels in, and whom parcels come for.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.people;
