package io.lockward.agent.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lockward.agent.TestKeys;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.wire.EntryTypes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Entries as short words, for tables of what a bank says; and a courier.
final class ParcelWords {
    private ParcelWords() {}

    /// From yesterday for 30 days.
    static Ticket.Courier courier(String id, String badge, boolean mayCollect) {
        return new Ticket.Courier(
                id,
                "DHL",
                PickupCode.fingerprint(TestKeys.SECRET, badge),
                ParcelBank.WALL.minus(Duration.ofDays(1)),
                ParcelBank.WALL.plus(Duration.ofDays(30)),
                mayCollect);
    }

    static String yes(KioskAnswer answer) {
        assertEquals("Yes", answer.getClass().getSimpleName(), answer::toString);
        return assertInstanceOf(KioskAnswer.Yes.class, answer).session();
    }

    static KioskAnswer.Why no(KioskAnswer answer) {
        return assertInstanceOf(KioskAnswer.No.class, answer).why();
    }

    /// `null` for what is beside the point here.
    static @Nullable String of(Entry entry) {
        String type = EntryTypes.nameOf(entry.getClass());
        return switch (entry) {
            case ParcelEntry.DepositConcluded end -> type + " " + end.compartment() + " " + end.verdict();
            case ParcelEntry.PickupConcluded end -> type + " " + end.compartment() + " " + end.verdict();
            case ParcelEntry.Moved moved -> type + " " + moved.from() + " " + moved.compartment();
            case ParcelEntry.Coded coded -> type + " " + coded.compartment() + " " + coded.number();
            case ParcelEntry.Flagged flagged -> type + " " + flagged.compartment() + ": " + flagged.why();
            case ParcelEntry parcel -> type + " " + parcel.compartment();
            case DoorEntry door -> type + " " + door.compartment();
            case OccupancyEntry.Changed changed -> type + " " + changed.compartment() + " " + changed.occupied();
            case OccupancyEntry.Suspect suspect -> type + " " + suspect.compartment();
            case ConditionEntry condition -> type + " " + condition.kind() + " " + condition.subject();
            case CodeEntry.Wrong wrong -> type + " near " + wrong.near().size();
            case CodeEntry.Locked _ -> type;
            case CodeEntry.Paused paused -> type + " " + paused.seconds();
            case KioskEntry.Trouble trouble -> type + " " + trouble.what();
            case TicketEntry.Applied applied ->
                type + " " + applied.version() + (applied.problem() == null ? "" : " not");
            case TicketEntry.Secret secret -> type + " " + secret.kid() + " " + secret.generation();
            default -> null;
        };
    }
}
