package io.lockward.agent.bank;

import java.time.Duration;

/// How long things take, last or may wait, and how often they may happen.
///
/// @param pulse how long a lock is driven, 1 ms to 3 s
/// @param verify from a pulse to the door's opening, 1 s to 1 min; after it the door counts as jammed
/// @param lateOpening from a pulse during which an opening is still put down to it, `verify` to 10 min
/// @param ajar how long a door may stand open, 1 s to 1 day
/// @param kioskSilence how long the screen may be silent, 1 s to 1 h
/// @param kioskRestart how long the screen has to come back after its restart, 1 s to 10 min
/// @param reboot how long after the order a restart of agent or controller must have ended this process, 1 s to 10
///     min
/// @param commandSlack added to a command's time to live when its deadline is judged, 0 to 1 min
/// @param refusalsPerMinute how many refusals are recorded in a minute, 1 to 600; more are only counted
/// @param unlocksPerMinute how many unlocks from afar are accepted in any 60 s, 1 to 10,000: what a stolen signing
///     key can open
/// @param diskFreePercent below this the disk is nearly full, 1 to 50
public record Timing(
        Duration pulse,
        Duration verify,
        Duration lateOpening,
        Duration ajar,
        Duration kioskSilence,
        Duration kioskRestart,
        Duration reboot,
        Duration commandSlack,
        int refusalsPerMinute,
        int unlocksPerMinute,
        int diskFreePercent) {

    /// 500 ms pulse, verified within 5 s, late within 1 min; ajar after 2 min; kiosk silent after 45 s and back
    /// within 1 min; reboots within 2 min; 10 s slack; 20 refusals and 3 unlocks from afar a minute; disk nearly
    /// full below 10 %.
    public static final Timing DEFAULT = new Timing(
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofSeconds(45),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofSeconds(10),
            20,
            3,
            10);

    public Timing {
        within(pulse, Duration.ofMillis(1), Duration.ofSeconds(3), "pulse");
        within(verify, Duration.ofSeconds(1), Duration.ofMinutes(1), "verify");
        within(lateOpening, verify, Duration.ofMinutes(10), "lateOpening");
        within(ajar, Duration.ofSeconds(1), Duration.ofDays(1), "ajar");
        within(kioskSilence, Duration.ofSeconds(1), Duration.ofHours(1), "kioskSilence");
        within(kioskRestart, Duration.ofSeconds(1), Duration.ofMinutes(10), "kioskRestart");
        within(reboot, Duration.ofSeconds(1), Duration.ofMinutes(10), "reboot");
        within(commandSlack, Duration.ZERO, Duration.ofMinutes(1), "commandSlack");
        within(refusalsPerMinute, 1, 600, "refusalsPerMinute");
        within(unlocksPerMinute, 1, 10_000, "unlocksPerMinute");
        within(diskFreePercent, 1, 50, "diskFreePercent");
    }

    private static void within(Duration value, Duration least, Duration most, String name) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is between " + least + " and " + most);
        }
    }

    private static void within(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is between " + least + " and " + most);
        }
    }
}
