package io.lockward.agent.bank.remedy;

import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Part;
import java.time.Duration;
import java.util.List;

/// Which rungs help one part, as a table. A rung that a bank has not got (no screen, no way to cut the power) is
/// skipped.
///
/// @param levels mildest first
/// @param patience how long the part must be unwell, without a break and within one process, before a rung
/// @param settle how long after the agent's next start the part has to become well
/// @param name of the part in sentences
public record Ladder(List<RebootLevel> levels, Duration patience, Duration settle, String name) {
    /// Already silent for `kiosk.silence-seconds`; a cold screen takes a minute or two to come up.
    private static final Ladder KIOSK = new Ladder(
            List.of(RebootLevel.KIOSK, RebootLevel.AGENT, RebootLevel.CONTROLLER, RebootLevel.POWER),
            Duration.ZERO,
            Duration.ofMinutes(2),
            "the screen");
    /// Lines are requested anew by the agent's start, a GPIO expander comes back with the controller or its power.
    private static final Ladder SENSORS = new Ladder(
            List.of(RebootLevel.AGENT, RebootLevel.CONTROLLER, RebootLevel.POWER),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            "the door switches");
    /// USB drops happen when mains go and return, and mostly end by themselves. Never by cutting a power that nobody
    /// can read.
    private static final Ladder UPS = new Ladder(
            List.of(RebootLevel.AGENT, RebootLevel.CONTROLLER),
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            "the UPS");
    /// Never the controller: a broker or a provider that is down is nothing a bank can heal.
    private static final Ladder LINK =
            new Ladder(List.of(RebootLevel.AGENT), Duration.ofMinutes(30), Duration.ofMinutes(5), "the link");
    /// The start of the agent lets deleted files go, the start of the controller empties its temporary folders.
    private static final Ladder DISK = new Ladder(
            List.of(RebootLevel.AGENT, RebootLevel.CONTROLLER),
            Duration.ofMinutes(10),
            Duration.ofMinutes(2),
            "the disk");

    public Ladder {
        levels = List.copyOf(levels);
    }

    /// The ladder of a part.
    public static Ladder of(Part part) {
        return switch (part) {
            case KIOSK -> KIOSK;
            case SENSORS -> SENSORS;
            case UPS -> UPS;
            case LINK -> LINK;
            case DISK -> DISK;
        };
    }

    /// Whether a rung counts against the day's cap: everything that interrupts the bank.
    public static boolean counts(RebootLevel level) {
        return level != RebootLevel.KIOSK;
    }
}
