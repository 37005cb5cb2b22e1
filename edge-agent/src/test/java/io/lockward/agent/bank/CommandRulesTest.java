package io.lockward.agent.bank;

import static io.lockward.agent.bank.Scenario.door;
import static io.lockward.agent.bank.Scenario.doors;
import static io.lockward.agent.bank.Scenario.id;
import static io.lockward.agent.bank.Scenario.pulsed;
import static io.lockward.agent.bank.Scenario.ups;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.command.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandRulesTest {
    private static final Command UNLOCK = new Command.Unlock(new CompartmentId("A01"));
    private static final String[] PULSED = {
        "command.received 1", "command.acted 1", "lock.pulsed A01", "PULSE A01 for 1"
    };

    @Test
    void refusesWhatIsForAnotherBankOrBoot() {
        Scenario bank = Scenario.running("A01");
        bank.at(
                        2_000,
                        new Input.CommandArrived(new CommandClaims(
                                id(1), new BankId("other-1"), Scenario.bootId(1), 9_000, "op", "why", UNLOCK)),
                        "command.refused 1 WRONG_BANK")
                .at(
                        2_000,
                        new Input.CommandArrived(new CommandClaims(
                                id(2), Scenario.BANK, Scenario.bootId(9), 9_000, "op", "why", UNLOCK)),
                        "command.refused 2 WRONG_BOOT");
    }

    @Test
    void refusesWhatIsTooLateOrLivesTooLong() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 2_000), "command.refused 1 EXPIRED")
                .at(2_000, bank.unlock(2, "A01", 42_001), "command.refused 2 LIVES_TOO_LONG")
                .at(30_000, bank.unlock(2, "A01", 42_001), "command.refused 2 SEEN_BEFORE")
                .at(2_000, bank.reboot(3, RebootLevel.KIOSK, 612_001), "command.refused 3 LIVES_TOO_LONG");
    }

    @Test
    void acceptsUpToTheEndsOfTheWindow() {
        Scenario bank = Scenario.running("A01", "A02");
        bank.at(2_000, bank.unlock(1, "A01", 42_000), PULSED)
                .at(
                        2_000,
                        bank.unlock(2, "A02", 2_001),
                        "command.received 2",
                        "command.acted 2",
                        "lock.pulsed A02",
                        "PULSE A02 for 2");
    }

    @Test
    void actsOnceAndAnswersARepetitionWithTheFirstOutcome() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(2_001, bank.unlock(1, "A01", 30_000), "command.refused 1 SEEN_BEFORE")
                .at(2_002, bank.unlock(1, "A01", 30_000))
                .at(2_500, pulsed("A01", 1))
                .at(3_000, door("A01", true), "door.opened A01 by 1", "command.concluded 1 VERIFIED")
                .at(61_999, bank.unlock(1, "A01", 30_000))
                .at(62_001, bank.unlock(1, "A01", 30_000), "command.refused 1 SEEN_BEFORE");
    }

    @Test
    void keepsARefusalEvenWhenItWouldBeSafeLater() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, door("A01", true), "door.opened A01", "condition.raised FORCED_ENTRY A01")
                .at(3_000, bank.reboot(1, RebootLevel.CONTROLLER, 300_000), "command.refused 1 UNSAFE_NOW")
                .at(4_000, door("A01", false), "door.closed A01 2000", "condition.cleared FORCED_ENTRY A01")
                .at(5_000, bank.reboot(1, RebootLevel.CONTROLLER, 300_000), "command.refused 1 SEEN_BEFORE")
                .at(
                        6_000,
                        bank.reboot(2, RebootLevel.CONTROLLER, 300_000),
                        "command.received 2",
                        "command.acted 2",
                        "RESTART CONTROLLER");
    }

    @Test
    void refusesTargetsThisBankDoesNotHave() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "Z99", 30_000), "command.refused 1 NO_SUCH_TARGET")
                .at(2_000, bank.reboot(2, RebootLevel.POWER, 30_000), "command.refused 2 NO_SUCH_TARGET");
    }

    @Test
    void refusesWhatWouldBeUnsafeNow() {
        Scenario bank = Scenario.running("A01", "A02");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(2_100, bank.unlock(2, "A01", 30_000), "command.refused 2 UNSAFE_NOW")
                .at(2_200, bank.reboot(3, RebootLevel.AGENT, 30_000), "command.refused 3 UNSAFE_NOW")
                .at(2_500, pulsed("A01", 1))
                .at(8_000, new Input.Tick(), "door.jammed A01", "command.concluded 1 FAILED")
                .at(
                        9_000,
                        bank.reboot(4, RebootLevel.AGENT, 30_000),
                        "command.received 4",
                        "command.acted 4",
                        "RESTART AGENT")
                .at(9_100, bank.unlock(5, "A02", 30_000), "command.refused 5 UNSAFE_NOW")
                .at(9_200, bank.reboot(6, RebootLevel.KIOSK, 30_000), "command.refused 6 UNSAFE_NOW");
    }

    @Test
    void rebootsNothingWhenTheBatteryIsLow() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, ups("OB DISCHRG LB CAL", 50));
        bank.decide(4_000, ups("OB", 10));
        bank.decide(6_000, ups("OB", 10));
        assertEquals(
                List.of("command.refused 1 UNSAFE_NOW"), bank.decide(7_000, bank.reboot(1, RebootLevel.AGENT, 30_000)));
    }

    @Test
    void opensNoMoreThanAMinuteAllows() {
        Timing strict = new Timing(
                Timing.DEFAULT.pulse(),
                Timing.DEFAULT.verify(),
                Timing.DEFAULT.lateOpening(),
                Timing.DEFAULT.ajar(),
                Timing.DEFAULT.kioskSilence(),
                Timing.DEFAULT.kioskRestart(),
                Timing.DEFAULT.reboot(),
                Timing.DEFAULT.commandSlack(),
                2,
                2,
                10);
        Scenario bank = Scenario.of(strict, "A01", "A02", "A03");
        bank.decide(1_000, new Input.Started("1.0", false));
        bank.settle(1_000);
        assertEquals(4, bank.decide(2_000, bank.unlock(1, "A01", 30_000)).size());
        assertEquals(4, bank.decide(2_000, bank.unlock(2, "A02", 30_000)).size());
        bank.at(2_000, bank.unlock(3, "A03", 30_000), "command.refused 3 RATE_LIMITED")
                .at(61_999, bank.unlock(4, "A03", 90_000), "command.refused 4 RATE_LIMITED");
        assertEquals(4, bank.decide(62_000, bank.unlock(5, "A03", 90_000)).size());
    }

    @Test
    void opensNoMoreAfterARestartEither() {
        Scenario bank = Scenario.running("A01", "A02", "A03", "A04");
        for (int number = 1; number <= 3; number++) {
            bank.decide(2_000L * number, bank.unlock(number, "A0" + number, 2_000L * number + 30_000));
        }
        bank.restart(false);
        bank.decide(7_000, new Input.Started("1.0", false));
        bank.at(8_000, bank.unlock(4, "A04", 30_000), "command.refused 4 RATE_LIMITED");
        bank.restart(true);
        bank.decide(5_000, new Input.Started("1.0", false));
        bank.at(6_000, bank.unlock(5, "A04", 30_000), "command.refused 5 RATE_LIMITED")
                .at(59_999, bank.unlock(6, "A04", 80_000), "command.refused 6 RATE_LIMITED");
        assertEquals(4, bank.decide(60_000, bank.unlock(7, "A04", 80_000)).size());
    }

    @Test
    void recordsAFewRefusalsAMinuteAndCountsTheRest() {
        Scenario bank = Scenario.running("A01");
        int recorded = 0;
        for (int i = 0; i < 1_000; i++) {
            recorded += bank.decide(2_000, new Input.CommandRejected(Refusal.BAD_SIGNATURE, null, "no"))
                    .size();
        }
        assertEquals(Timing.DEFAULT.refusalsPerMinute(), recorded);
        bank.at(62_000, new Input.CommandRejected(Refusal.BAD_SIGNATURE, null, "no"), "command.refused BAD_SIGNATURE");
    }

    @Test
    void forgetsACommandOnlyWhenItCanNeverBeAcceptedAgain() {
        Scenario bank = Scenario.running("A01");
        bank.decide(2_000, bank.unlock(1, "A01", 30_000));
        bank.decide(2_500, pulsed("A01", 1));
        bank.decide(8_000, new Input.Tick());
        bank.decide(80_000, bank.unlock(2, "A01", 100_000));
        assertTrue(bank.state.memory().commands().containsKey(id(1)));
        bank.decide(92_001, bank.unlock(3, "A01", 100_000));
        bank.decide(100_000, new Input.Tick());
        bank.decide(110_000, bank.unlock(4, "A01", 120_000));
        assertEquals(
                List.of(2, 4),
                bank.state.memory().commands().keySet().stream()
                        .map(Scenario::number)
                        .filter(number -> number != 3)
                        .toList());
    }

    @Test
    void refusesWhatMayHaveBeenAcceptedBeforeTheMemoryWasLost() {
        Scenario bank = Scenario.of("A01");
        bank.at(10_000, new Input.Started("1.0", true), "agent.started POWER_ON unexpected")
                .at(11_000, bank.unlock(1, "A01", 50_000), "command.refused 1 UNSAFE_NOW")
                .at(
                        11_500,
                        bank.unlock(2, "A01", 50_001),
                        "command.received 2",
                        "command.acted 2",
                        "lock.pulsed A01",
                        "PULSE A01 for 2");
    }

    @Test
    void concludesAnUnlockOfTheProcessBeforeByReadingItsDoor() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .restart(false)
                .at(3_000, new Input.Started("1.0", false), "agent.started AGENT_RESTART unexpected")
                .at(3_001, bank.unlock(1, "A01", 30_000), "command.refused 1 SEEN_BEFORE")
                .at(3_100, doors("A01", DoorReading.CLOSED), "command.concluded 1 UNVERIFIED")
                .at(9_000, new Input.Tick());
    }

    @Test
    void concludesAnUnlockOfTheProcessBeforeAlsoWithoutAReading() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .restart(true)
                .at(3_000, new Input.Started("1.0", false), "agent.started POWER_ON unexpected")
                .at(3_001, bank.unlock(2, "A01", 9_000), "command.refused 2 UNSAFE_NOW")
                .at(8_000, new Input.Tick(), "command.concluded 1 UNVERIFIED");
    }
}
