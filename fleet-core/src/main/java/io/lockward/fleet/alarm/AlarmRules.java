package io.lockward.fleet.alarm;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.entry.UnreadEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which conditions hold. What is open on a subject follows from its newest word alone, so any order of arrival
/// ends in the same open alarms. Pure.
public final class AlarmRules {
    /// A bank that runs on its battery longer than this is a minor matter, no longer mere news.
    public static final Duration LONG_ON_BATTERY = Duration.ofMinutes(10);
    /// An unannounced restart stays open this long after it happened.
    public static final Duration RESTART_SHOWN = Duration.ofHours(1);
    /// Dropped or unreadable entries stay open this long after they came.
    public static final Duration LOSS_SHOWN = Duration.ofHours(24);

    private AlarmRules() {}

    /// What a newest word means for the conditions of its subject.
    public static List<AlarmChange> onReported(Reported newest) {
        return switch (newest.entry()) {
            case PowerEntry power -> power(newest, power);
            case DoorEntry.Jammed _ -> List.of(holds(newest, newest.subject(), AlarmKind.DOOR_JAMMED));
            case DoorEntry.Opened _, DoorEntry.Closed _ ->
                List.of(clear(newest, newest.subject(), AlarmKind.DOOR_JAMMED));
            case KioskEntry.Frozen _ -> List.of(holds(newest, newest.subject(), AlarmKind.KIOSK_FROZEN));
            case KioskEntry.Recovered _ -> List.of(clear(newest, newest.subject(), AlarmKind.KIOSK_FROZEN));
            case AgentEntry.Started started ->
                List.of(
                        isSurprising(started)
                                ? holds(newest, newest.subject(), AlarmKind.AGENT_RESTARTED)
                                : clear(newest, newest.subject(), AlarmKind.AGENT_RESTARTED));
            case ConditionEntry.Raised raised ->
                List.of(holds(
                        newest,
                        subject(raised.subject()),
                        kind(raised.kind()),
                        raised.detail() == null ? kind(raised.kind()).why() : raised.detail(),
                        true));
            case ConditionEntry.Cleared cleared ->
                List.of(clear(newest, subject(cleared.subject()), kind(cleared.kind())));
            case JournalEntry.Gap gap ->
                List.of(holds(
                        newest,
                        newest.subject(),
                        AlarmKind.JOURNAL_GAP,
                        "The bank dropped entries " + gap.from() + " to " + gap.to() + " to make room.",
                        true));
            case UnreadEntry unread ->
                List.of(holds(
                        newest,
                        newest.subject(),
                        AlarmKind.UNREAD_ENTRIES,
                        "This service cannot read entries of type " + unread.type() + '.',
                        true));
            case ConfigEntry.Service service -> List.of(service(newest, service));
            case AgentEntry.Probed _,
                    DoorEntry.Pulsed _,
                    OccupancyEntry _,
                    ParcelEntry _,
                    ConfigEntry.Applied _,
                    ConfigEntry.KeysApplied _ -> List.of();
            case RemedyEntry remedy -> List.of(remedy(newest, remedy));
            case JournalEntry.Checkpoint _,
                    CommandEntry _,
                    ClipEntry _,
                    CodeEntry _,
                    TicketEntry _,
                    KioskEntry.Trouble _,
                    KioskEntry.Visit _ -> List.of();
        };
    }

    /// A run was refused that contradicts what is known of the bank's journals. The bank sends it again and again, so
    /// this only holds; it counts nothing.
    public static AlarmChange onBrokenJournal(BankId bank, Instant receivedAt) {
        AlarmKind kind = AlarmKind.JOURNAL_BROKEN;
        return new AlarmChange.Holds(
                key(bank, Subjects.GAP, kind), receivedAt, kind.severity(), kind.why(), null, false);
    }

    /// A word in the bank's name was not signed with its key: a second agent with its name, a replaced controller, or
    /// an attack. It ages away when that stops.
    public static AlarmChange onForgedWord(BankId bank, Instant receivedAt) {
        AlarmKind kind = AlarmKind.IDENTITY_DOUBTFUL;
        return new AlarmChange.Holds(key(bank, "bank", kind), receivedAt, kind.severity(), kind.why(), null, false);
    }

    /// Whatever the ladder does after it gave up for a part, it does because that part was well in between.
    private static AlarmChange remedy(Reported newest, RemedyEntry entry) {
        AlarmKind kind = AlarmKind.NEEDS_PERSON;
        return entry instanceof RemedyEntry.GaveUp gaveUp
                ? holds(newest, newest.subject(), kind, "The bank gave up healing itself: " + gaveUp.why(), true)
                : clear(newest, newest.subject(), kind);
    }

    /// What a person took out of use needs no alarm: somebody knows. A dead sensor has an alarm already.
    private static AlarmChange service(Reported newest, ConfigEntry.Service entry) {
        String door = Subjects.door(entry.compartment());
        AlarmKind kind = AlarmKind.OUT_OF_SERVICE;
        boolean news = entry.cause() != null && entry.cause() != ConfigEntry.Cause.SENSOR_DEAD;
        return !entry.inService() && news
                ? holds(newest, door, kind, "The bank took it out of service by itself: " + entry.why(), true)
                : clear(newest, door, kind);
    }

    private static List<AlarmChange> power(Reported newest, PowerEntry power) {
        String subject = newest.subject();
        return switch (power) {
            case PowerEntry.Lost lost ->
                List.of(
                        holds(newest, subject, AlarmKind.ON_BATTERY, onBattery(lost.ups()), true),
                        clear(newest, subject, AlarmKind.BATTERY_LOW),
                        clear(newest, subject, AlarmKind.POWER_UNKNOWN));
            case PowerEntry.Low low ->
                List.of(
                        holds(newest, subject, AlarmKind.ON_BATTERY, onBattery(low.ups()), false),
                        holds(newest, subject, AlarmKind.BATTERY_LOW),
                        clear(newest, subject, AlarmKind.POWER_UNKNOWN));
            case PowerEntry.Shutdown shutdown ->
                List.of(
                        holds(newest, subject, AlarmKind.ON_BATTERY, onBattery(shutdown.ups()), false),
                        holds(
                                newest,
                                subject,
                                AlarmKind.BATTERY_LOW,
                                "The bank halted in good order to spare its battery: " + shutdown.reason(),
                                false),
                        clear(newest, subject, AlarmKind.POWER_UNKNOWN));
            case PowerEntry.Restored _ ->
                List.of(
                        clear(newest, subject, AlarmKind.ON_BATTERY),
                        clear(newest, subject, AlarmKind.BATTERY_LOW),
                        clear(newest, subject, AlarmKind.POWER_UNKNOWN));
            case PowerEntry.Unknown unknown ->
                List.of(
                        clear(newest, subject, AlarmKind.ON_BATTERY),
                        clear(newest, subject, AlarmKind.BATTERY_LOW),
                        holds(
                                newest,
                                subject,
                                AlarmKind.POWER_UNKNOWN,
                                "The power state cannot be told: " + unknown.reason(),
                                true));
        };
    }

    private static String onBattery(PowerEntry.Ups ups) {
        Long seconds = ups.runtimeSeconds();
        return seconds == null
                ? AlarmKind.ON_BATTERY.why()
                : "The bank runs on its battery; " + seconds / 60 + " min were left when it said so.";
    }

    /// The very first start of a journal is nobody's surprise.
    private static boolean isSurprising(AgentEntry.Started started) {
        boolean known = started.previousBootId() != null || started.cause() == AgentEntry.Cause.AGENT_RESTART;
        return !started.expected() && known;
    }

    /// What time alone does to an open alarm; `null` when nothing.
    public static @Nullable AlarmChange age(Alarm open, Instant now) {
        Duration age = Duration.between(open.raisedAt(), now);
        return switch (open.kind()) {
            case ON_BATTERY ->
                age.compareTo(LONG_ON_BATTERY) >= 0 && open.severity() == Severity.INFO
                        ? new AlarmChange.Holds(open.key(), now, Severity.MINOR, open.why(), open.evidence(), false)
                        : null;
            case AGENT_RESTARTED -> age.compareTo(RESTART_SHOWN) >= 0 ? new AlarmChange.Clear(open.key(), now) : null;
            case JOURNAL_GAP, JOURNAL_BROKEN, IDENTITY_DOUBTFUL, UNREAD_ENTRIES, NOTICE_UNDELIVERED ->
                age.compareTo(LOSS_SHOWN) >= 0 ? new AlarmChange.Clear(open.key(), now) : null;
            case BATTERY_LOW,
                    POWER_UNKNOWN,
                    FORCED_ENTRY,
                    DOOR_AJAR,
                    DOOR_JAMMED,
                    KIOSK_FROZEN,
                    BANK_OFFLINE,
                    DOWNLINK_DEAD,
                    JOURNAL_UNSIGNED,
                    CLOCK_WRONG,
                    DISK_NEARLY_FULL,
                    TAMPER,
                    NEEDS_PERSON,
                    UNEXPECTED_CONTENT,
                    MISSING_CONTENT,
                    CODE_GUESSING,
                    LOCK_NOT_ENGAGED,
                    OUT_OF_SERVICE,
                    CAMERA_FAULT,
                    SENSOR_FAULT,
                    SENSOR_ILL,
                    COMPARTMENT_BLIND -> null;
        };
    }

    /// Conditions name a compartment by its id alone; alarms call it a door, as all else does. One of its sensors,
    /// `A07/load-cell`, is called `sensor/A07/load-cell`.
    static String subject(String subject) {
        int slash = subject.indexOf('/');
        if (slash > 0 && CompartmentId.isValid(subject.substring(0, slash))) {
            return "sensor/" + subject;
        }
        return CompartmentId.isValid(subject) ? "door/" + subject : subject;
    }

    static AlarmKind kind(ConditionEntry.Kind kind) {
        return switch (kind) {
            case FORCED_ENTRY -> AlarmKind.FORCED_ENTRY;
            case DOOR_AJAR -> AlarmKind.DOOR_AJAR;
            case TAMPER -> AlarmKind.TAMPER;
            case SENSOR_FAULT -> AlarmKind.SENSOR_FAULT;
            case DISK_NEARLY_FULL -> AlarmKind.DISK_NEARLY_FULL;
            case UNEXPECTED_CONTENT -> AlarmKind.UNEXPECTED_CONTENT;
            case MISSING_CONTENT -> AlarmKind.MISSING_CONTENT;
            case CODE_GUESSING -> AlarmKind.CODE_GUESSING;
            case LOCK_NOT_ENGAGED -> AlarmKind.LOCK_NOT_ENGAGED;
            case CAMERA_FAULT -> AlarmKind.CAMERA_FAULT;
            case SENSOR_ILL -> AlarmKind.SENSOR_ILL;
            case COMPARTMENT_BLIND -> AlarmKind.COMPARTMENT_BLIND;
        };
    }

    private static AlarmChange holds(Reported newest, String subject, AlarmKind kind) {
        return holds(newest, subject, kind, kind.why(), true);
    }

    private static AlarmChange holds(Reported newest, String subject, AlarmKind kind, String why, boolean firing) {
        EntryRef evidence = newest.ref();
        return new AlarmChange.Holds(
                key(newest.bank(), subject, kind), when(newest), kind.severity(), why, evidence, firing);
    }

    private static AlarmChange clear(Reported newest, String subject, AlarmKind kind) {
        return new AlarmChange.Clear(key(newest.bank(), subject, kind), when(newest));
    }

    private static Alarm.Key key(BankId bank, String subject, AlarmKind kind) {
        return new Alarm.Key(bank, subject, kind);
    }

    /// When it happened, by the controller's clock; never later than it was heard.
    private static Instant when(Reported newest) {
        Instant at = newest.stamp().at();
        return at.isAfter(newest.receivedAt()) ? newest.receivedAt() : at;
    }
}
