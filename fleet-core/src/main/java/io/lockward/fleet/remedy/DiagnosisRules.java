package io.lockward.fleet.remedy;

import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.presence.PresenceView;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is wrong with a bank, since when, why it probably is, and what happens next. Pure.
public final class DiagnosisRules {
    private DiagnosisRules() {}

    /// @param reported by subject
    public static Diagnosis of(
            PresenceView presence,
            Map<String, Reported> reported,
            Collection<Alarm> open,
            BankLadder ladder,
            Instant now) {
        return of(presence, reported, open, Map.of(), ladder, null, now);
    }

    /// As above.
    ///
    /// @param cleared when the newest earlier alarm of the same kind about the same thing was over
    /// @param fleetNext what the cloud does next about a bank that is silent or does not hear; `null` when
    ///     nothing was decided yet
    public static Diagnosis of(
            PresenceView presence,
            Map<String, Reported> reported,
            Collection<Alarm> open,
            Map<Alarm.Key, Instant> cleared,
            BankLadder ladder,
            @Nullable String fleetNext,
            Instant now) {
        boolean away = presence.state() != PresenceView.State.ONLINE;
        List<Diagnosis.Finding> findings = open.stream()
                .filter(alarm -> alarm.kind() != AlarmKind.NEEDS_PERSON || isAlone(alarm, open))
                .sorted(Comparator.comparing(Alarm::severity).reversed().thenComparing(Alarm::raisedAt))
                .map(alarm -> finding(alarm, presence, reported, open, cleared, ladder, fleetNext, now, away))
                .toList();
        return new Diagnosis(sentence(presence, findings), findings);
    }

    /// The part that an alarm is about; `null` when no restart heals it.
    static @Nullable Part part(Alarm alarm) {
        return switch (alarm.kind()) {
            case KIOSK_FROZEN -> Part.KIOSK;
            case SENSOR_FAULT -> Part.SENSORS;
            case POWER_UNKNOWN -> Part.UPS;
            case DISK_NEARLY_FULL -> Part.DISK;
            case NEEDS_PERSON -> partOf(alarm.subject());
            case ON_BATTERY,
                    BATTERY_LOW,
                    FORCED_ENTRY,
                    DOOR_AJAR,
                    DOOR_JAMMED,
                    UNEXPECTED_CONTENT,
                    MISSING_CONTENT,
                    CODE_GUESSING,
                    LOCK_NOT_ENGAGED,
                    CAMERA_FAULT,
                    SENSOR_ILL,
                    COMPARTMENT_BLIND,
                    OUT_OF_SERVICE,
                    NOTICE_UNDELIVERED,
                    BANK_OFFLINE,
                    DOWNLINK_DEAD,
                    JOURNAL_UNSIGNED,
                    CLOCK_WRONG,
                    JOURNAL_GAP,
                    AGENT_RESTARTED,
                    TAMPER,
                    JOURNAL_BROKEN,
                    IDENTITY_DOUBTFUL,
                    UNREAD_ENTRIES -> null;
        };
    }

    private static @Nullable Part partOf(String subject) {
        for (Part part : Part.values()) {
            if (Subjects.remedy(part).equals(subject)) {
                return part;
            }
        }
        return null;
    }

    /// Whether no other alarm tells already what the ladder gave up on.
    private static boolean isAlone(Alarm gaveUp, Collection<Alarm> open) {
        Part part = part(gaveUp);
        return open.stream()
                .noneMatch(other -> other.kind() != AlarmKind.NEEDS_PERSON && part(other) == part && part != null);
    }

    private static Diagnosis.Finding finding(
            Alarm alarm,
            PresenceView presence,
            Map<String, Reported> reported,
            Collection<Alarm> open,
            Map<Alarm.Key, Instant> cleared,
            BankLadder ladder,
            @Nullable String fleetNext,
            Instant now,
            boolean away) {
        Part part = part(alarm);
        BankLadder.Climb climb = part == null ? null : ladder.climbs().get(part);
        BankLadder.Climb current = climb != null && climb.isOpen() ? climb : null;
        return new Diagnosis.Finding(
                part,
                alarm.why(),
                alarm.severity(),
                alarm.raisedAt(),
                lastGood(alarm, part, presence, reported, cleared.get(alarm.key())),
                cause(alarm, presence, reported, open, current),
                part == null ? elsewhere(alarm, fleetNext) : next(part, current, ladder, now, away, alarm),
                alarm.evidence());
    }

    /// A silent screen says since when, an absent bank was heard until then. Of the rest, the newest time at which
    /// it is known to have been well: when the same was over last, or when all parts were looked at.
    private static @Nullable Instant lastGood(
            Alarm alarm,
            @Nullable Part part,
            PresenceView presence,
            Map<String, Reported> reported,
            @Nullable Instant cleared) {
        Reported kiosk = reported.get(Subjects.KIOSK);
        if (alarm.kind() == AlarmKind.KIOSK_FROZEN
                && kiosk != null
                && kiosk.entry() instanceof KioskEntry.Frozen(long silentMillis)) {
            return kiosk.stamp().at().minusMillis(silentMillis);
        }
        if (alarm.kind() == AlarmKind.BANK_OFFLINE) {
            return presence.lastSeen();
        }
        return Stream.of(
                        Optional.ofNullable(cleared), Optional.ofNullable(part).flatMap(each -> probed(each, reported)))
                .flatMap(Optional::stream)
                .filter(well -> !well.isAfter(alarm.raisedAt()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Optional<Instant> probed(Part part, Map<String, Reported> reported) {
        Reported parts = reported.get(Subjects.PARTS);
        return parts != null
                        && parts.entry() instanceof AgentEntry.Probed probed
                        && probed.parts().get(part) == AgentEntry.Health.GREEN
                ? Optional.of(parts.stamp().at())
                : Optional.empty();
    }

    private static String cause(
            Alarm alarm,
            PresenceView presence,
            Map<String, Reported> reported,
            Collection<Alarm> open,
            BankLadder.@Nullable Climb climb) {
        return switch (alarm.kind()) {
            case BANK_OFFLINE -> absence(presence, reported.get(Subjects.POWER));
            case KIOSK_FROZEN -> screen(climb);
            case SENSOR_FAULT ->
                open.stream()
                                        .filter(other -> other.kind() == AlarmKind.SENSOR_FAULT)
                                        .count()
                                > 1
                        ? "Several switches at once: probably what they hang on, the GPIO chip, its cable or its supply."
                        : "One switch alone: probably the switch or its wire.";
            case SENSOR_ILL, COMPARTMENT_BLIND ->
                "Its wire or supply, something that rubs or leans on the platform, or the sensor itself; the words say how.";
            case CAMERA_FAULT -> "Its power, its cable or the network it is on; or no room on the disk.";
            case POWER_UNKNOWN -> "Probably the USB cable of the UPS or its driver; not a power cut as such.";
            case DISK_NEARLY_FULL -> "Logs, or entries that the cloud has not taken yet.";
            case ON_BATTERY, BATTERY_LOW -> "The mains are gone at the site, or the plug of the UPS is out.";
            case DOOR_JAMMED -> "Something leans on the door, or its bolt is stuck.";
            case DOOR_AJAR -> "Somebody did not close it, or something is in the way.";
            case UNEXPECTED_CONTENT -> "Something was put in without a deposit, or left behind at a pickup.";
            case MISSING_CONTENT -> "It was taken without a code, or put elsewhere, or the sensor is wrong.";
            case LOCK_NOT_ENGAGED -> "The door was not pushed home, something is in the way, or the latch is worn.";
            case OUT_OF_SERVICE ->
                "Its lock or its door switch failed too often or for too long; the entry says which.";
            case NOTICE_UNDELIVERED -> "An address that is wrong, or a server that was away for days.";
            case CODE_GUESSING -> "A person who has mistaken the bank or the code, or one who guesses.";
            case FORCED_ENTRY, TAMPER -> "Somebody used force, or the switch is loose; the cameras tell.";
            case DOWNLINK_DEAD -> "The agent's connection hangs half open, or something drops what is sent to it.";
            case JOURNAL_UNSIGNED -> "Somebody between bank and cloud leaves its signatures out, or an agent too old.";
            case CLOCK_WRONG -> "Its time source cannot be reached, or its clock battery is empty.";
            case JOURNAL_GAP -> "It was cut off for longer than its disk could hold.";
            case AGENT_RESTARTED -> started(reported.get(Subjects.AGENT));
            case NEEDS_PERSON -> "What restarts cannot heal: hardware, a cable, or a fault that comes back.";
            case JOURNAL_BROKEN -> "A disk that was swapped or restored, or somebody who speaks in its name.";
            case IDENTITY_DOUBTFUL ->
                "A controller that was replaced without its key, or somebody who speaks in its name.";
            case UNREAD_ENTRIES -> "The agent is newer than this service.";
        };
    }

    private static String absence(PresenceView presence, @Nullable Reported power) {
        String explanation = presence.explanation();
        if (explanation != null) {
            return explanation;
        }
        if (power != null && power.entry() instanceof PowerEntry entry) {
            return switch (entry) {
                case PowerEntry.Shutdown _ -> "It halted in good order to spare its battery, and waits for the mains.";
                case PowerEntry.Lost _, PowerEntry.Low _ ->
                    "It was on its battery when it was last heard; by now that is probably empty.";
                case PowerEntry.Restored _, PowerEntry.Unknown _ ->
                    "It had power when it was last heard: probably its network, else the controller.";
            };
        }
        return "Its network, its power, or the controller: nothing tells which.";
    }

    private static String screen(BankLadder.@Nullable Climb climb) {
        RebootLevel tried = climb == null
                ? null
                : climb.rungs().stream()
                        .filter(rung -> rung.outcome() == RemedyEntry.Outcome.NOT_HEALED)
                        .map(BankLadder.Rung::level)
                        .reduce((_, later) -> later)
                        .orElse(null);
        return switch (tried) {
            case null -> "The page or its browser hangs.";
            case KIOSK -> "Not the browser alone, a new one hangs too: the agent's end of the heartbeat, or graphics.";
            case AGENT -> "Neither browser nor agent: probably the controller's graphics.";
            case CONTROLLER, POWER -> "Nothing that a restart heals: the display, its cable, or the kiosk's software.";
        };
    }

    private static String started(@Nullable Reported agent) {
        return agent != null
                        && agent.entry() instanceof AgentEntry.Started started
                        && started.cause() == AgentEntry.Cause.POWER_ON
                ? "The controller lost its power, or was reset."
                : "The agent's process ended: a fault, the watchdog, or somebody on site.";
    }

    /// What no restart of the bank's own heals.
    private static String elsewhere(Alarm alarm, @Nullable String fleetNext) {
        boolean ofFleet = alarm.kind() == AlarmKind.BANK_OFFLINE || alarm.kind() == AlarmKind.DOWNLINK_DEAD;
        if (ofFleet && fleetNext != null) {
            return fleetNext;
        }
        return "The bank does nothing about it by itself. " + alarm.kind().suggestion();
    }

    private static String next(
            Part part, BankLadder.@Nullable Climb climb, BankLadder ladder, Instant now, boolean away, Alarm alarm) {
        String later = away ? " (as of when it was last heard)" : "";
        BankLadder.Pause pause = ladder.pause();
        if (climb != null && climb.gaveUp() != null) {
            return "Nothing more by itself: " + climb.gaveUp() + ". " + AlarmKind.NEEDS_PERSON.suggestion();
        }
        if (pause != null && ladder.isPaused(now)) {
            return "Nothing for now: " + pause.by() + " holds the ladder back until " + pause.until() + '.';
        }
        BankLadder.Rung running = climb == null ? null : climb.running();
        if (running != null) {
            return "It restarted " + words(running.level()) + " at " + running.at()
                    + " and looks for a few minutes whether that helped" + later + '.';
        }
        if (climb != null && climb.held() != null) {
            RebootLevel level = climb.next();
            return "Held: " + climb.held() + ". Once that is over it "
                    + (level == null ? "calls a person" : "restarts " + words(level)) + later + '.';
        }
        RebootLevel level = climb == null ? part.rungs().getFirst() : climb.next();
        if (alarm.kind() == AlarmKind.SENSOR_FAULT && climb == null) {
            return "A single switch is for the next visit; when several fail, it restarts " + words(RebootLevel.AGENT)
                    + " within minutes.";
        }
        if (alarm.kind() == AlarmKind.DISK_NEARLY_FULL && climb == null) {
            return "It restarts " + words(RebootLevel.AGENT) + " only when hardly anything is left. "
                    + alarm.kind().suggestion();
        }
        return level == null
                ? "It calls a person: no rung is left" + later + '.'
                : "It restarts " + words(level) + " within " + (part == Part.UPS ? "15 min" : "a few minutes") + later
                        + '.';
    }

    /// What a rung restarts, in words.
    public static String words(RebootLevel level) {
        return switch (level) {
            case KIOSK -> "the screen";
            case AGENT -> "the agent";
            case CONTROLLER -> "the controller";
            case POWER -> "the whole bank by cutting its power";
        };
    }

    private static String sentence(PresenceView presence, List<Diagnosis.Finding> findings) {
        if (presence.state() == PresenceView.State.NEVER_SEEN) {
            return "It has never been heard of.";
        }
        if (findings.isEmpty()) {
            return presence.state() == PresenceView.State.ONLINE
                    ? "Nothing is wrong as far as it says."
                    : "It is not connected; nothing else is known to be wrong.";
        }
        String first = findings.getFirst().what();
        return findings.size() == 1 ? first : first + " And " + (findings.size() - 1) + " more.";
    }
}
