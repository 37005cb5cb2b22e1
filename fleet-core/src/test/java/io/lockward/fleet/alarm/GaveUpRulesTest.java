package io.lockward.fleet.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.fleet.alarm.GaveUpRules.Sign;
import io.lockward.protocol.BankId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GaveUpRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final BankId BANK = new BankId("mill-3");

    private static Sign sign(long alarm, String why) {
        return new Sign(alarm, BANK, why);
    }

    private static Incident standing(boolean taken, @Nullable Instant cleared) {
        return new Incident(
                70,
                IncidentCause.NOT_HEALED,
                BANK.value(),
                List.of(new Incident.Child(1, BANK, false, cleared, taken)));
    }

    private static List<IncidentChange> plan(List<Sign> signs, Incident... open) {
        return IncidentRules.plan(List.of(), List.of(), signs, List.of(open), Duration.ofMinutes(10), NOW);
    }

    @Test
    void whatABankGaveUpOnIsOneIncidentForAPerson() {
        assertEquals(
                List.of(new IncidentChange.Open(
                        IncidentCause.NOT_HEALED,
                        "mill-3",
                        "mill-3 could not heal itself and needs a person",
                        "The screen hangs. The switches are dead.",
                        List.of(1L, 2L))),
                plan(List.of(sign(2, "The switches are dead."), sign(1, "The screen hangs."))));
    }

    @Test
    void whatItGivesUpOnLaterJoinsItsOwnAndNoOtherIncident() {
        assertEquals(
                List.of(new IncidentChange.Join(70, List.of(2L))),
                plan(List.of(sign(2, "The switches are dead.")), standing(true, null)));
        Incident silent = new Incident(
                71, IncidentCause.BANK_SILENT, BANK.value(), List.of(new Incident.Child(5, BANK, true, null, false)));
        IncidentChange.Open open = (IncidentChange.Open) plan(List.of(sign(2, "x".repeat(900))), silent)
                .getFirst();
        assertEquals(400, open.why().length());
    }

    @Test
    void itIsOverWhenTheBankIsWellAndNotBefore() {
        assertEquals(List.of(), plan(List.of(), standing(false, null)));
        assertEquals(List.of(), plan(List.of(), standing(true, null)), "who has taken it has not mended it");
        assertEquals(List.of(new IncidentChange.Close(70)), plan(List.of(), standing(false, NOW)));
    }
}
