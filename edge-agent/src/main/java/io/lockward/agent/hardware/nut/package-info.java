/// Reads a UPS from NUT's `upsd` over TCP. The only place that speaks the upsd protocol.
/// Source: NUT developer guide, "Network protocol information".
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.nut;
