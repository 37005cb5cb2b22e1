/// Locks and doors by Pi4J 3.0.3. The only place that knows Pi4J.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.pi4j;
