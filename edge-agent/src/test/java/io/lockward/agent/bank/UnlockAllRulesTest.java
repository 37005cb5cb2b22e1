package io.lockward.agent.bank;

import static io.lockward.agent.bank.Scenario.door;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The two people's consent is checked with the signatures, before a command gets here.
class UnlockAllRulesTest {
    private static Input all(Scenario bank, int number) {
        return bank.command(number, 30_000, new Command.UnlockAll(List.of()));
    }

    @Test
    void pulsesEveryClosedDoorOnceAndIsVerifiedWhenAllAreOpen() {
        Scenario bank = Scenario.running("A01", "A02", "A03");
        bank.decide(1_500, door("A02", true));
        bank.at(
                        2_000,
                        all(bank, 1),
                        "command.received 1",
                        "command.acted 1",
                        "lock.pulsed A01",
                        "PULSE A01 for 1",
                        "lock.pulsed A03",
                        "PULSE A03 for 1")
                .at(2_500, door("A01", true), "door.opened A01 by 1")
                .at(3_000, all(bank, 1), "command.refused 1 SEEN_BEFORE")
                .at(3_000, bank.unlock(2, "A03", 30_000), "command.refused 2 UNSAFE_NOW")
                .at(3_000, bank.reboot(3, RebootLevel.AGENT, 30_000), "command.refused 3 UNSAFE_NOW")
                .at(3_500, door("A03", true), "door.opened A03 by 1")
                .at(4_000, new Input.Tick(), "command.concluded 1 VERIFIED");
    }

    @Test
    void tellsWhichDoorsStayedShut() {
        Scenario bank = Scenario.running("A01", "A02");
        bank.decide(2_000, all(bank, 1));
        bank.at(2_500, door("A01", true), "door.opened A01 by 1")
                .at(8_999, new Input.Tick())
                .at(9_000, new Input.Tick(), "command.concluded 1 UNVERIFIED");
    }

    /// A disk that hangs holds the loop up, and the watches of the single unlocks are over when it goes on.
    @Test
    void callsNoDoorOpenBecauseNobodyLookedForLong() {
        Scenario bank = Scenario.running("A01", "A02");
        bank.decide(2_000, all(bank, 1));
        List<String> late = bank.decide(95_000, new Input.Tick());
        assertTrue(late.contains("command.concluded 1 UNVERIFIED"), late::toString);
    }

    @Test
    void isNeverActedAgainAfterARestart() {
        Scenario bank = Scenario.running("A01", "A02");
        bank.decide(2_000, all(bank, 1));
        bank.restart(false)
                .at(
                        3_000,
                        new Input.Started("1.0", false),
                        "agent.started AGENT_RESTART unexpected",
                        "command.concluded 1 UNVERIFIED")
                .at(3_100, all(bank, 1), "command.refused 1 SEEN_BEFORE");
    }

    @Test
    void doesNotCountAgainstWhatOnePersonMayOpen() {
        Scenario bank = Scenario.running("A01", "A02", "A03", "A04");
        bank.decide(2_000, all(bank, 1));
        assertTrue(bank.state.memory().policy().remoteUnlocks().isEmpty());
        assertEquals(List.of("command.refused 2 UNSAFE_NOW"), bank.decide(2_100, all(bank, 2)), "one at a time");
    }
}
