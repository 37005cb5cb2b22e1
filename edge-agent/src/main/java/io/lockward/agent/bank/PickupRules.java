package io.lockward.agent.bank;

import io.lockward.agent.bank.SensedWords.Judged;
import io.lockward.agent.bank.parcel.Attempt;
import io.lockward.agent.bank.parcel.Attempt.Wish;
import io.lockward.agent.bank.parcel.CompartmentChoice.Sight;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.Lately;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.parcel.Session.Ended;
import io.lockward.agent.bank.parcel.Session.Person;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.ParcelEntry.Taker;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Sensed.Outcome;
import io.lockward.protocol.parcel.PickupVerdict;
import io.lockward.protocol.parcel.Ticket;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Pickups, from the right to open to the verdict. What is released is what the books say at that moment: the cloud's
/// word on a parcel, its code, where it is.
final class PickupRules {
    private PickupRules() {}

    /// @param fresh names the pickup
    static KioskAnswer begin(Turn turn, String fresh, Session session, ParcelId id) {
        Parcel parcel = turn.books().parcels().get(id);
        if (parcel == null) {
            return KioskAnswer.no(Why.NO_SUCH_PARCEL);
        }
        Why no = mayNot(turn, session, parcel);
        if (no != null) {
            return KioskAnswer.no(no);
        }
        return open(turn, fresh, session, parcel);
    }

    /// Why this person may not have this parcel now; `null` when they may.
    static @Nullable Why mayNot(Turn turn, Session session, Parcel parcel) {
        Ticket.Parcel word = turn.books().tickets().word(parcel.id());
        boolean goesBack = word != null && word.returning();
        boolean isTheirs = switch (session.person()) {
            case Person.Courier courier -> courier.mayCollect() && goesBack;
            case Person.Installer _ -> false;
            case Person.Recipient recipient -> recipient.parcels().contains(parcel.id());
        };
        if (!isTheirs) {
            return Why.NOT_ALLOWED;
        }
        return session.isCourier() ? (isHeld(word) ? Why.HELD : null) : forRecipient(word, parcel);
    }

    /// Why a code that is right opens nothing; `null` when it does.
    static @Nullable Why forRecipient(Ticket.@Nullable Parcel word, Parcel parcel) {
        if (isHeld(word)) {
            return Why.HELD;
        }
        if (word != null && word.returning()) {
            return Why.GOING_BACK;
        }
        Parcel.Code code = parcel.code();
        return code == null || code.locked() ? Why.CODE_LOCKED : null;
    }

    private static boolean isHeld(Ticket.@Nullable Parcel word) {
        return word != null && word.held();
    }

    private static KioskAnswer open(Turn turn, String fresh, Session session, Parcel parcel) {
        CompartmentId compartment = parcel.compartment();
        boolean known = turn.setup.compartments().contains(compartment);
        if (!known
                || MovementRules.isBusy(turn, compartment)
                || turn.door(compartment).isUnlocking()) {
            return KioskAnswer.no(Why.NOT_NOW);
        }
        turn.record(new ParcelEntry.PickupStarted(
                fresh,
                compartment,
                parcel.id(),
                session.isCourier() ? Taker.COURIER : Taker.RECIPIENT,
                MovementRules.before(turn, compartment)));
        Movement movement = turn.books().movements().get(fresh);
        if (movement == null) {
            return KioskAnswer.no(Why.NOT_NOW);
        }
        turn.desk = turn.desk.with(session.showing(fresh));
        MovementRules.begin(turn, movement);
        return new KioskAnswer.Yes(session.id());
    }

    /// The door of a parcel that was just taken, once more: something was forgotten. Only while nothing of anybody
    /// else's can be in there.
    ///
    /// @param fresh names the pickup
    static KioskAnswer reopen(Turn turn, String fresh, Session session, Ended ended) {
        Movement before = ended.movement();
        boolean late =
                turn.up - ended.up() > turn.setup.parcels().pace().grace().toMillis();
        if (before.isDeposit() || late) {
            return KioskAnswer.no(Why.NOT_NOW);
        }
        Parcel still = turn.books().parcels().get(before.parcel());
        if (still != null) {
            return begin(turn, fresh, session, before.parcel());
        }
        boolean others = !turn.books().in(before.compartment()).isEmpty()
                || ContentRules.sight(turn, before.compartment()) == Sight.OCCUPIED;
        boolean wasTaken = turn.books().lately().stream()
                .map(Lately::parcel)
                .anyMatch(parcel -> parcel != null && parcel.id().equals(before.parcel()));
        if (others || !wasTaken) {
            return KioskAnswer.no(Why.NO_SUCH_PARCEL);
        }
        return open(
                turn,
                fresh,
                session,
                new Parcel(
                        before.parcel(),
                        before.compartment(),
                        null,
                        null,
                        before.since(),
                        null,
                        null,
                        List.of(),
                        null));
    }

    /// The sensors have spoken.
    static void conclude(Turn turn, Movement movement, Attempt attempt, Judged judged) {
        CompartmentId compartment = movement.compartment();
        Sensed sensed = judged.sensed();
        boolean some = ContentRules.leavesSome(turn, compartment, sensed, SensedWords.baselines(movement.before()));
        Parcel parcel = turn.books().parcels().get(movement.parcel());
        boolean wasEmpty = ContentRules.sight(turn, compartment) == Sight.EMPTY;
        boolean doubted = parcel != null && parcel.doubt() != null;
        boolean mayBeGone = parcel != null && UnsettledRules.mayBeGone(turn, parcel);
        PickupVerdict verdict =
                parcel == null ? ofAnotherLook(judged, wasEmpty) : verdict(movement, attempt, judged, some, mayBeGone);
        List<Parcel> others = turn.books().in(compartment).stream()
                .filter(other -> !other.id().equals(movement.parcel()))
                .toList();
        boolean beside = turn.books().in(compartment).stream()
                .anyMatch(one -> one.flags().contains(ContentRules.BESIDE));
        List<Lately> taken = turn.books().lately().stream()
                .filter(one -> one.movement().compartment().equals(compartment))
                .toList();
        boolean somebodyElseIsThere = MovementRules.isSomebodyElseThere(turn, movement.id());
        boolean took = verdict == PickupVerdict.COLLECTED || verdict == PickupVerdict.INTERRUPTED_RESUMED;
        boolean unseen =
                judged.saw(Outcome.REMOVED) && (attempt.disturbed() || attempt.resumed() || somebodyElseIsThere);
        ContentRules.saw(turn, compartment, sensed, some);
        // Doubts come before the verdict: after it nobody would raise them again if the power went in between.
        if (took && beside) {
            DoubtRules.doubt(turn, compartment, DoubtRules.STILL_THERE);
        }
        if (unseen) {
            DoubtRules.doubt(turn, compartment, "somebody else may have been at its door before its pickup was judged");
        }
        end(turn, movement, verdict, sensed);
        if (took) {
            together(turn, movement, verdict, sensed, others);
        }
        if (judged.saw(Outcome.ADDED)
                && !isSame(turn.books().parcels().get(movement.parcel()), parcel, sensed, taken)) {
            ContentRules.beside(turn, compartment);
        }
        if (unseen) {
            ContentRules.beside(turn, compartment);
        }
        if (verdict == PickupVerdict.SENSOR_SUSPECT && sensed != null) {
            // It went out of the books, and no sensor vouches for it: what lies there may be this one.
            ContentRules.beside(turn, compartment);
        }
        if (parcel == null) {
            return;
        }
        boolean seen = judged.saw(Outcome.ADDED) || ContentRules.sight(turn, compartment) == Sight.OCCUPIED;
        if (attempt.wish() == Wish.NOT_HERE && doubted && !seen) {
            ContentRules.gone(turn, parcel, "not there, after a pickup nobody could judge");
            // It is somebody's word: what lies there may be this one.
            ContentRules.beside(turn, compartment);
        } else if (isOdd(verdict, sensed)) {
            turn.record(new ParcelEntry.Flagged(parcel.id(), compartment, "its pickup ended as " + verdict.word()));
        }
    }

    /// Whether what came in is what had just been taken out, as far as the sensors can tell.
    ///
    /// @param now in the books after the verdict
    /// @param before in the books before it
    /// @param taken pickups that ended there a moment ago
    private static boolean isSame(
            @Nullable Parcel now, @Nullable Parcel before, @Nullable Sensed sensed, List<Lately> taken) {
        Sensed came = now == null ? null : now.sensed();
        boolean several = taken.stream().filter(one -> one.parcel() != null).count() > 1;
        if (before != null
                || several
                || came == null
                || sensed == null
                || !Objects.equals(came.channel(), sensed.channel())) {
            return false;
        }
        return Math.abs(came.reading() - sensed.reading())
                <= Math.max(3 * Math.abs(sensed.threshold()), 0.03 * Math.abs(came.reading()));
    }

    private static boolean isOdd(PickupVerdict verdict, @Nullable Sensed sensed) {
        return switch (verdict) {
            case PARTLY_COLLECTED -> true;
            // A bank without sensors would flag every parcel.
            case SENSOR_SUSPECT -> sensed != null;
            // Until it is settled, the verdict itself is on the list.
            case UNDECIDED -> false;
            case COLLECTED, LEFT_BEHIND, NOT_OPENED, DOOR_LEFT_OPEN, INTERRUPTED_RESUMED, CANCELLED -> false;
        };
    }

    /// @param mayBeGone whether it may have gone with an earlier pickup: then to see nothing move proves nothing
    private static PickupVerdict verdict(
            Movement movement, Attempt attempt, Judged judged, boolean leavesSome, boolean mayBeGone) {
        Sensed sensed = judged.sensed();
        if (sensed == null || judged.suspect()) {
            boolean unseen = attempt.resumed() && !movement.opened();
            boolean denied = attempt.wish() == Wish.NOT_HERE || attempt.wish() == Wish.NOT_MINE;
            return unseen || denied ? PickupVerdict.UNDECIDED : PickupVerdict.SENSOR_SUSPECT;
        }
        return switch (sensed.outcome()) {
            case REMOVED ->
                leavesSome
                        ? PickupVerdict.PARTLY_COLLECTED
                        : attempt.resumed() ? PickupVerdict.INTERRUPTED_RESUMED : PickupVerdict.COLLECTED;
            case NO_CHANGE, ADDED -> {
                if (attempt.resumed() && !movement.opened()) {
                    yield PickupVerdict.NOT_OPENED;
                }
                yield sensed.outcome() == Outcome.NO_CHANGE && mayBeGone
                        ? PickupVerdict.UNDECIDED
                        : PickupVerdict.LEFT_BEHIND;
            }
            case UNDECIDED -> PickupVerdict.UNDECIDED;
        };
    }

    /// It had been taken before: this was only another look, unless something came back.
    private static PickupVerdict ofAnotherLook(Judged judged, boolean wasEmpty) {
        Sensed sensed = judged.sensed();
        if (sensed == null || judged.suspect()) {
            return PickupVerdict.SENSOR_SUSPECT;
        }
        return switch (sensed.outcome()) {
            case REMOVED -> PickupVerdict.COLLECTED;
            case ADDED -> PickupVerdict.LEFT_BEHIND;
            case NO_CHANGE -> wasEmpty ? PickupVerdict.COLLECTED : PickupVerdict.UNDECIDED;
            case UNDECIDED -> PickupVerdict.UNDECIDED;
        };
    }

    /// What lay with it in the same compartment, for the same recipient, is gone with it.
    private static void together(
            Turn turn, Movement movement, PickupVerdict verdict, @Nullable Sensed sensed, List<Parcel> others) {
        int count = 1;
        for (Parcel other : others) {
            count++;
            String id = movement.id() + "/" + count;
            turn.record(new ParcelEntry.PickupStarted(
                    id, movement.compartment(), other.id(), movement.by(), movement.before()));
            turn.record(
                    new ParcelEntry.PickupConcluded(id, movement.compartment(), verdict.word(), other.id(), sensed));
        }
    }

    /// The door never opened.
    static void notOpened(Turn turn, Movement movement, Attempt attempt) {
        boolean wanted = attempt.wish() != Wish.CANCEL && attempt.wish() != Wish.CANNOT_REACH;
        end(turn, movement, wanted ? PickupVerdict.NOT_OPENED : PickupVerdict.CANCELLED, null);
    }

    /// Nobody closes the door.
    static void leftOpen(Turn turn, Movement movement) {
        turn.record(new ParcelEntry.PickupConcluded(
                movement.id(), movement.compartment(), PickupVerdict.DOOR_LEFT_OPEN.word(), movement.parcel(), null));
    }

    static void end(Turn turn, Movement movement, PickupVerdict verdict, @Nullable Sensed sensed) {
        turn.record(new ParcelEntry.PickupConcluded(
                movement.id(), movement.compartment(), verdict.word(), movement.parcel(), sensed));
        String trouble = TroubleRules.of(turn, movement, verdict);
        SessionRules.ended(turn, movement, verdict.word(), movement.compartment(), trouble);
    }
}
