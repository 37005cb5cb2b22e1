package io.lockward.agent.bank.remedy;

import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Part;
import java.time.Duration;

/// How patient the ladder is with one part, as a table; its rungs are [Part#rungs()].
///
/// @param patience how long the part must be unwell, without a break and within one process, before a rung
/// @param settle how long after the agent's next start the part has to become well
/// @param name of the part in sentences
public record Ladder(Duration patience, Duration settle, String name) {
    /// Already silent for `kiosk.silence-seconds`; a cold screen takes a minute or two to come up.
    private static final Ladder KIOSK = new Ladder(Duration.ZERO, Duration.ofMinutes(2), "the screen");
    /// Lines are requested anew by the agent's start, a GPIO expander comes back with the controller or its power.
    private static final Ladder SENSORS =
            new Ladder(Duration.ofMinutes(1), Duration.ofSeconds(30), "the door switches");
    /// USB drops happen when mains go and return, and mostly end by themselves. Never by cutting a power that nobody
    /// can read.
    private static final Ladder UPS = new Ladder(Duration.ofMinutes(15), Duration.ofMinutes(1), "the UPS");
    /// Never the controller: a broker or a provider that is down is nothing a bank can heal.
    private static final Ladder LINK = new Ladder(Duration.ofMinutes(30), Duration.ofMinutes(5), "the link");
    /// The start of the agent lets deleted files go, the start of the controller empties its temporary folders.
    private static final Ladder DISK = new Ladder(Duration.ofMinutes(10), Duration.ofMinutes(2), "the disk");

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
