/// The fleet as it is read: sites, banks, twins, entries, telemetry. Entered through Fleet.
@org.jspecify.annotations.NullMarked
package io.lockward.cloud.fleet;
