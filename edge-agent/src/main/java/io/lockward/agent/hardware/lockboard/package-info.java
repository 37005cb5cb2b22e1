/// Lock boards on a serial bus (RS-485): frames, the bus, and the ports for locks, doors and what else boards report.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.lockboard;
