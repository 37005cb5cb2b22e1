package io.lockward.fleet.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lockward.fleet.alarm.AttackRules.Sign;
import io.lockward.protocol.BankId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttackRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T02:00:00Z");
    private static final BankId BANK = new BankId("harbour-7");

    private static Sign door(long alarm, String door) {
        return new Sign(alarm, BANK, "door/" + door, false);
    }

    private static Incident standing(Incident.Child... children) {
        return new Incident(70, IncidentCause.FORCED, BANK.value(), List.of(children));
    }

    private static Incident.Child child(long alarm, boolean cleared, boolean taken) {
        return new Incident.Child(alarm, BANK, false, cleared ? NOW : null, taken);
    }

    private static boolean isOver(Incident.Child... children) {
        return IncidentRules.plan(
                        List.of(), List.of(), List.of(), List.of(standing(children)), Duration.ofMinutes(10), NOW)
                .equals(List.of(new IncidentChange.Close(70)));
    }

    @Test
    void all_force_against_one_bank_is_one_incident() {
        List<IncidentChange> changes = AttackRules.plan(
                List.of(door(3, "A08"), door(1, "A07"), new Sign(2, BANK, "cabinet", true)), List.of());
        IncidentChange.Open opened = assertInstanceOf(IncidentChange.Open.class, changes.getFirst());
        assertEquals(1, changes.size());
        assertEquals("A07, A08 opened, and nothing had unlocked it. Somebody is at the cabinet itself.", opened.why());
        assertEquals(3, opened.alarms().size());
        assertEquals(
                List.of(new IncidentChange.Join(70, List.of(9L))),
                AttackRules.plan(List.of(door(9, "B01")), List.of(standing(child(1, false, false)))));
    }

    @Test
    void a_technician_at_the_cabinet_is_no_incident_for_himself() {
        assertEquals(List.of(), AttackRules.plan(List.of(new Sign(2, BANK, "cabinet", true)), List.of()));
    }

    @Test
    void banks_that_are_forced_at_once_are_one_incident_each() {
        List<IncidentChange> changes = AttackRules.plan(
                List.of(door(1, "A07"), new Sign(2, new BankId("mill-3"), "door/A07", false)),
                List.of(new Incident(71, IncidentCause.BANK_SILENT, BANK.value(), List.of())));
        assertEquals(
                2,
                changes.stream().filter(IncidentChange.Open.class::isInstance).count());
    }

    @Test
    void one_that_grows_does_not_end_in_the_same_moment() {
        assertEquals(
                List.of(new IncidentChange.Join(70, List.of(2L))),
                IncidentRules.plan(
                        List.of(),
                        List.of(door(2, "A08")),
                        List.of(),
                        List.of(standing(child(1, true, true))),
                        Duration.ofMinutes(10),
                        NOW));
    }

    @Test
    void it_is_over_when_a_person_has_taken_it_and_every_door_is_shut() {
        assertEquals(false, isOver(child(1, true, false)), "pushed shut again, and nobody has looked");
        assertEquals(false, isOver(child(1, false, true)), "somebody is on the way, and the door stands open");
        assertEquals(false, isOver(child(1, true, true), child(2, true, false)), "another door since");
        assertEquals(true, isOver(child(1, true, true), child(2, true, true)));
    }
}
