package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Attempt;
import io.lockward.agent.bank.parcel.Attempt.Stage;
import io.lockward.agent.bank.parcel.Attempt.Wish;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.ParcelSetup.Pace;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.parcel.Session.Ended;
import io.lockward.agent.bank.parcel.Session.Instead;
import io.lockward.agent.bank.parcel.Session.Person;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.parcel.Ticket;
import org.jspecify.annotations.Nullable;

/// The person at the screen: what is asked, and how long somebody who says nothing is waited for.
final class SessionRules {
    /// The flag of a parcel that somebody looked for in vain.
    static final String NOT_HERE = "somebody says that it is not there";

    private static final String NOT_MINE = "somebody says that it is not theirs";

    private SessionRules() {}

    static void asked(Turn turn, Input.KioskAsked asked) {
        KioskAnswer answer = answer(turn, asked.fresh(), asked.request());
        turn.ask(new Effect.Answer(asked.fresh(), TroubleRules.withCode(turn, asked.request(), answer)));
    }

    private static KioskAnswer answer(Turn turn, String fresh, KioskRequest request) {
        return switch (request) {
            case KioskRequest.Enter entered -> isBusy(turn) ? busy() : CodeRules.enter(turn, fresh, entered);
            case KioskRequest.FindDelivery find -> {
                Session session = session(turn, find.session());
                yield session == null ? gone() : courierOnly(session, FindRules.deliveries(turn, session, find.text()));
            }
            case KioskRequest.FindRecipient find -> {
                Session session = session(turn, find.session());
                yield session == null ? gone() : courierOnly(session, FindRules.recipients(turn, session, find.text()));
            }
            case KioskRequest.Deposit deposit -> {
                Session session = session(turn, deposit.session());
                KioskAnswer no = session == null ? gone() : cannotBegin(turn, session);
                yield session == null || no != null ? orGone(no) : DepositRules.begin(turn, fresh, session, deposit);
            }
            case KioskRequest.Pickup pickup -> {
                Session session = session(turn, pickup.session());
                KioskAnswer no = session == null ? gone() : cannotBegin(turn, session);
                yield session == null || no != null
                        ? orGone(no)
                        : PickupRules.begin(turn, fresh, session, pickup.parcel());
            }
            case KioskRequest.Say said -> {
                Session session = session(turn, said.session());
                yield session == null ? gone() : said(turn, fresh, pressing(turn, session, said.word()), said.word());
            }
            case KioskRequest.Calibrate asked -> {
                Session session = session(turn, asked.session());
                yield session == null ? gone() : CalibrationRules.asked(turn, fresh, session, asked);
            }
            case KioskRequest.Stay stay -> {
                Session session = session(turn, stay.session());
                yield session == null ? gone() : new KioskAnswer.Yes(session.id());
            }
            case KioskRequest.Leave leave -> {
                Session session = session(turn, leave.session());
                if (session == null) {
                    yield gone();
                }
                end(turn, KioskEntry.Ended.LEFT);
                yield new KioskAnswer.Yes(session.id());
            }
        };
    }

    /// The session a request names, which that keeps alive; `null` when it has ended.
    private static @Nullable Session session(Turn turn, String id) {
        Session session = turn.desk.session();
        if (session == null || !session.id().equals(id) || turn.up - session.touchedUp() >= patience(turn)) {
            return null;
        }
        Session alive = session.touched(turn.up);
        turn.desk = turn.desk.with(alive);
        return alive;
    }

    /// Why a door cannot be opened now; `null` when it can.
    private static @Nullable KioskAnswer cannotBegin(Turn turn, Session session) {
        if (isBusy(turn)) {
            return busy();
        }
        if (session.movement() != null) {
            return KioskAnswer.no(Why.DOOR_FIRST);
        }
        if (session.person() instanceof Person.Courier(String ticket, String _, boolean _)) {
            Ticket.Courier courier = turn.books().tickets().courier(ticket);
            return courier != null && CodeRules.isInTime(turn, courier) ? null : KioskAnswer.no(Why.OUT_OF_TIME);
        }
        return null;
    }

    private static Session pressing(Turn turn, Session session, Word word) {
        Session pressed = session.pressing(word);
        turn.desk = turn.desk.with(pressed);
        return pressed;
    }

    private static KioskAnswer said(Turn turn, String fresh, Session session, Word word) {
        String shown = session.movement();
        Attempt attempt = shown == null ? null : turn.desk.attempts().get(shown);
        Movement movement = shown == null ? null : MovementRules.movement(turn, shown);
        if (attempt == null || movement == null) {
            return afterwards(turn, fresh, session, word);
        }
        KioskAnswer yes = new KioskAnswer.Yes(session.id());
        boolean opening = attempt.stage() instanceof Stage.Opening;
        return switch (word) {
            case DID_NOT_OPEN -> opening ? again(turn, session, movement, attempt) : KioskAnswer.no(Why.NOT_NOW);
            case REOPEN -> {
                boolean seenOpen = attempt.stage() instanceof Stage.Open open && open.seen();
                yield opening || seenOpen ? KioskAnswer.no(Why.NOT_NOW) : again(turn, session, movement, attempt);
            }
            case SOMETHING_INSIDE -> wish(turn, movement, attempt, Wish.SOMETHING_INSIDE, movement.isDeposit(), yes);
            case TOO_SMALL -> wish(turn, movement, attempt, Wish.TOO_SMALL, movement.isDeposit(), yes);
            case CANCEL -> wish(turn, movement, attempt, Wish.CANCEL, true, yes);
            case CANNOT_REACH -> {
                wish(turn, movement, attempt, Wish.CANNOT_REACH, true, yes);
                yield movement.isDeposit() ? yes : trouble(turn, "cannot-reach", movement);
            }
            case USE_OTHER -> DepositRules.useOther(turn, movement, attempt) ? yes : KioskAnswer.no(Why.NOT_NOW);
            case DONE -> {
                if (attempt.stage() instanceof Stage.Open open && !open.seen()) {
                    MovementRules.believedShut(turn, movement, attempt.wishing(Wish.DONE));
                }
                yield yes;
            }
            case NOT_HERE, NOT_MINE -> {
                Wish wish = word == Word.NOT_HERE ? Wish.NOT_HERE : Wish.NOT_MINE;
                yield movement.isDeposit() ? KioskAnswer.no(Why.NOT_NOW) : complained(turn, movement, attempt, wish);
            }
            case INSTEAD, TOOK_ALL, LEFT_SOME -> KioskAnswer.no(Why.NOT_NOW);
        };
    }

    /// About what has just ended.
    private static KioskAnswer afterwards(Turn turn, String fresh, Session session, Word word) {
        Ended ended = session.ended();
        if (ended == null) {
            return KioskAnswer.no(Why.NOT_NOW);
        }
        return switch (word) {
            case REOPEN -> {
                KioskAnswer no = cannotBegin(turn, session);
                yield no == null ? PickupRules.reopen(turn, fresh, session, ended) : no;
            }
            case INSTEAD -> {
                KioskAnswer no = cannotBegin(turn, session);
                yield no == null ? InsteadRules.begin(turn, fresh, session, ended) : no;
            }
            case DID_NOT_OPEN -> new KioskAnswer.No(Why.NO_MORE_TRIES, null, ended.trouble());
            case NOT_HERE, NOT_MINE ->
                ended.movement().isDeposit()
                        ? KioskAnswer.no(Why.NOT_NOW)
                        : complained(
                                turn, ended.movement(), null, word == Word.NOT_HERE ? Wish.NOT_HERE : Wish.NOT_MINE);
            case CANNOT_REACH -> trouble(turn, "cannot-reach", ended.movement());
            case TOOK_ALL, LEFT_SOME ->
                UnsettledRules.stated(turn, ended, word == Word.TOOK_ALL)
                        ? new KioskAnswer.Yes(session.id())
                        : KioskAnswer.no(Why.NOT_NOW);
            case SOMETHING_INSIDE, TOO_SMALL, USE_OTHER, CANCEL, DONE -> KioskAnswer.no(Why.NOT_NOW);
        };
    }

    private static KioskAnswer again(Turn turn, Session session, Movement movement, Attempt attempt) {
        if (isBusy(turn)) {
            return busy();
        }
        if (turn.door(movement.compartment()).isUnlocking()) {
            // The lock was driven a moment ago; its door has not had its time yet.
            return new KioskAnswer.Yes(session.id());
        }
        return MovementRules.again(turn, movement, attempt)
                ? new KioskAnswer.Yes(session.id())
                : KioskAnswer.no(Why.NO_MORE_TRIES);
    }

    private static KioskAnswer wish(
            Turn turn, Movement movement, Attempt attempt, Wish wish, boolean fits, KioskAnswer yes) {
        if (!fits) {
            return KioskAnswer.no(Why.NOT_NOW);
        }
        turn.desk = turn.desk.with(movement.id(), attempt.wishing(wish));
        return yes;
    }

    private static KioskAnswer complained(Turn turn, Movement movement, @Nullable Attempt attempt, Wish wish) {
        if (attempt != null) {
            turn.desk = turn.desk.with(movement.id(), attempt.wishing(wish));
        }
        String what = wish == Wish.NOT_HERE ? "parcel-not-here" : "not-theirs";
        if (turn.books().parcels().containsKey(movement.parcel()) && !TroubleRules.isTold(turn, what, movement)) {
            turn.record(new ParcelEntry.Flagged(
                    movement.parcel(), movement.compartment(), wish == Wish.NOT_HERE ? NOT_HERE : NOT_MINE));
        }
        return trouble(turn, what, movement);
    }

    private static KioskAnswer trouble(Turn turn, String what, Movement movement) {
        return new KioskAnswer.No(Why.ASK_SUPPORT, null, TroubleRules.tell(turn, what, movement));
    }

    /// A movement has ended: whoever stands at its screen sees how, and nobody watches it any more.
    static void ended(Turn turn, Movement movement, String verdict, CompartmentId where, @Nullable String trouble) {
        Attempt attempt = turn.desk.attempts().get(movement.id());
        turn.desk = turn.desk.without(movement.id());
        Session session = turn.desk.session();
        Ended before = session == null ? null : session.ended();
        boolean shown = MovementRules.isAttended(turn, movement.id())
                || (before != null && before.movement().id().equals(movement.id()));
        if (session != null && shown) {
            Instead kind = InsteadRules.kind(turn, movement, verdict, attempt == null ? Wish.NONE : attempt.wish());
            Session told = session.with(new Ended(
                    movement, verdict, where, trouble, InsteadRules.offer(turn, session, movement, kind), turn.up));
            turn.desk = turn.desk.with(kind == null ? told : told.passing(InsteadRules.passed(turn, movement, kind)));
        }
    }

    static void tick(Turn turn) {
        Session session = turn.desk.session();
        if (session != null && turn.up - session.touchedUp() >= patience(turn)) {
            end(turn, KioskEntry.Ended.TIMED_OUT);
        }
    }

    /// The visit at the screen is over, if there is one.
    static void end(Turn turn, KioskEntry.Ended how) {
        Session session = turn.desk.session();
        if (session != null) {
            turn.record(session.visit(turn.up, how));
            turn.desk = turn.desk.with((Session) null);
        }
    }

    /// How long somebody who says nothing keeps the screen.
    static long patience(Turn turn) {
        Pace pace = turn.setup.parcels().pace();
        return pace.idle().plus(pace.answer()).toMillis();
    }

    /// Whether the bank has something to do that no person may be in the middle of.
    static boolean isBusy(Turn turn) {
        RebootWatch reboot = turn.reboot;
        return turn.memory.halted()
                || turn.unlockAll != null
                || (reboot != null && reboot.level() != RebootLevel.KIOSK)
                || RemedyRules.isEndingThisProcess(turn)
                || turn.power.shutdownCause() != null;
    }

    private static KioskAnswer courierOnly(Session session, KioskAnswer answer) {
        return session.isCourier() ? answer : KioskAnswer.no(Why.NOT_ALLOWED);
    }

    private static KioskAnswer orGone(@Nullable KioskAnswer no) {
        return no == null ? gone() : no;
    }

    private static KioskAnswer gone() {
        return KioskAnswer.no(Why.NO_SESSION);
    }

    private static KioskAnswer busy() {
        return KioskAnswer.no(Why.BANK_BUSY);
    }
}
