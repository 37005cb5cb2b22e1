package io.lockward.simulator.truth;

import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Ticket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a door that opens for somebody may: by what they typed, and by what the books and the cloud say. A part of
/// [Judge].
final class Releases {
    /// What may pass after a pickup until its door opens once more: two minutes, and the way there.
    private static final long GRACE_MILLIS = 125_000;

    private final Judge judge;
    private final Map<ParcelId, Stamp> collectedAt = new HashMap<>();
    private final Map<ParcelId, CompartmentId> collectedFrom = new HashMap<>();
    private final Map<ParcelId, Integer> numbers = new HashMap<>();

    Releases(Judge judge) {
        this.judge = judge;
    }

    void coded(ParcelEntry.Coded coded) {
        numbers.put(coded.parcel(), coded.number());
    }

    void collected(ParcelId parcel, Stamp stamp, CompartmentId compartment) {
        collectedAt.put(parcel, stamp);
        collectedFrom.put(parcel, compartment);
    }

    /// Why a lock must not be driven for this pickup; `null` when it may.
    @Nullable
    String mayNot(Stamp stamp, Begun movement) {
        return movement.courier() ? courierMayNot(movement) : recipientMayNot(stamp, movement);
    }

    private @Nullable String courierMayNot(Begun movement) {
        Parcel parcel = judge.memory().books().parcels().get(movement.parcel());
        Ticket.Parcel word = judge.memory().books().tickets().word(movement.parcel());
        Visit present = movement.visit();
        if (present == null || !present.typed.contains(People.DHL)) {
            return "no courier who may collect is there";
        }
        boolean goesBack = word != null && word.returning() && !word.held();
        return parcel == null || !goesBack || !parcel.compartment().equals(movement.compartment())
                ? "it does not go back"
                : null;
    }

    private @Nullable String recipientMayNot(Stamp stamp, Begun movement) {
        ParcelId id = movement.parcel();
        Visit present = movement.visit();
        Integer number = numbers.get(id);
        if (present == null
                || number == null
                || !present.typed.contains(PickupCode.derive(Locker.SECRET, id, number))) {
            return "nobody typed its code";
        }
        Ticket.Parcel word = judge.memory().books().tickets().word(id);
        Parcel parcel = judge.memory().books().parcels().get(id);
        if (parcel != null) {
            Parcel.Code code = parcel.code();
            boolean locked = code == null || code.locked();
            boolean barred = word != null && (word.held() || word.returning());
            return locked || barred || !parcel.compartment().equals(movement.compartment())
                    ? "the books say " + parcel + " and the cloud " + word
                    : null;
        }
        Stamp at = collectedAt.get(id);
        // A lock that jams is driven again for the same person, who asked in time.
        boolean recent = at != null && at.boot() == stamp.boot() && movement.up() - at.up() <= GRACE_MILLIS;
        boolean same = movement.compartment().equals(collectedFrom.get(id));
        return recent
                        && same
                        && judge.memory().books().in(movement.compartment()).isEmpty()
                ? null
                : "it is not in the books, and no grace is left for it";
    }

    /// Whether somebody sees what is somebody else's, and nothing at the bank says so.
    void exposed(Begun movement) {
        Shipment own = judge.shipment(movement.parcel());
        for (Shipment other : judge.in(movement.compartment())) {
            boolean seen = judge.gramsIn(movement.compartment(), other) > judge.least(movement.compartment());
            if (own != null && !other.recipient.equals(own.recipient) && seen && !judge.isExcused(other)) {
                judge.counts.count("exposed");
                if (!judge.isTold(movement.compartment()) && !judge.tainted.contains(movement.compartment())) {
                    judge.counts.count("exposed untold");
                    judge.broken(
                            movement.compartment() + " is opened for " + own + ", and " + other + " lies there untold");
                }
            }
        }
    }
}
