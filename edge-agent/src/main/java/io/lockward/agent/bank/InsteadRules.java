package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Attempt.Wish;
import io.lockward.agent.bank.parcel.CompartmentChoice.Wanted;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.ParcelSetup;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.parcel.Session.Ended;
import io.lockward.agent.bank.parcel.Session.Instead;
import io.lockward.agent.bank.parcel.Session.Offer;
import io.lockward.agent.bank.parcel.Session.Passed;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.Size;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Another door for a parcel that its own did not suit. What did not suit is remembered for the visit, so that the same
/// label read again does not open the same door while another will do.
final class InsteadRules {
    private InsteadRules() {}

    /// What is wrong with the door that a deposit had; `null` when nothing is, or the courier did not want one.
    static @Nullable Instead kind(Turn turn, Movement movement, String verdict, Wish wish) {
        if (!movement.isDeposit()) {
            return null;
        }
        if (verdict.equals(DepositVerdict.NOT_OPENED.word())
                || verdict.equals(DepositVerdict.ALREADY_OCCUPIED.word())) {
            return Instead.ANOTHER;
        }
        if (!verdict.equals(DepositVerdict.CANCELLED.word())) {
            return null;
        }
        return switch (wish) {
            case TOO_SMALL -> Instead.LARGER;
            case CANNOT_REACH -> box(turn, movement).reachable() ? Instead.ANOTHER : Instead.REACHABLE;
            case NONE, CANCEL, SOMETHING_INSIDE, USE_OTHER, DONE, NOT_HERE, NOT_MINE -> null;
        };
    }

    /// @param session as it was when the deposit ended
    static @Nullable Offer offer(Turn turn, Session session, Movement movement, @Nullable Instead kind) {
        KioskRequest.Deposit had = session.brings();
        if (kind == null || had == null) {
            return null;
        }
        Size size = kind == Instead.LARGER ? larger(box(turn, movement).size()) : had.size();
        return new Offer(
                kind,
                size == null
                        ? null
                        : new KioskRequest.Deposit(
                                session.id(),
                                had.parcel(),
                                had.recipient(),
                                size,
                                had.reachable() || kind == Instead.REACHABLE,
                                had.together()));
    }

    /// What need not be offered again: to a parcel that is too large also every door of that size; a door out of reach
    /// to whatever the same person brings.
    static Passed passed(Turn turn, Movement movement, Instead kind) {
        CompartmentId own = movement.compartment();
        return switch (kind) {
            case LARGER ->
                new Passed(
                        movement.parcel(),
                        turn.setup.compartments().stream()
                                .filter(one -> turn.setup
                                        .parcels()
                                        .box(one)
                                        .size()
                                        .fits(box(turn, movement).size()))
                                .collect(Collectors.toUnmodifiableSet()));
            case REACHABLE -> new Passed(null, Set.of(own));
            case ANOTHER -> new Passed(movement.parcel(), Set.of(own));
        };
    }

    /// Whether the door that is offered exists now.
    static boolean isFree(Turn turn, Session session, Ended ended) {
        Offer offer = ended.offer();
        KioskRequest.Deposit asked = offer == null ? null : offer.asked();
        if (asked == null) {
            return false;
        }
        Wanted wanted = RoomRules.wanted(turn, session, ended.movement().parcel(), asked);
        CompartmentId compartment = RoomRules.choose(turn, RoomRules.candidates(turn), wanted);
        return compartment != null && !wanted.passed().contains(compartment);
    }

    /// @param fresh names the deposit
    static KioskAnswer begin(Turn turn, String fresh, Session session, Ended ended) {
        Offer offer = ended.offer();
        if (offer == null) {
            return KioskAnswer.no(Why.NOT_NOW);
        }
        KioskRequest.Deposit asked = offer.asked();
        if (asked == null || !isFree(turn, session, ended)) {
            return KioskAnswer.no(Why.NO_ROOM);
        }
        return DepositRules.begin(turn, fresh, ended.movement().parcel(), session, asked);
    }

    private static ParcelSetup.Box box(Turn turn, Movement movement) {
        return turn.setup.parcels().box(movement.compartment());
    }

    private static @Nullable Size larger(Size size) {
        return switch (size) {
            case SMALL -> Size.MEDIUM;
            case MEDIUM -> Size.LARGE;
            case LARGE -> Size.EXTRA_LARGE;
            case EXTRA_LARGE -> null;
        };
    }
}
