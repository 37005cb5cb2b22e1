package io.lockward.simulator.world;

import java.time.Duration;

/// How the simulated people and parts behave.
///
/// @param doorStaysOpen until somebody closes an opened door
/// @param kioskBeat between heartbeats of a healthy screen
/// @param kioskRestart until a restarted screen gives its first heartbeat
/// @param agentRestart until a restarted agent runs again
/// @param controllerBoot until a rebooted controller's agent runs
/// @param batteryRuntime how long a full battery carries the bank
public record Habits(
        Duration doorStaysOpen,
        Duration kioskBeat,
        Duration kioskRestart,
        Duration agentRestart,
        Duration controllerBoot,
        Duration batteryRuntime) {
    /// As fast as a demo should be.
    public static final Habits DEMO = new Habits(
            Duration.ofSeconds(8),
            Duration.ofSeconds(5),
            Duration.ofSeconds(6),
            Duration.ofSeconds(3),
            Duration.ofSeconds(12),
            Duration.ofMinutes(45));
}
