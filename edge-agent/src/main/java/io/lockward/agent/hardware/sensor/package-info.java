/// Occupancy sensors: load-cell amplifiers, converters and distance chips, and one thread for each bus that
/// reads them. What a chip cannot mean is dropped, never bent.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.sensor;
