package io.lockward.fleet.timeline;

import io.lockward.fleet.Subjects;
import io.lockward.fleet.timeline.Change.Becomes;
import io.lockward.fleet.timeline.Change.Begins;
import io.lockward.fleet.timeline.Change.Ends;
import io.lockward.fleet.timeline.Change.None;
import io.lockward.fleet.timeline.Change.Was;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.entry.UnreadEntry;
import java.util.Locale;

/// On which lane an entry is, and what it does there.
final class LaneRules {
    static final String POWER = "power";
    static final String NETWORK = "network";
    static final String KIOSK = "kiosk";
    static final String AGENT = "agent";
    static final String COMMANDS = "commands";
    static final String PEOPLE = "people";
    static final String CONDITIONS = "conditions";
    static final String CAMERA = "camera";
    static final String JOURNAL = "journal";

    private LaneRules() {}

    /// The lane on which a person looks for it.
    static String laneOf(Entry entry) {
        return switch (entry) {
            case DoorEntry door -> Subjects.door(door.compartment());
            case OccupancyEntry occupancy -> Subjects.occupancy(occupancy.compartment());
            case ConfigEntry.Service service -> Subjects.door(service.compartment());
            case ParcelEntry _, CodeEntry _ -> PEOPLE;
            case PowerEntry _ -> POWER;
            case KioskEntry _ -> KIOSK;
            case AgentEntry _, RemedyEntry _, ConfigEntry _ -> AGENT;
            case CommandEntry _ -> COMMANDS;
            case ConditionEntry _ -> CONDITIONS;
            case ClipEntry _ -> CAMERA;
            case TicketEntry _, JournalEntry _, UnreadEntry _ -> JOURNAL;
        };
    }

    static Change changeOf(Entry entry) {
        return switch (entry) {
            case DoorEntry.Opened opened -> door(opened.compartment(), "open");
            case DoorEntry.Closed closed -> door(closed.compartment(), "closed");
            case DoorEntry.Jammed jammed -> door(jammed.compartment(), "jammed");
            case OccupancyEntry.Changed changed ->
                occupancy(changed.compartment(), changed.occupied() ? "full" : "empty");
            case OccupancyEntry.Suspect suspect -> occupancy(suspect.compartment(), "suspect");
            case PowerEntry.Lost _ -> new Becomes(POWER, "battery");
            case PowerEntry.Low _ -> new Becomes(POWER, "low");
            case PowerEntry.Shutdown _ -> new Becomes(POWER, "off");
            case PowerEntry.Unknown _ -> new Becomes(POWER, "unknown");
            case PowerEntry.Restored _ -> new Becomes(POWER, "mains");
            case KioskEntry.Frozen _ -> new Becomes(KIOSK, "frozen");
            case KioskEntry.Recovered _ -> new Becomes(KIOSK, "well");
            case KioskEntry.Visit visit -> new Was(KIOSK, "visit", visit.millis());
            case AgentEntry.Started started -> {
                Long away = started.downtimeMillis();
                yield new Was(AGENT, "down", away == null ? 0 : away);
            }
            case ParcelEntry.DepositStarted started ->
                new Begins(PEOPLE, started.deposit(), "deposit " + started.compartment());
            case ParcelEntry.DepositConcluded end -> new Ends(end.deposit(), end.verdict());
            case ParcelEntry.PickupStarted started ->
                new Begins(PEOPLE, started.pickup(), "pickup " + started.compartment());
            case ParcelEntry.PickupConcluded end -> new Ends(end.pickup(), end.verdict());
            case ConditionEntry.Raised raised ->
                new Begins(CONDITIONS, Subjects.condition(raised.kind(), raised.subject()), words(raised));
            case ConditionEntry.Cleared cleared ->
                new Ends(Subjects.condition(cleared.kind(), cleared.subject()), "over");
            case CommandEntry.Received received ->
                new Begins(COMMANDS, received.command().toString(), "command");
            case CommandEntry.Concluded end ->
                new Ends(end.command().toString(), end.outcome().name().toLowerCase(Locale.ROOT));
            case DoorEntry.Pulsed _,
                    OccupancyEntry.Calibrated _,
                    KioskEntry.Trouble _,
                    AgentEntry.Probed _,
                    CommandEntry.Refused _,
                    CommandEntry.Acted _ -> new None();
            case ParcelEntry _, RemedyEntry _, ConfigEntry _, TicketEntry _, CodeEntry _ -> new None();
            case ClipEntry _, JournalEntry _, UnreadEntry _ -> new None();
        };
    }

    private static String words(ConditionEntry.Raised raised) {
        return raised.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + ' ' + raised.subject();
    }

    private static Change door(CompartmentId compartment, String state) {
        return new Becomes(Subjects.door(compartment), state);
    }

    private static Change occupancy(CompartmentId compartment, String state) {
        return new Becomes(Subjects.occupancy(compartment), state);
    }
}
