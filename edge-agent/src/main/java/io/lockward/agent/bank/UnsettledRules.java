package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.CompartmentChoice.Sight;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.parcel.Session.Ended;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pickups that the sensors could not judge. The parcel stays in the books and on the work list, and nobody
/// delivers to its compartment, until something settles it: a calibrated sensor that is certain, a change with the
/// door shut, or the next opening in which something moves. What the person at the door said is kept, and settles
/// nothing; against a sensor that says otherwise it makes a contradiction for people to look into.
final class UnsettledRules {
    private UnsettledRules() {}

    /// Whether the person who stands there is to be asked. Who said that it is not there has answered.
    static boolean asks(Turn turn, Ended ended) {
        Parcel parcel = turn.books().parcels().get(ended.movement().parcel());
        Parcel.Doubt doubt = parcel == null ? null : parcel.doubt();
        return parcel != null
                && doubt != null
                && doubt.saidAll() == null
                && parcel.isInDoubt(ended.movement().id())
                && !parcel.flags().contains(SessionRules.NOT_HERE);
    }

    /// The person answers.
    ///
    /// @return false when nothing was asked
    static boolean stated(Turn turn, Ended ended, boolean all) {
        if (!asks(turn, ended)) {
            return false;
        }
        turn.record(new ParcelEntry.Stated(
                ended.movement().id(),
                ended.movement().compartment(),
                ended.movement().parcel(),
                all));
        return true;
    }

    /// Whether it is not known what the last pickup in a compartment took.
    static boolean isOpen(Turn turn, CompartmentId compartment) {
        return turn.books().in(compartment).stream().anyMatch(parcel -> parcel.doubt() != null);
    }

    /// Whether an opening in which nothing moves says nothing about a parcel: it may be inside, or have gone before.
    static boolean mayBeGone(Turn turn, Parcel parcel) {
        return parcel.doubt() != null && ContentRules.sight(turn, parcel.compartment()) != Sight.OCCUPIED;
    }

    /// A calibrated sensor is certain that something is inside.
    static void settle(Turn turn, CompartmentId compartment) {
        if (ContentRules.sight(turn, compartment) != Sight.OCCUPIED) {
            return;
        }
        for (Felt felt : Felt.in(turn, compartment)) {
            if (felt.isFar()) {
                inside(turn, compartment, felt);
                return;
            }
        }
    }

    /// Something was taken out without a pickup: what the last one had not taken was inside until now.
    static void wasInside(Turn turn, CompartmentId compartment) {
        inside(turn, compartment, null);
    }

    /// Which of several things is inside no sensor can say.
    private static void inside(Turn turn, CompartmentId compartment, @Nullable Felt felt) {
        List<Parcel> content = turn.books().in(compartment);
        Parcel parcel = content.size() == 1 ? content.getFirst() : null;
        Parcel.Doubt doubt = parcel == null ? null : parcel.doubt();
        if (parcel == null || doubt == null || parcel.flags().contains(ContentRules.BESIDE)) {
            return;
        }
        Sensed taken = felt == null ? null : felt.taken(parcel);
        boolean part = taken != null && felt != null && felt.isLighter(parcel);
        PickupVerdict verdict = part ? PickupVerdict.PARTLY_COLLECTED : PickupVerdict.LEFT_BEHIND;
        PickupRules.end(turn, doubt.movement(), verdict, part ? taken : null);
        if (part) {
            turn.record(new ParcelEntry.Flagged(parcel.id(), compartment, "its pickup ended as " + verdict.word()));
        }
    }

    /// The sensors have said for a while that the compartment is empty.
    ///
    /// @return false when somebody said otherwise at the door, an opening followed that nobody judged, or a parcel
    ///     was not even picked up: then it is missing
    static boolean tookAll(Turn turn, CompartmentId compartment, List<Parcel> content) {
        if (!content.stream().allMatch(UnsettledRules::mayHaveGone)) {
            return false;
        }
        List<Felt> felt = Felt.in(turn, compartment);
        for (Parcel parcel : content) {
            Parcel.Doubt doubt = parcel.doubt();
            if (doubt != null) {
                Sensed taken = felt.isEmpty() ? null : felt.getFirst().taken(parcel);
                PickupRules.end(turn, doubt.movement(), PickupVerdict.COLLECTED, taken);
            }
        }
        return true;
    }

    private static boolean mayHaveGone(Parcel parcel) {
        Parcel.Doubt doubt = parcel.doubt();
        return doubt != null
                && !Boolean.FALSE.equals(doubt.saidAll())
                && !parcel.flags().contains(ContentRules.BESIDE)
                && !parcel.flags().contains(SessionRules.NOT_HERE);
    }
}
