package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Guesses;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Lately;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.parcel.Session.Ended;
import io.lockward.agent.bank.parcel.Session.Person;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.ConditionEntry.Kind;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.PickupVerdict;
import io.lockward.protocol.parcel.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Codes and badges: whom they let in, and what wrong ones lead to. A code is known by its fingerprint only.
final class CodeRules {
    /// The subject of `code-guessing`.
    private static final String SUBJECT = "kiosk";

    private static final int MOST_NEAR = 8;

    /// How long the rim may take for a code before it is asked again.
    private static final long MAKE_MILLIS = 30_000;

    private CodeRules() {}

    /// @param fresh names the session
    static KioskAnswer enter(Turn turn, String fresh, KioskRequest.Enter entered) {
        Stamp now = turn.now.stamp();
        long paused = turn.books().guesses().pausedFor(now);
        if (paused > 0) {
            return new KioskAnswer.No(Why.PAUSED, paused, null);
        }
        Parcel parcel = turn.books().byCode(entered.fingerprint());
        if (parcel != null) {
            Why no = PickupRules.forRecipient(turn.books().tickets().word(parcel.id()), parcel);
            return no == null ? recipient(turn, fresh, entered.session(), parcel.id()) : KioskAnswer.no(no);
        }
        Lately taken = taken(turn, entered.fingerprint());
        if (taken != null) {
            return again(turn, fresh, taken);
        }
        Ticket.Courier courier = turn.books().tickets().courierBy(entered.fingerprint());
        if (courier != null) {
            return courier(turn, fresh, courier);
        }
        return wrong(turn, now, entered.prefix());
    }

    private static KioskAnswer recipient(Turn turn, String fresh, @Nullable String own, ParcelId parcel) {
        Session session = turn.desk.session();
        boolean goesOn = session != null
                && session.id().equals(own)
                && session.person() instanceof Person.Recipient
                && turn.up - session.touchedUp() < SessionRules.patience(turn);
        if (session != null && goesOn && session.person() instanceof Person.Recipient(List<ParcelId> parcels)) {
            List<ParcelId> more = new ArrayList<>(parcels);
            if (!more.contains(parcel)) {
                more.add(parcel);
            }
            turn.desk = turn.desk.with(session.with(new Person.Recipient(more)).touched(turn.up));
            return new KioskAnswer.Yes(session.id());
        }
        return open(turn, fresh, new Person.Recipient(List.of(parcel)), null);
    }

    /// The code of what was just taken opens the same door once more, for what was forgotten.
    private static @Nullable Lately taken(Turn turn, String fingerprint) {
        for (Lately one : turn.books().lately()) {
            Parcel parcel = one.parcel();
            Parcel.Code code = parcel == null ? null : parcel.code();
            boolean recent = one.at().boot() == turn.now.boot()
                    && turn.up - one.at().up()
                            <= turn.setup.parcels().pace().grace().toMillis();
            if (code != null && recent && code.fingerprint().equals(fingerprint)) {
                return one;
            }
        }
        return null;
    }

    private static KioskAnswer again(Turn turn, String fresh, Lately taken) {
        Movement movement = taken.movement();
        Ended ended = new Ended(
                movement,
                PickupVerdict.COLLECTED.word(),
                movement.compartment(),
                null,
                null,
                taken.at().up());
        return open(turn, fresh, new Person.Recipient(List.of(movement.parcel())), ended);
    }

    private static KioskAnswer courier(Turn turn, String fresh, Ticket.Courier courier) {
        if (!isInTime(turn, courier)) {
            return KioskAnswer.no(Why.OUT_OF_TIME);
        }
        if (courier.calibrates()) {
            return open(turn, fresh, new Person.Installer(courier.id(), courier.label()), null);
        }
        return open(turn, fresh, new Person.Courier(courier.id(), courier.label(), courier.mayCollect()), null);
    }

    static boolean isInTime(Turn turn, Ticket.Courier courier) {
        Instant now = turn.books().tickets().clock(turn.now.wall());
        return !now.isBefore(courier.from()) && now.isBefore(courier.until());
    }

    private static KioskAnswer open(Turn turn, String fresh, Person person, @Nullable Ended ended) {
        SessionRules.end(turn, KioskEntry.Ended.REPLACED);
        turn.desk = turn.desk.with(Session.begun(fresh, person, turn.up, ended));
        return new KioskAnswer.Yes(fresh);
    }

    private static KioskAnswer wrong(Turn turn, Stamp now, String prefix) {
        List<Parcel> near = turn.books().parcels().values().stream()
                .filter(parcel -> beginsLike(parcel, prefix))
                .limit(MOST_NEAR)
                .toList();
        turn.record(new CodeEntry.Wrong(near.stream().map(Parcel::id).toList()));
        for (Parcel parcel : near) {
            Parcel after = turn.books().parcels().get(parcel.id());
            Parcel.Code code = after == null ? null : after.code();
            if (code != null && !code.locked() && code.wrong() >= Guesses.MOST_NEAR) {
                turn.record(new CodeEntry.Locked(parcel.id()));
            }
        }
        Guesses guesses = turn.books().guesses();
        int recent = guesses.recent(now);
        if (recent < Guesses.MOST) {
            return KioskAnswer.no(Why.WRONG_CODE);
        }
        long seconds = guesses.nextPauseSeconds(now);
        turn.record(new CodeEntry.Paused(seconds, recent));
        turn.raise(Kind.CODE_GUESSING, SUBJECT, recent + " wrong codes within 10 min");
        return new KioskAnswer.No(Why.PAUSED, seconds, null);
    }

    private static boolean beginsLike(Parcel parcel, String prefix) {
        Parcel.Code code = parcel.code();
        return code != null && code.prefix().equals(prefix);
    }

    /// Asks the rim for the codes that are missing: of a parcel that has none, of one for which the cloud wants
    /// another, and of one whose code was made with a secret that the bank no longer has.
    static void makeMissing(Turn turn) {
        for (Parcel parcel : turn.books().parcels().values()) {
            Integer number = wanted(turn, parcel);
            if (number != null) {
                ask(turn, parcel.id(), number);
            }
        }
    }

    private static @Nullable Integer wanted(Turn turn, Parcel parcel) {
        Parcel.Code code = parcel.code();
        Ticket.Parcel word = turn.books().tickets().word(parcel.id());
        int said = word == null ? 1 : word.number();
        if (code != null) {
            boolean dead = code.generation() != turn.books().tickets().generation();
            int next = dead ? Math.max(said, code.number() + 1) : said;
            return next > code.number() && next <= PickupCode.MOST_NUMBER ? Integer.valueOf(next) : null;
        }
        boolean open = turn.books().movements().values().stream()
                .anyMatch(movement -> movement.isDeposit() && movement.parcel().equals(parcel.id()));
        return open ? null : Integer.valueOf(said);
    }

    private static void ask(Turn turn, ParcelId parcel, int number) {
        Long asked = turn.desk.asked().get(parcel);
        if (asked == null || turn.up - asked >= MAKE_MILLIS) {
            turn.desk = turn.desk.withAsked(parcel, turn.up);
            turn.ask(new Effect.MakeCode(parcel, number));
        }
    }

    /// A code that another parcel has, or that begins like another's, is not taken: the next one is.
    static void made(Turn turn, Input.CodeMade made) {
        turn.desk = turn.desk.withoutAsked(made.parcel());
        Parcel parcel = turn.books().parcels().get(made.parcel());
        Parcel.Code before = parcel == null ? null : parcel.code();
        if (parcel == null || (before != null && before.number() >= made.number())) {
            return;
        }
        boolean taken = turn.books().parcels().values().stream()
                .filter(other -> !other.id().equals(made.parcel()))
                .anyMatch(other -> isLike(other, made));
        boolean known = turn.books().tickets().courierBy(made.fingerprint()) != null;
        if ((taken || known) && made.number() < PickupCode.MOST_NUMBER) {
            ask(turn, made.parcel(), made.number() + 1);
        } else if (!taken && !known) {
            turn.record(new ParcelEntry.Coded(
                    made.parcel(), parcel.compartment(), made.number(), made.fingerprint(), made.prefix()));
        }
    }

    private static boolean isLike(Parcel other, Input.CodeMade made) {
        Parcel.Code code = other.code();
        return code != null
                && (code.fingerprint().equals(made.fingerprint())
                        || code.prefix().equals(made.prefix()));
    }

    static void tick(Turn turn) {
        makeMissing(turn);
        if (turn.memory.hasRaised(Kind.CODE_GUESSING, SUBJECT)) {
            Stamp now = turn.now.stamp();
            Guesses guesses = turn.books().guesses();
            if (guesses.pausedFor(now) == 0 && guesses.recent(now) == 0) {
                turn.clear(Kind.CODE_GUESSING, SUBJECT);
            }
        }
    }
}
