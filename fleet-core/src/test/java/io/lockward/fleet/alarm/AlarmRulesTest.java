package io.lockward.fleet.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.entry.UnreadEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The conditions, one line each: what a bank's newest word opens and closes.
class AlarmRulesTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final Instant T = Instant.parse("2026-11-20T17:00:00Z");
    private static final CompartmentId A07 = new CompartmentId("A07");
    private static final PowerEntry.Ups UPS = new PowerEntry.Ups("OB DISCHRG", 80.0, 2_280L);
    private static final BootId BOOT = new BootId(new UUID(0, 2));
    private static final BootId BEFORE = new BootId(new UUID(0, 1));

    private static Reported word(Entry entry, Instant at) {
        String subject = Subjects.of(entry);
        assertNotNull(subject);
        EntryRef ref = new EntryRef(new JournalId(new UUID(1, 1)), 1, 5);
        return new Reported(BANK, subject, ref, new Stamp(at, 1, 1_000), T, "type", entry, "{}");
    }

    private static AgentEntry.Started started(AgentEntry.Cause cause, boolean expected, @Nullable BootId before) {
        return new AgentEntry.Started(cause, expected, BOOT, before, null, "1", null);
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of(
                        new PowerEntry.Lost(UPS),
                        "+power on-battery INFO firing, -power battery-low, -power power-unknown"),
                Arguments.of(
                        new PowerEntry.Low(UPS),
                        "+power on-battery INFO still, +power battery-low MAJOR firing, -power power-unknown"),
                Arguments.of(
                        new PowerEntry.Shutdown(UPS, "charge 18 %"),
                        "+power on-battery INFO still, +power battery-low MAJOR still, -power power-unknown"),
                Arguments.of(
                        new PowerEntry.Restored(UPS, 60_000L),
                        "-power on-battery, -power battery-low, -power power-unknown"),
                Arguments.of(
                        new PowerEntry.Unknown("OL OB"),
                        "-power on-battery, -power battery-low, +power power-unknown MINOR firing"),
                Arguments.of(new DoorEntry.Jammed(A07, null), "+door/A07 door-jammed MAJOR firing"),
                Arguments.of(new DoorEntry.Opened(A07, null), "-door/A07 door-jammed"),
                Arguments.of(new DoorEntry.Closed(A07, 10L), "-door/A07 door-jammed"),
                Arguments.of(new DoorEntry.Pulsed(A07, DoorEntry.Why.DEPOSIT, "p-1", 500), ""),
                Arguments.of(new KioskEntry.Frozen(90_000), "+kiosk kiosk-frozen MAJOR firing"),
                Arguments.of(new KioskEntry.Recovered(95_000), "-kiosk kiosk-frozen"),
                Arguments.of(started(AgentEntry.Cause.POWER_ON, false, BEFORE), "+agent agent-restarted MINOR firing"),
                Arguments.of(
                        started(AgentEntry.Cause.AGENT_RESTART, false, null), "+agent agent-restarted MINOR firing"),
                Arguments.of(started(AgentEntry.Cause.REBOOT, true, BEFORE), "-agent agent-restarted"),
                Arguments.of(started(AgentEntry.Cause.POWER_ON, false, null), "-agent agent-restarted"),
                Arguments.of(
                        new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A07", null),
                        "+door/A07 forced-entry CRITICAL firing"),
                Arguments.of(
                        new ConditionEntry.Raised(ConditionEntry.Kind.DOOR_AJAR, "A07", "open for 5 min"),
                        "+door/A07 door-ajar MAJOR firing"),
                Arguments.of(
                        new ConditionEntry.Raised(ConditionEntry.Kind.TAMPER, "cabinet", null),
                        "+cabinet tamper CRITICAL firing"),
                Arguments.of(
                        new ConditionEntry.Raised(ConditionEntry.Kind.LOCK_NOT_ENGAGED, "A07", "sprang open"),
                        "+door/A07 lock-not-engaged MAJOR firing"),
                Arguments.of(
                        new ConditionEntry.Raised(ConditionEntry.Kind.SENSOR_ILL, "A07/load-cell", "noisy"),
                        "+sensor/A07/load-cell sensor-ill MINOR firing"),
                Arguments.of(
                        new ConditionEntry.Cleared(ConditionEntry.Kind.SENSOR_ILL, "A07/load-cell"),
                        "-sensor/A07/load-cell sensor-ill"),
                Arguments.of(
                        new ConditionEntry.Raised(ConditionEntry.Kind.COMPARTMENT_BLIND, "A07", "load-cell dead"),
                        "+door/A07 compartment-blind MAJOR firing"),
                Arguments.of(
                        new ConfigEntry.Service(A07, false, "it jams", ConfigEntry.Cause.JAMMED),
                        "+door/A07 out-of-service MINOR firing"),
                Arguments.of(new ConfigEntry.Service(A07, false, "by hand"), "-door/A07 out-of-service"),
                Arguments.of(
                        new ConfigEntry.Service(A07, false, "dead", ConfigEntry.Cause.SENSOR_DEAD),
                        "-door/A07 out-of-service"),
                Arguments.of(
                        new ConfigEntry.Service(A07, true, "it is back", ConfigEntry.Cause.SENSOR_DEAD),
                        "-door/A07 out-of-service"),
                Arguments.of(
                        new ConditionEntry.Cleared(ConditionEntry.Kind.DISK_NEARLY_FULL, "disk"),
                        "-disk disk-nearly-full"),
                Arguments.of(
                        new JournalEntry.Gap(5, 9, Map.of("door.opened", 5L), ChainHash.START),
                        "+journal journal-gap MINOR firing"),
                Arguments.of(new UnreadEntry("sneezed", null), "+unread unread-entries MINOR firing"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void a_newest_word_opens_and_closes(Entry entry, String expected) {
        String changes = AlarmRules.onReported(word(entry, T)).stream()
                .map(change -> switch (change) {
                    case AlarmChange.Holds holds ->
                        "+" + holds.key().subject() + ' ' + holds.key().kind().word() + ' ' + holds.severity()
                                + (holds.firing() ? " firing" : " still");
                    case AlarmChange.Clear clear ->
                        "-" + clear.key().subject() + ' ' + clear.key().kind().word();
                })
                .collect(Collectors.joining(", "));
        assertEquals(expected, changes);
    }

    @Test
    void a_clock_that_is_fast_raises_nothing_in_the_future() {
        Reported fast = word(new KioskEntry.Frozen(90_000), T.plus(Duration.ofDays(9)));
        assertEquals(T, AlarmRules.onReported(fast).getFirst().at());
        Reported slow = word(new KioskEntry.Frozen(90_000), T.minusSeconds(30));
        assertEquals(T.minusSeconds(30), AlarmRules.onReported(slow).getFirst().at());
    }

    private static @Nullable AlarmChange aged(AlarmKind kind, Severity severity, Duration age) {
        Alarm open = new Alarm(1, BANK, "subject", kind, severity, T, null, 1, "why", null);
        return AlarmRules.age(open, T.plus(age));
    }

    @Test
    void only_time_makes_these_worse_or_closes_them() {
        assertEquals(null, aged(AlarmKind.ON_BATTERY, Severity.INFO, Duration.ofSeconds(599)));
        AlarmChange worse = aged(AlarmKind.ON_BATTERY, Severity.INFO, Duration.ofMinutes(10));
        assertEquals(
                Severity.MINOR, worse instanceof AlarmChange.Holds holds && !holds.firing() ? holds.severity() : null);
        assertEquals(null, aged(AlarmKind.ON_BATTERY, Severity.MINOR, Duration.ofMinutes(20)), "once");
        assertEquals(null, aged(AlarmKind.AGENT_RESTARTED, Severity.MINOR, Duration.ofSeconds(3_599)));
        assertEquals(true, aged(AlarmKind.AGENT_RESTARTED, Severity.MINOR, Duration.ofHours(1)) != null);
        assertEquals(null, aged(AlarmKind.JOURNAL_GAP, Severity.MINOR, Duration.ofHours(23)));
        assertEquals(true, aged(AlarmKind.JOURNAL_GAP, Severity.MINOR, Duration.ofHours(24)) != null);
        for (AlarmKind kind : new AlarmKind[] {AlarmKind.FORCED_ENTRY, AlarmKind.TAMPER, AlarmKind.DOOR_JAMMED}) {
            assertEquals(null, aged(kind, kind.severity(), Duration.ofDays(365)), "a person has to look");
        }
    }
}
