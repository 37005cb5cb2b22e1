package io.lockward.fleet.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.presence.PresenceView;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthRulesTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final Instant T = Instant.parse("2026-11-20T17:00:00Z");

    private static Alarm alarm(AlarmKind kind, String subject) {
        return new Alarm(1, BANK, subject, kind, kind.severity(), T, null, 1, kind.why(), null);
    }

    private static PresenceView presence(PresenceView.State state, @Nullable String explanation) {
        return new PresenceView(state, T, T, explanation);
    }

    private static Health online(@Nullable Reported power, Alarm... open) {
        return HealthRules.of(presence(PresenceView.State.ONLINE, null), power, List.of(open));
    }

    private static Reported power(PowerEntry entry) {
        EntryRef ref = new EntryRef(new JournalId(new UUID(1, 1)), 1, 5);
        return new Reported(BANK, "power", ref, new Stamp(T, 1, 1_000), T, "power.lost", entry, "{}");
    }

    @Test
    void nothing_open_and_there_is_well() {
        assertEquals(new Health(Health.Level.OK, "All is well", List.of()), online(null));
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER_SEEN, , UNKNOWN, Never seen",
        "OFFLINE, , UNKNOWN, Offline",
        "OFFLINE, it halted to spare its battery, UNKNOWN, Offline: it halted to spare its battery",
        "LOST, , UNKNOWN, Connection lost",
    })
    void nothing_open_and_away_is_not_known(
            PresenceView.State state, @Nullable String explanation, Health.Level level, String sentence) {
        Health health = HealthRules.of(presence(state, explanation), null, List.of());
        assertEquals(level, health.level());
        assertEquals(sentence, health.sentence());
        assertEquals(1, health.reasons().size());
    }

    @ParameterizedTest
    @CsvSource({
        "ON_BATTERY, power, INFO, On battery",
        "BATTERY_LOW, power, MAJOR, Battery nearly empty",
        "POWER_UNKNOWN, power, MINOR, Power state unknown",
        "FORCED_ENTRY, door/A07, CRITICAL, Forced entry at A07",
        "DOOR_AJAR, door/A07, MAJOR, Door left open at A07",
        "DOOR_JAMMED, door/B12, MAJOR, Door jammed at B12",
        "KIOSK_FROZEN, kiosk, MAJOR, Screen frozen",
        "BANK_OFFLINE, bank, MAJOR, Connection lost",
        "CLOCK_WRONG, bank, MINOR, Clock wrong",
        "JOURNAL_GAP, journal, MINOR, Some history was dropped",
        "DISK_NEARLY_FULL, disk, MINOR, Disk nearly full",
        "AGENT_RESTARTED, agent, MINOR, Restarted unexpectedly",
        "TAMPER, cabinet, CRITICAL, Tampering",
        "SENSOR_FAULT, door/A01, MINOR, Sensor fault at A01",
        "SENSOR_ILL, sensor/A01/load-cell, MINOR, Ill sensor at A01",
        "COMPARTMENT_BLIND, door/A01, MAJOR, No well sensor at A01",
        "CAMERA_FAULT, left, MINOR, No pictures from camera left",
        "LOCK_NOT_ENGAGED, door/A07, MAJOR, Lock does not hold at A07",
        "OUT_OF_SERVICE, door/A07, MINOR, Took a compartment out of service at A07",
        "JOURNAL_BROKEN, journal, MAJOR, Its history does not hold together",
        "UNREAD_ENTRIES, unread, MINOR, Says things this service cannot read",
    })
    void one_condition_is_one_sentence(AlarmKind kind, String subject, Health.Level level, String sentence) {
        PresenceView.State there = kind == AlarmKind.BANK_OFFLINE ? PresenceView.State.LOST : PresenceView.State.ONLINE;
        Health health = HealthRules.of(presence(there, null), null, List.of(alarm(kind, subject)));
        assertEquals(new Health(level, sentence, List.of(kind.why())), health);
    }

    @ParameterizedTest
    @EnumSource(AlarmKind.class)
    void every_condition_shows(AlarmKind kind) {
        assertEquals(
                kind.severity().name(), online(null, alarm(kind, "x")).level().name());
    }

    @Test
    void the_battery_says_how_long_it_lasts() {
        PowerEntry.Ups ups = new PowerEntry.Ups("OB", 80.0, 2_299L);
        Alarm onBattery = alarm(AlarmKind.ON_BATTERY, "power");
        assertEquals(
                "On battery, 38 min left",
                online(power(new PowerEntry.Lost(ups)), onBattery).sentence());
        PowerEntry.Ups silent = new PowerEntry.Ups("OB", null, null);
        assertEquals(
                "On battery",
                online(power(new PowerEntry.Lost(silent)), onBattery).sentence());
    }

    @Test
    void the_worst_leads_and_the_others_are_counted() {
        List<Alarm> open = new ArrayList<>(List.of(
                alarm(AlarmKind.ON_BATTERY, "power"),
                alarm(AlarmKind.FORCED_ENTRY, "door/A07"),
                alarm(AlarmKind.CLOCK_WRONG, "bank")));
        Health health = HealthRules.of(presence(PresenceView.State.ONLINE, null), null, open);
        assertEquals(Health.Level.CRITICAL, health.level());
        assertEquals("Forced entry at A07, and 2 more", health.sentence());
        assertEquals(AlarmKind.FORCED_ENTRY.why(), health.reasons().getFirst());
        assertEquals(health, HealthRules.of(presence(PresenceView.State.ONLINE, null), null, open.reversed()));
    }
}
