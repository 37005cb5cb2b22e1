package io.lockward.cloud.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.command.CommandDecision.Answer;
import io.lockward.cloud.command.CommandDecision.Known;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandDecisionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");
    private static final Command UNLOCK = new Command.Unlock(A01);
    private static final SortedSet<CompartmentId> NONE = new TreeSet<>();

    @Test
    void unlocks_a_connected_bank() {
        assertInstanceOf(Answer.Allowed.class, CommandDecision.decide(UNLOCK, known("online", 0, NONE, null), NOW));
    }

    @Test
    void refuses_a_bank_that_is_away_silent_or_never_came() {
        for (Known away : new Known[] {
            known("offline", 0, NONE, null),
            known("lost", 0, NONE, null),
            known("online", 91, NONE, null),
            known(null, 0, NONE, null)
        }) {
            assertInstanceOf(Answer.Interlocked.class, CommandDecision.decide(UNLOCK, away, NOW), away.toString());
        }
    }

    @Test
    void an_open_door_stops_restarts_but_not_an_unlock_or_the_kiosk() {
        Known open = known("online", 0, new TreeSet<>(Set.of(A02)), null);
        assertInstanceOf(Answer.Allowed.class, CommandDecision.decide(UNLOCK, open, NOW));
        assertInstanceOf(Answer.Allowed.class, decide(RebootLevel.KIOSK, open));
        assertInstanceOf(Answer.Interlocked.class, decide(RebootLevel.AGENT, open));
        assertInstanceOf(Answer.Interlocked.class, decide(RebootLevel.CONTROLLER, open));
    }

    @Test
    void a_low_battery_stops_a_controller_but_not_an_agent() {
        Known low = known("online", 0, NONE, "power.low");
        assertInstanceOf(Answer.Interlocked.class, decide(RebootLevel.CONTROLLER, low));
        assertInstanceOf(Answer.Allowed.class, decide(RebootLevel.AGENT, low));
    }

    @Test
    void names_the_compartment_that_is_not_there() {
        assertEquals(
                new Answer.NoSuchCompartment(new CompartmentId("Z99")),
                CommandDecision.decide(
                        new Command.Unlock(new CompartmentId("Z99")), known("online", 0, NONE, null), NOW));
    }

    @Test
    void a_bank_that_cannot_be_told_from_another_gets_no_command_and_says_what_to_do() {
        for (boolean keyed : new boolean[] {true, false}) {
            Known doubtful = new Known("online", keyed, false, null, NOW, Set.of(A01), NONE, NONE, null);
            Answer.Interlocked no =
                    assertInstanceOf(Answer.Interlocked.class, CommandDecision.decide(UNLOCK, doubtful, NOW));
            assertTrue(no.reasons().getFirst().contains(keyed ? "registered key" : "Register the key"));
        }
    }

    @Test
    void a_compartment_to_take_out_of_service_has_to_be_there() {
        Command out = new Command.OutOfService(new CompartmentId("Z99"));
        assertInstanceOf(
                Answer.NoSuchCompartment.class, CommandDecision.decide(out, known("online", 0, NONE, null), NOW));
    }

    private static Answer decide(RebootLevel level, Known known) {
        return CommandDecision.decide(new Command.Reboot(level), known, NOW);
    }

    private static Known known(
            @Nullable String presence, long silentSeconds, SortedSet<CompartmentId> open, @Nullable String power) {
        return new Known(
                presence,
                true,
                true,
                null,
                presence == null ? null : NOW.minusSeconds(silentSeconds),
                Set.of(A01, A02),
                open,
                NONE,
                power);
    }
}
