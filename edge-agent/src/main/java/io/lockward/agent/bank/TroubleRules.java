package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Desk.Told;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a person at the screen can read to support, so that support finds the moment. Whatever the screen cannot
/// help with has such a code; who presses on gets no second one.
final class TroubleRules {
    /// Without letters that sound or look like others.
    private static final String LETTERS = "ABCDEFHKLMNPRTUVXY";

    private static final int DIGITS = 10_000;

    /// How long the same reason on the idle screen has the same code: as long as wrong codes are counted.
    private static final long AGAIN_MILLIS = 600_000;

    private TroubleRules() {}

    /// @param what in a word
    /// @return the code, such as `K7-412`
    static String tell(Turn turn, String what, Movement movement) {
        return tell(turn, what, about(what, movement.parcel()), movement.compartment(), movement.parcel());
    }

    /// One code, and one entry, for each visit and reason: who presses on reads the same one again. On the idle screen,
    /// where anybody can press on, the same holds for [#AGAIN_MILLIS].
    private static String tell(
            Turn turn, String what, String about, @Nullable CompartmentId compartment, @Nullable ParcelId parcel) {
        Told before = before(turn, about);
        if (before != null) {
            return before.code();
        }
        String code = code(turn.setup.bank(), turn.books().troubles());
        turn.record(new KioskEntry.Trouble(code, what, compartment, parcel));
        turn.desk = turn.desk.telling(new Told(visit(turn), about, code, turn.up));
        return code;
    }

    /// Whether the person at the screen was told of this already.
    static boolean isTold(Turn turn, String what, Movement movement) {
        return before(turn, about(what, movement.parcel())) != null;
    }

    private static @Nullable Told before(Turn turn, String about) {
        String visit = visit(turn);
        for (Told one : turn.desk.told()) {
            boolean same = one.about().equals(about) && Objects.equals(one.visit(), visit);
            if (same && (visit != null || turn.up - one.up() < AGAIN_MILLIS)) {
                return one;
            }
        }
        return null;
    }

    private static @Nullable String visit(Turn turn) {
        Session session = turn.desk.session();
        return session == null ? null : session.id();
    }

    private static String about(String what, @Nullable ParcelId parcel) {
        return parcel == null ? what : what + " " + parcel;
    }

    /// What a person is refused gets a code where the screen cannot help them any further.
    static KioskAnswer withCode(Turn turn, KioskRequest request, KioskAnswer answer) {
        if (!(answer instanceof KioskAnswer.No no) || no.trouble() != null) {
            return answer;
        }
        String what = what(no.why());
        if (what == null) {
            return answer;
        }
        About about = about(turn, request);
        boolean ofTheVisit = no.why() == Why.NO_ROOM || no.why() == Why.NOT_ALLOWED;
        String which = about(what, ofTheVisit ? null : about.parcel());
        return new KioskAnswer.No(no.why(), no.seconds(), tell(turn, what, which, about.compartment(), about.parcel()));
    }

    /// `null` for what the person can mend at the screen. Wrong codes have limits of their own.
    private static @Nullable String what(Why why) {
        return switch (why) {
            case HELD -> "parcel-held";
            case GOING_BACK -> "parcel-goes-back";
            case NOT_ALLOWED -> "not-allowed";
            case CODE_LOCKED -> "code-locked";
            case PAUSED -> "codes-paused";
            case OUT_OF_TIME -> "right-ended";
            case NO_ROOM -> "no-room";
            case NO_MORE_TRIES -> "door-stuck";
            case WRONG_CODE,
                    NO_SESSION,
                    NO_SUCH_PARCEL,
                    NO_SUCH_RECIPIENT,
                    ALREADY_HERE,
                    NOT_EMPTY,
                    NO_SENSORS,
                    DOOR_FIRST,
                    NOT_NOW,
                    ASK_SUPPORT,
                    BANK_BUSY -> null;
        };
    }

    private record About(
            @Nullable CompartmentId compartment, @Nullable ParcelId parcel) {
        static final About NOTHING = new About(null, null);

        static About of(@Nullable Parcel parcel) {
            return parcel == null ? NOTHING : new About(parcel.compartment(), parcel.id());
        }
    }

    private static About about(Turn turn, KioskRequest request) {
        return switch (request) {
            case KioskRequest.Enter entered -> About.of(turn.books().byCode(entered.fingerprint()));
            case KioskRequest.Pickup pickup -> About.of(turn.books().parcels().get(pickup.parcel()));
            case KioskRequest.Deposit deposit -> new About(null, deposit.parcel());
            case KioskRequest.Say _ -> shown(turn);
            case KioskRequest.FindDelivery _,
                    KioskRequest.FindRecipient _,
                    KioskRequest.Calibrate _,
                    KioskRequest.Stay _,
                    KioskRequest.Leave _ -> About.NOTHING;
        };
    }

    /// The movement that the screen shows, or has just shown.
    private static About shown(Turn turn) {
        Session session = turn.desk.session();
        String id = session == null ? null : session.movement();
        Session.Ended ended = session == null ? null : session.ended();
        Movement underWay = id == null ? null : MovementRules.movement(turn, id);
        Movement movement = underWay == null && ended != null ? ended.movement() : underWay;
        return movement == null ? About.NOTHING : new About(movement.compartment(), movement.parcel());
    }

    /// The code for a deposit that ended oddly; `null` when nobody calls about it, or nobody is there to read it.
    static @Nullable String of(Turn turn, Movement movement, DepositVerdict verdict) {
        String what = switch (verdict) {
            case NOT_OPENED -> "door-stuck";
            case ALREADY_OCCUPIED -> "already-occupied";
            case SENSOR_SUSPECT -> isFitted(turn, movement) ? "sensor-suspect" : null;
            case VERIFIED,
                    NOTHING_PLACED,
                    WRONG_COMPARTMENT,
                    DOOR_LEFT_OPEN,
                    INTERRUPTED_RESUMED,
                    UNDECIDED,
                    CANCELLED -> null;
        };
        return what == null || !MovementRules.isAttended(turn, movement.id()) ? null : tell(turn, what, movement);
    }

    /// The same for a pickup.
    static @Nullable String of(Turn turn, Movement movement, PickupVerdict verdict) {
        String what = switch (verdict) {
            case NOT_OPENED -> "door-stuck";
            case LEFT_BEHIND -> "left-behind";
            case PARTLY_COLLECTED -> "partly-collected";
            case SENSOR_SUSPECT -> isFitted(turn, movement) ? "sensor-suspect" : null;
            case COLLECTED, DOOR_LEFT_OPEN, INTERRUPTED_RESUMED, UNDECIDED, CANCELLED -> null;
        };
        return what == null || !MovementRules.isAttended(turn, movement.id()) ? null : tell(turn, what, movement);
    }

    /// A compartment without sensors says so of every movement: nobody is to call about that.
    private static boolean isFitted(Turn turn, Movement movement) {
        SensingSetup setup = turn.setup.sensing().get(movement.compartment());
        return setup != null && !setup.tunings().isEmpty();
    }

    /// The same one comes again after 180,000. Steps of a prime, so that codes of one day are not alike; each
    /// bank begins elsewhere, so that the first codes of a fleet are not all the same.
    static String code(BankId bank, long count) {
        long all = (long) LETTERS.length() * DIGITS;
        long at = Math.floorMod(bank.value().hashCode() * 2_654_435_761L + count * 78_893, all);
        return String.format(
                Locale.ROOT, "%c%d-%03d", LETTERS.charAt((int) (at / DIGITS)), at / 1_000 % 10, at % 1_000);
    }
}
