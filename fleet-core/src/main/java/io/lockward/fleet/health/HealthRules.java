package io.lockward.fleet.health;

import io.lockward.fleet.Reported;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.alarm.Severity;
import io.lockward.fleet.presence.PresenceView;
import io.lockward.protocol.entry.PowerEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bank's health from what is open on it. Pure.
public final class HealthRules {
    private HealthRules() {}

    /// @param power the newest word on power, when there is one
    /// @param open the bank's open alarms; those a person has shelved are for the caller to leave out
    public static Health of(PresenceView presence, @Nullable Reported power, Collection<Alarm> open) {
        if (presence.state() == PresenceView.State.NEVER_SEEN) {
            return new Health(Health.Level.UNKNOWN, "Never seen", List.of("The bank has not connected yet."));
        }
        List<Alarm> worstFirst = open.stream()
                .sorted(Comparator.comparing(Alarm::severity)
                        .reversed()
                        .thenComparing(Alarm::raisedAt)
                        .thenComparing(Alarm::subject))
                .toList();
        List<String> reasons = worstFirst.stream().map(Alarm::why).distinct().toList();
        boolean away = presence.state() != PresenceView.State.ONLINE;
        if (worstFirst.isEmpty()) {
            return away
                    ? new Health(Health.Level.UNKNOWN, away(presence), List.of(away(presence) + '.'))
                    : new Health(Health.Level.OK, "All is well", List.of());
        }
        Alarm worst = worstFirst.getFirst();
        String sentence = worst.kind() == AlarmKind.BANK_OFFLINE ? away(presence) : sentence(worst, power);
        return new Health(level(worst.severity()), more(sentence, worstFirst.size() - 1), reasons);
    }

    private static String more(String sentence, int others) {
        return others == 0 ? sentence : sentence + ", and " + others + " more";
    }

    private static String away(PresenceView presence) {
        String base = presence.state() == PresenceView.State.OFFLINE ? "Offline" : "Connection lost";
        return presence.explanation() == null ? base : base + ": " + presence.explanation();
    }

    private static String sentence(Alarm alarm, @Nullable Reported power) {
        return switch (alarm.kind()) {
            case ON_BATTERY -> "On battery" + left(power);
            case BATTERY_LOW -> "Battery nearly empty" + left(power);
            case POWER_UNKNOWN -> "Power state unknown";
            case FORCED_ENTRY -> "Forced entry" + where(alarm);
            case DOOR_AJAR -> "Door left open" + where(alarm);
            case DOOR_JAMMED -> "Door jammed" + where(alarm);
            case KIOSK_FROZEN -> "Screen frozen";
            case BANK_OFFLINE -> "Offline";
            case DOWNLINK_DEAD -> "Heard, and does not hear";
            case JOURNAL_UNSIGNED -> "Its history comes unsigned";
            case CLOCK_WRONG -> "Clock wrong";
            case JOURNAL_GAP -> "Some history was dropped";
            case DISK_NEARLY_FULL -> "Disk nearly full";
            case AGENT_RESTARTED -> "Restarted unexpectedly";
            case IDENTITY_DOUBTFUL -> "Somebody else speaks in its name";
            case TAMPER -> "Tampering" + where(alarm);
            case SENSOR_FAULT -> "Sensor fault" + where(alarm);
            case SENSOR_ILL -> "Ill sensor" + where(alarm);
            case COMPARTMENT_BLIND -> "No well sensor" + where(alarm);
            case CAMERA_FAULT -> "No pictures from camera " + alarm.subject();
            case UNEXPECTED_CONTENT -> "Something that is in no books" + where(alarm);
            case MISSING_CONTENT -> "Nothing where a parcel should be" + where(alarm);
            case NOTICE_UNDELIVERED -> "Somebody could not be told about a parcel";
            case CODE_GUESSING -> "Somebody tries codes";
            case LOCK_NOT_ENGAGED -> "Lock does not hold" + where(alarm);
            case OUT_OF_SERVICE -> "Took a compartment out of service" + where(alarm);
            case JOURNAL_BROKEN -> "Its history does not hold together";
            case NEEDS_PERSON -> "Could not heal itself";
            case UNREAD_ENTRIES -> "Says things this service cannot read";
        };
    }

    private static String where(Alarm alarm) {
        String subject = alarm.subject();
        if (subject.startsWith("sensor/")) {
            return " at " + subject.substring("sensor/".length()).replaceFirst("/.*", "");
        }
        return subject.startsWith("door/") ? " at " + subject.substring("door/".length()) : "";
    }

    private static String left(@Nullable Reported power) {
        PowerEntry.Ups ups = power != null && power.entry() instanceof PowerEntry word
                ? switch (word) {
                    case PowerEntry.Lost lost -> lost.ups();
                    case PowerEntry.Low low -> low.ups();
                    case PowerEntry.Shutdown shutdown -> shutdown.ups();
                    case PowerEntry.Restored _, PowerEntry.Unknown _ -> null;
                }
                : null;
        Long seconds = ups == null ? null : ups.runtimeSeconds();
        return seconds == null ? "" : ", " + seconds / 60 + " min left";
    }

    private static Health.Level level(Severity severity) {
        return switch (severity) {
            case INFO -> Health.Level.INFO;
            case MINOR -> Health.Level.MINOR;
            case MAJOR -> Health.Level.MAJOR;
            case CRITICAL -> Health.Level.CRITICAL;
        };
    }
}
