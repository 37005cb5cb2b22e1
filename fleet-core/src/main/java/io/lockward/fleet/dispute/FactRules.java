package io.lockward.fleet.dispute;

import io.lockward.fleet.dispute.Fact.Lane;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which entries bear on a case, and in which lane. Pure.
final class FactRules {
    private FactRules() {}

    static List<Fact> of(Chronicle chronicle) {
        ParcelId parcel = chronicle.evidence().question().parcel();
        return chronicle.evidence().entries().stream()
                .filter(entry -> bears(entry.entry(), chronicle.places(), parcel))
                .map(entry -> new Fact(lane(entry.entry()), FactWords.of(entry.entry()), entry))
                .toList();
    }

    /// Whether it is about the case's compartments or parcel, or about the bank as a whole.
    private static boolean bears(Entry entry, Set<CompartmentId> places, @Nullable ParcelId parcel) {
        return switch (entry) {
            case DoorEntry door -> isOurs(places, door.compartment());
            case OccupancyEntry occupancy -> isOurs(places, occupancy.compartment());
            case ParcelEntry movement -> isOurs(places, movement.compartment());
            case ConditionEntry condition -> {
                // One of a sensor, `A07/load-cell`, is about its compartment.
                String place = condition.subject().replaceFirst("/.*", "");
                yield !CompartmentId.isValid(place) || isOurs(places, new CompartmentId(place));
            }
            case ConfigEntry.Service service -> isOurs(places, service.compartment());
            case KioskEntry.Trouble trouble ->
                trouble.compartment() == null
                        || isOurs(places, trouble.compartment())
                        || (trouble.parcel() != null && trouble.parcel().equals(parcel));
            case KioskEntry.Visit visit ->
                parcel == null || visit.parcels().isEmpty() || visit.parcels().contains(parcel);
            case CodeEntry.Locked locked -> parcel == null || locked.parcel().equals(parcel);
            case ConfigEntry _, TicketEntry _ -> false;
            case AgentEntry _,
                    ClipEntry _,
                    CodeEntry _,
                    CommandEntry _,
                    JournalEntry _,
                    KioskEntry _,
                    PowerEntry _,
                    RemedyEntry _,
                    UnreadEntry _ -> true;
        };
    }

    private static boolean isOurs(Set<CompartmentId> places, CompartmentId place) {
        return places.isEmpty() || places.contains(place);
    }

    static Lane lane(Entry entry) {
        return switch (entry) {
            case PowerEntry _ -> Lane.POWER;
            case AgentEntry _, RemedyEntry _ -> Lane.NETWORK;
            case KioskEntry _ -> Lane.KIOSK;
            case DoorEntry _ -> Lane.DOOR;
            case OccupancyEntry _ -> Lane.OCCUPANCY;
            case ParcelEntry _, TicketEntry _ -> Lane.PARCEL;
            case CodeEntry _ -> Lane.CODE;
            case CommandEntry _, ConfigEntry _ -> Lane.COMMAND;
            case ClipEntry _ -> Lane.CLIP;
            case ConditionEntry condition ->
                switch (condition.kind()) {
                    case FORCED_ENTRY, DOOR_AJAR, LOCK_NOT_ENGAGED -> Lane.DOOR;
                    case SENSOR_FAULT, SENSOR_ILL, COMPARTMENT_BLIND, UNEXPECTED_CONTENT, MISSING_CONTENT ->
                        Lane.OCCUPANCY;
                    case CODE_GUESSING -> Lane.CODE;
                    case TAMPER, DISK_NEARLY_FULL -> Lane.NETWORK;
                    case CAMERA_FAULT -> Lane.CLIP;
                };
            case JournalEntry _, UnreadEntry _ -> Lane.JOURNAL;
        };
    }
}
