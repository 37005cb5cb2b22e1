package io.lockward.agent.bank;

import io.lockward.agent.bank.SensedWords.Judged;
import io.lockward.agent.bank.parcel.Attempt;
import io.lockward.agent.bank.parcel.Attempt.Elsewhere;
import io.lockward.agent.bank.parcel.Attempt.Wish;
import io.lockward.agent.bank.parcel.Books;
import io.lockward.agent.bank.parcel.CompartmentChoice.Sight;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Lately;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.parcel.Session.Person;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Sensed.Outcome;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.Ticket;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deposits, from the choice of a compartment to the verdict.
///
/// A parcel whose sensors cannot vouch for it is in the books all the same: to look for it in vain is better than to
/// lose it. One whose door was left open has no code until the shut door has shown it.
final class DepositRules {
    /// The flag of a parcel in the middle of whose deposit this process began.
    private static final String INTERRUPTED =
            "the bank went off in the middle of its deposit, and anybody can have been there";

    private DepositRules() {}

    /// @param fresh names the deposit, and its parcel when nobody announced it
    static KioskAnswer begin(Turn turn, String fresh, Session session, KioskRequest.Deposit asked) {
        return begin(turn, fresh, ParcelId.parse(fresh), session, asked);
    }

    /// @param unannounced the parcel when nobody announced it
    static KioskAnswer begin(
            Turn turn, String fresh, ParcelId unannounced, Session session, KioskRequest.Deposit asked) {
        if (!(session.person() instanceof Person.Courier courier)) {
            return KioskAnswer.no(Why.NOT_ALLOWED);
        }
        ParcelId announced = asked.parcel();
        Ticket.Delivery delivery =
                announced == null ? null : turn.books().tickets().delivery(announced);
        if (announced != null && delivery == null) {
            return KioskAnswer.no(Why.NO_SUCH_PARCEL);
        }
        ParcelId parcel = announced == null ? unannounced : announced;
        String recipient = delivery == null ? asked.recipient() : delivery.recipient();
        if (delivery == null && recipient != null && turn.books().tickets().recipient(recipient) == null) {
            return KioskAnswer.no(Why.NO_SUCH_RECIPIENT);
        }
        if (isHere(turn.books(), parcel)) {
            return KioskAnswer.no(Why.ALREADY_HERE);
        }
        if (turn.books().parcels().size() >= Books.MOST_PARCELS) {
            return KioskAnswer.no(Why.NO_ROOM);
        }
        CompartmentId compartment =
                RoomRules.choose(turn, RoomRules.candidates(turn), RoomRules.wanted(turn, session, parcel, asked));
        if (compartment == null) {
            return KioskAnswer.no(Why.NO_ROOM);
        }
        turn.record(new ParcelEntry.DepositStarted(
                fresh, compartment, parcel, courier.ticket(), recipient, MovementRules.before(turn, compartment)));
        Movement movement = turn.books().movements().get(fresh);
        if (movement == null) {
            return KioskAnswer.no(Why.NO_ROOM);
        }
        turn.desk = turn.desk.with(session.bringing(asked).showing(fresh));
        MovementRules.begin(turn, movement);
        return new KioskAnswer.Yes(session.id());
    }

    static boolean isHere(Books books, ParcelId parcel) {
        return books.parcels().containsKey(parcel)
                || books.movements().values().stream()
                        .anyMatch(movement -> movement.parcel().equals(parcel));
    }

    /// The sensors have spoken.
    static void conclude(Turn turn, Movement movement, Attempt attempt, Judged judged) {
        Sensed came = judged.sensed();
        Parcel there = turn.books().parcels().get(movement.parcel());
        boolean isElsewhere = there != null && !there.compartment().equals(movement.compartment());
        if ((movement.pulses() == 0 || isElsewhere) && came != null && came.outcome() == Outcome.ADDED) {
            // Its lock was never driven, or another door took it: what came in by this one is not what its courier had.
            notOpened(turn, movement, attempt);
            ContentRules.event(turn, movement.compartment(), came, SensedWords.baselines(movement.before()));
            return;
        }
        Elsewhere elsewhere = attempt.elsewhere();
        boolean some = ContentRules.leavesSome(
                turn, movement.compartment(), judged.sensed(), SensedWords.baselines(movement.before()));
        ContentRules.saw(turn, movement.compartment(), judged.sensed(), some);
        DepositVerdict verdict = verdict(turn, movement, attempt, judged);
        if (verdict == DepositVerdict.WRONG_COMPARTMENT && elsewhere != null) {
            follow(turn, movement, elsewhere);
            return;
        }
        boolean somebodyElseIsThere = MovementRules.isSomebodyElseThere(turn, movement.id());
        end(turn, movement, verdict, judged.sensed(), movement.compartment());
        boolean unproven = verdict == DepositVerdict.SENSOR_SUSPECT || verdict == DepositVerdict.UNDECIDED;
        if (unproven && judged.sensed() != null) {
            turn.record(new ParcelEntry.Flagged(
                    movement.parcel(), movement.compartment(), "no sensor vouches for its deposit"));
        }
        if (attempt.disturbed()) {
            ContentRules.beside(turn, movement.compartment());
        }
        if (turn.books().parcels().containsKey(movement.parcel()) && (attempt.resumed() || somebodyElseIsThere)) {
            // The sensors prove that something came in; who put it in they cannot.
            turn.record(new ParcelEntry.Flagged(
                    movement.parcel(),
                    movement.compartment(),
                    attempt.resumed() ? INTERRUPTED : "its courier had gone, and somebody else was there"));
        }
        if (verdict == DepositVerdict.ALREADY_OCCUPIED) {
            DoubtRules.doubt(turn, movement.compartment(), "a courier says that something is inside");
            turn.raise(
                    ConditionEntry.Kind.UNEXPECTED_CONTENT,
                    movement.compartment().value(),
                    "a courier says that something is inside");
        }
    }

    private static DepositVerdict verdict(Turn turn, Movement movement, Attempt attempt, Judged judged) {
        Sensed sensed = judged.sensed();
        if (sensed != null && sensed.outcome() == Outcome.ADDED) {
            return attempt.resumed() ? DepositVerdict.INTERRUPTED_RESUMED : DepositVerdict.VERIFIED;
        }
        if (attempt.elsewhere() != null) {
            return DepositVerdict.WRONG_COMPARTMENT;
        }
        switch (attempt.wish()) {
            case SOMETHING_INSIDE -> {
                return DepositVerdict.ALREADY_OCCUPIED;
            }
            case CANCEL, TOO_SMALL, CANNOT_REACH -> {
                return DepositVerdict.CANCELLED;
            }
            case NONE, USE_OTHER, DONE, NOT_HERE, NOT_MINE -> {
                // The sensors alone decide.
            }
        }
        if (sensed == null || judged.suspect()) {
            return DepositVerdict.SENSOR_SUSPECT;
        }
        return switch (sensed.outcome()) {
            case ADDED -> DepositVerdict.VERIFIED;
            case REMOVED, NO_CHANGE ->
                attempt.resumed() && !movement.opened() ? DepositVerdict.NOT_OPENED : DepositVerdict.NOTHING_PLACED;
            // Sensors that were ill before the door opened have nothing to compare with, and are not merely unsure.
            case UNDECIDED ->
                ContentRules.sight(turn, movement.compartment()) == Sight.SUSPECT
                        ? DepositVerdict.SENSOR_SUSPECT
                        : DepositVerdict.UNDECIDED;
        };
    }

    /// The door never opened.
    static void notOpened(Turn turn, Movement movement, Attempt attempt) {
        Elsewhere elsewhere = attempt.elsewhere();
        if (elsewhere != null) {
            follow(turn, movement, elsewhere);
            return;
        }
        boolean wanted = attempt.wish() == Wish.NONE || attempt.wish() == Wish.DONE;
        DepositVerdict verdict = wanted ? DepositVerdict.NOT_OPENED : DepositVerdict.CANCELLED;
        end(turn, movement, verdict, null, movement.compartment());
    }

    /// Nobody closes the door.
    static void leftOpen(Turn turn, Movement movement, Attempt attempt) {
        Elsewhere elsewhere = attempt.elsewhere();
        if (elsewhere != null) {
            follow(turn, movement, elsewhere);
            return;
        }
        turn.record(new ParcelEntry.DepositConcluded(
                movement.id(), movement.compartment(), DepositVerdict.DOOR_LEFT_OPEN.word(), movement.parcel(), null));
    }

    /// The courier says that it is in the other compartment.
    ///
    /// @return false when the sensors know of none
    static boolean useOther(Turn turn, Movement movement, Attempt attempt) {
        Elsewhere elsewhere = attempt.elsewhere();
        if (elsewhere == null) {
            return false;
        }
        follow(turn, movement, elsewhere);
        return true;
    }

    /// The parcel was seen in another compartment: the books follow it, and its code with them.
    private static void follow(Turn turn, Movement movement, Elsewhere elsewhere) {
        turn.record(new ParcelEntry.DepositConcluded(
                movement.id(),
                movement.compartment(),
                DepositVerdict.WRONG_COMPARTMENT.word(),
                movement.parcel(),
                elsewhere.sensed()));
        turn.record(new ParcelEntry.Moved(
                movement.parcel(),
                elsewhere.compartment(),
                movement.compartment(),
                "the sensors saw it come into " + elsewhere.compartment()));
        if (turn.door(elsewhere.compartment()).openedBy() == null) {
            // Anybody can have been at that door, and put in anything.
            turn.record(new ParcelEntry.Flagged(
                    movement.parcel(), elsewhere.compartment(), "it came in by a door that nothing had unlocked"));
        }
        told(turn, movement, DepositVerdict.WRONG_COMPARTMENT, elsewhere.compartment());
    }

    private static void end(
            Turn turn, Movement movement, DepositVerdict verdict, @Nullable Sensed sensed, CompartmentId where) {
        turn.record(new ParcelEntry.DepositConcluded(
                movement.id(), movement.compartment(), verdict.word(), movement.parcel(), sensed));
        told(turn, movement, verdict, where);
    }

    private static void told(Turn turn, Movement movement, DepositVerdict verdict, CompartmentId where) {
        SessionRules.ended(turn, movement, verdict.word(), where, TroubleRules.of(turn, movement, verdict));
        CodeRules.makeMissing(turn);
    }

    /// The power may have gone between the verdict and the move: where else can such a parcel be?
    static void started(Turn turn) {
        for (Parcel parcel : turn.books().parcels().values()) {
            if (!parcel.isAstray()) {
                continue;
            }
            List<CompartmentId> places = turn.setup.compartments().stream()
                    .filter(compartment ->
                            Boolean.TRUE.equals(turn.memory.occupied().get(compartment)))
                    .filter(compartment -> turn.books().in(compartment).isEmpty())
                    .toList();
            if (places.size() == 1) {
                turn.record(new ParcelEntry.Moved(
                        parcel.id(), places.getFirst(), parcel.compartment(), "the only place where it can be"));
            }
        }
    }

    /// Something came into a compartment in which nothing is under way: perhaps what a courier says he put elsewhere.
    ///
    /// @return whether one deposit, and only one, can be meant
    static boolean claim(Turn turn, CompartmentId compartment, Sensed sensed) {
        List<Movement> open = turn.books().movements().values().stream()
                .filter(movement -> movement.isDeposit() && turn.desk.attempts().containsKey(movement.id()))
                .toList();
        List<Lately> empty = turn.books().lately().stream()
                .filter(one -> one.movement().isDeposit() && one.movement().pulses() > 0 && isRecent(turn, one))
                .filter(one -> !isHere(turn.books(), one.movement().parcel()))
                .toList();
        boolean free = turn.books().in(compartment).isEmpty();
        if (!free || open.size() + empty.size() != 1) {
            return false;
        }
        Elsewhere seen = new Elsewhere(compartment, sensed);
        if (open.isEmpty()) {
            follow(turn, empty.getFirst().movement(), seen);
            return true;
        }
        Movement movement = open.getFirst();
        Attempt attempt = turn.desk.attempts().get(movement.id());
        if (attempt == null || attempt.elsewhere() != null) {
            return false;
        }
        turn.desk = turn.desk.with(movement.id(), attempt.seen(seen));
        return true;
    }

    /// What was seen coming into a compartment went out of it again.
    static void unclaim(Turn turn, CompartmentId compartment) {
        for (Map.Entry<String, Attempt> one : turn.desk.attempts().entrySet()) {
            Elsewhere elsewhere = one.getValue().elsewhere();
            if (elsewhere != null && elsewhere.compartment().equals(compartment)) {
                turn.desk = turn.desk.with(one.getKey(), one.getValue().seen(null));
            }
        }
    }

    private static boolean isRecent(Turn turn, Lately one) {
        long passed = turn.up - (one.at().boot() == turn.now.boot() ? one.at().up() : 0);
        return passed < turn.setup.parcels().pace().follow().toMillis();
    }
}
