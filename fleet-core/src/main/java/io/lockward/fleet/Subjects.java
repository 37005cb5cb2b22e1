package io.lockward.fleet;

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
import org.jspecify.annotations.Nullable;

/// What an entry is about. Each subject has one reported state: the newest entry about it.
public final class Subjects {
    public static final String POWER = "power";
    public static final String KIOSK = "kiosk";
    public static final String AGENT = "agent";
    /// How its parts were when last looked at.
    public static final String PARTS = "parts";
    public static final String CONFIG = "config";
    public static final String KEYS = "keys";
    /// The newest configuration the bank did not take, and why.
    public static final String CONFIG_REFUSED = "config/refused";
    /// The newest key set the bank did not take, and why.
    public static final String KEYS_REFUSED = "keys/refused";
    public static final String TICKETS = "tickets";
    /// The newest change of tickets the bank did not take, and why.
    public static final String TICKETS_REFUSED = "tickets/refused";
    /// The bank's secret, sealed.
    public static final String TICKETS_SECRET = "tickets/secret";
    public static final String REMEDY = "remedy";
    /// What the bank had to drop.
    public static final String GAP = "journal";
    /// The bank's newest signature over its journal.
    public static final String CHECKPOINT = "checkpoint";
    /// What the cloud could not read.
    public static final String UNREAD = "unread";

    private Subjects() {}

    /// The switch: `door.opened`, `door.closed`, `door.jammed`.
    public static String door(CompartmentId compartment) {
        return "door/" + compartment;
    }

    public static String lock(CompartmentId compartment) {
        return "lock/" + compartment;
    }

    public static String service(CompartmentId compartment) {
        return "service/" + compartment;
    }

    public static String occupancy(CompartmentId compartment) {
        return "occupancy/" + compartment;
    }

    /// How its occupancy sensors were calibrated.
    public static String calibration(CompartmentId compartment) {
        return "calibration/" + compartment;
    }

    /// The movement there: begun, or ended.
    public static String parcel(CompartmentId compartment) {
        return "parcel/" + compartment;
    }

    /// A condition that the bank tells itself, such as `condition/forced-entry/A07`.
    public static String condition(ConditionEntry.Kind kind, String subject) {
        return "condition/" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + '/' + subject;
    }

    /// The ladder for one part, such as `remedy/kiosk`; `remedy` for all of it.
    public static String remedy(AgentEntry.@Nullable Part part) {
        return part == null ? REMEDY : REMEDY + '/' + part.word();
    }

    private static AgentEntry.@Nullable Part partOf(RemedyEntry entry) {
        return switch (entry) {
            case RemedyEntry.Step step -> step.part();
            case RemedyEntry.Concluded end -> end.part();
            case RemedyEntry.Held held -> held.part();
            case RemedyEntry.GaveUp gaveUp -> gaveUp.part();
            case RemedyEntry.Cleared cleared -> cleared.part();
            case RemedyEntry.Paused _ -> null;
        };
    }

    /// The subject of an entry; `null` when it changes no state.
    public static @Nullable String of(Entry entry) {
        return switch (entry) {
            case DoorEntry.Opened opened -> door(opened.compartment());
            case DoorEntry.Closed closed -> door(closed.compartment());
            case DoorEntry.Jammed jammed -> door(jammed.compartment());
            case DoorEntry.Pulsed pulsed -> lock(pulsed.compartment());
            case OccupancyEntry.Calibrated calibrated -> calibration(calibrated.compartment());
            case OccupancyEntry occupancy -> occupancy(occupancy.compartment());
            case ParcelEntry.DepositStarted started -> parcel(started.compartment());
            case ParcelEntry.DepositConcluded end -> parcel(end.compartment());
            case ParcelEntry.PickupStarted started -> parcel(started.compartment());
            case ParcelEntry.PickupConcluded end -> parcel(end.compartment());
            // They are the books' and must not hide that a movement runs.
            case ParcelEntry.Stated _,
                    ParcelEntry.Moved _,
                    ParcelEntry.Coded _,
                    ParcelEntry.Flagged _,
                    ParcelEntry.Gone _ -> null;
            case PowerEntry _ -> POWER;
            case KioskEntry.Frozen _, KioskEntry.Recovered _ -> KIOSK;
            case AgentEntry.Started _ -> AGENT;
            case AgentEntry.Probed _ -> PARTS;
            case ConfigEntry.Applied applied -> applied.problem() == null ? CONFIG : CONFIG_REFUSED;
            case ConfigEntry.KeysApplied applied -> applied.problem() == null ? KEYS : KEYS_REFUSED;
            case TicketEntry.Applied applied -> applied.problem() == null ? TICKETS : TICKETS_REFUSED;
            case TicketEntry.Secret _ -> TICKETS_SECRET;
            case ConfigEntry.Service service -> service(service.compartment());
            case RemedyEntry remedy -> remedy(partOf(remedy));
            case ConditionEntry condition -> condition(condition.kind(), condition.subject());
            case JournalEntry.Gap _ -> GAP;
            case UnreadEntry _ -> UNREAD;
            case JournalEntry.Checkpoint _ -> CHECKPOINT;
            case CommandEntry _ -> null;
            case CodeEntry _, KioskEntry.Trouble _, KioskEntry.Visit _ -> null;
            case ClipEntry _ -> null;
        };
    }
}
