/// The controller under Linux and systemd: restarts, halt, boot id, uptime, disk and temperature.
@org.jspecify.annotations.NullMarked
package io.lockward.agent.hardware.system;
