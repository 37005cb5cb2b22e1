package io.lockward.agent.bank;

import static io.lockward.agent.bank.Scenario.id;
import static io.lockward.agent.bank.Scenario.ups;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebootRulesTest {
    private static Scenario ordered(RebootLevel level) {
        Scenario bank = Scenario.running("A01");
        return bank.at(
                2_000, bank.reboot(1, level, 300_000), "command.received 1", "command.acted 1", "RESTART " + level);
    }

    private static Input ended(RebootLevel level) {
        return new Input.RestartEnded(level, id(1), null);
    }

    @Test
    void verifiesARestartOfTheScreenByAHeartbeatOfAPageThatBeganAfterIt() {
        ordered(RebootLevel.KIOSK)
                .at(2_100, new Input.KioskBeat())
                .at(3_000, ended(RebootLevel.KIOSK))
                .at(5_000, new Input.KioskBeat(1_999L))
                .at(6_000, new Input.KioskBeat())
                .at(9_000, new Input.KioskBeat(2_000L), "command.concluded 1 VERIFIED")
                .at(10_000, new Input.KioskBeat(2_000L));
    }

    @Test
    void doesNotVerifyARestartOfTheScreenWhoseOldPageGoesOn() {
        ordered(RebootLevel.KIOSK)
                .at(2_100, ended(RebootLevel.KIOSK))
                .at(40_000, new Input.KioskBeat(1_000L))
                .at(62_000, new Input.Tick(), "command.concluded 1 UNVERIFIED");
    }

    @Test
    void doesNotVerifyARestartOfASilentScreen() {
        ordered(RebootLevel.KIOSK)
                .at(3_000, ended(RebootLevel.KIOSK))
                .at(47_001, new Input.Tick(), "kiosk.frozen 46001")
                .at(62_000, new Input.Tick(), "command.concluded 1 UNVERIFIED")
                .at(63_000, new Input.KioskBeat(), "kiosk.recovered 15999");
    }

    @Test
    void failsARestartTheMachineRefused() {
        ordered(RebootLevel.CONTROLLER)
                .at(
                        2_100,
                        new Input.RestartEnded(RebootLevel.CONTROLLER, id(1), "no such unit"),
                        "command.concluded 1 FAILED")
                .at(200_000, new Input.KioskBeat());
    }

    @Test
    void verifiesARestartOfTheAgentByItsNextStart() {
        Scenario again = ordered(RebootLevel.AGENT)
                .at(2_100, ended(RebootLevel.AGENT))
                .restart(false)
                .at(5_000, new Input.Started("1.0", false), "agent.started AGENT_RESTART expected");
        assertEquals(List.of("agent.probed well", "command.concluded 1 VERIFIED"), again.healthy(9_000));
    }

    @Test
    void verifiesARebootByANewBootOfABankThatIsWellAgain() {
        Scenario again = ordered(RebootLevel.CONTROLLER).restart(true);
        again.at(5_000, new Input.Started("1.0", false), "agent.started REBOOT expected")
                .at(6_000, bank2(again), "command.refused 2 UNSAFE_NOW");
        assertEquals(List.of("agent.probed well", "command.concluded 1 VERIFIED"), again.healthy(9_000));
    }

    @Test
    void doesNotVerifyARebootAfterWhichThePartsStayIll() {
        Scenario again = ordered(RebootLevel.CONTROLLER).restart(true);
        again.decide(5_000, new Input.Started("1.0", false));
        again.decide(6_000, new Input.LinkChanged(true));
        again.decide(6_000, new Input.DiskRead(60));
        again.decide(6_000, ups("OL", 100));
        again.decide(6_000, Scenario.doors("A01", DoorReading.CLOSED));
        again.at(52_000, new Input.Tick(), "kiosk.frozen 47000")
                .at(95_000, new Input.Tick(), "agent.probed the screen is not well", "command.concluded 1 UNVERIFIED");
    }

    @Test
    void provesARebootAlsoWhenTheAgentDiesWhileItIsProven() {
        Scenario again = ordered(RebootLevel.CONTROLLER).restart(true);
        again.decide(5_000, new Input.Started("1.0", false));
        again.restart(false).at(20_000, new Input.Started("1.0", false), "agent.started AGENT_RESTART expected");
        assertEquals(List.of("agent.probed well", "command.concluded 1 VERIFIED"), again.healthy(25_000));
    }

    @Test
    void looksAtEveryPartForASelfTest() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.command(1, 60_000, new Command.Selftest()), "command.received 1", "command.acted 1");
        assertEquals(List.of("agent.probed well", "command.concluded 1 VERIFIED"), bank.healthy(3_000));
        bank.decide(4_000, bank.command(2, 60_000, new Command.Selftest()));
        bank.decide(5_000, new Input.LinkChanged(false));
        assertEquals(List.of(), bank.healthyBut(6_000));
        bank.decide(40_000, new Input.KioskBeat());
        bank.decide(80_000, new Input.KioskBeat());
        bank.at(94_000, new Input.Tick(), "agent.probed the link is not well", "command.concluded 2 FAILED");
    }

    @Test
    void letsTheRimAnswerForWhatItCarriesOut() {
        Scenario bank = Scenario.running("A01");
        bank.at(
                        2_000,
                        bank.command(1, 60_000, new Command.Locate(30)),
                        "command.received 1",
                        "command.acted 1",
                        "LOCATE for 30 s")
                .at(3_000, new Input.CommandAnswered(id(1), null, "it blinks"), "command.concluded 1 VERIFIED")
                .at(3_100, new Input.CommandAnswered(id(1), null, "it blinks"))
                .at(
                        4_000,
                        bank.command(2, 60_000, new Command.Diagnose()),
                        "command.received 2",
                        "command.acted 2",
                        "DIAGNOSE")
                .at(40_000, new Input.KioskBeat())
                .at(64_000, new Input.Tick(), "command.concluded 2 UNVERIFIED");
    }

    private static Input bank2(Scenario bank) {
        return bank.reboot(2, RebootLevel.AGENT, 30_000);
    }

    @Test
    void doesNotTakeARestartOfTheAgentForAReboot() {
        ordered(RebootLevel.CONTROLLER)
                .restart(false)
                .at(
                        5_000,
                        new Input.Started("1.0", false),
                        "agent.started AGENT_RESTART expected",
                        "command.concluded 1 UNVERIFIED");
    }

    @Test
    void doesNotTakeAPowerCutForARestartOfTheAgent() {
        ordered(RebootLevel.AGENT)
                .restart(true)
                .at(
                        5_000,
                        new Input.Started("1.0", false),
                        "agent.started POWER_ON unexpected",
                        "command.concluded 1 UNVERIFIED");
    }

    @Test
    void doesNotVerifyARebootThatDidNotCome() {
        ordered(RebootLevel.AGENT)
                .at(2_100, ended(RebootLevel.AGENT))
                .at(40_000, new Input.KioskBeat())
                .at(80_000, new Input.KioskBeat())
                .at(121_000, new Input.KioskBeat())
                .at(122_000, new Input.Tick(), "command.concluded 1 UNVERIFIED");
    }

    @Test
    void expectsTheStartAfterAnOrderlyShutdown() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, ups("OB LB", 50))
                .at(4_000, ups("OB LB", 50), "power.lost", "power.low", "power.shutdown", "HALT")
                .at(6_000, ups("OB LB", 49))
                .at(6_500, bank.unlock(1, "A01", 30_000), "command.refused 1 UNSAFE_NOW")
                .restart(true)
                .at(1_000, new Input.Started("1.0", false), "agent.started REBOOT expected")
                .at(2_000, ups("OL", 60))
                .at(4_000, ups("OL", 61), "power.restored 3600000");
    }

    private static Scenario cut() {
        Scenario bank = Scenario.runningWithPowerCycle("A01");
        return bank.at(
                2_000,
                bank.reboot(1, RebootLevel.POWER, 300_000),
                "command.received 1",
                "command.acted 1",
                "RESTART POWER");
    }

    @Test
    void verifiesAPowerCycleByAPowerOnOfABankThatIsWellAgain() {
        Scenario again = cut().at(2_100, ended(RebootLevel.POWER)).restart(true);
        again.at(5_000, new Input.Started("1.0", false), "agent.started POWER_ON expected");
        assertEquals(List.of("agent.probed well", "command.concluded 1 VERIFIED"), again.healthy(9_000));
    }

    @Test
    void verifiesAPowerCycleThatCameBeforeTheUpsAnswered() {
        Scenario again = cut().restart(true);
        again.at(5_000, new Input.Started("1.0", false), "agent.started POWER_ON expected");
        assertEquals(List.of("agent.probed well", "command.concluded 1 VERIFIED"), again.healthy(9_000));
    }

    @Test
    void provesAPowerCycleAlsoWhenTheAgentDiesWhileItIsProven() {
        Scenario again = cut().restart(true);
        again.decide(5_000, new Input.Started("1.0", false));
        again.restart(false).at(20_000, new Input.Started("1.0", false), "agent.started AGENT_RESTART expected");
        assertEquals(List.of("agent.probed well", "command.concluded 1 VERIFIED"), again.healthy(25_000));
    }

    /// `sudo reboot` right after the order, while the UPS counts down or does nothing at all.
    @Test
    void doesNotTakeAnOrderlyShutdownForAPowerCycle() {
        cut().at(2_100, ended(RebootLevel.POWER))
                .restart(true)
                .at(
                        5_000,
                        new Input.Started("1.0", false, Scenario.bootId(1)),
                        "agent.started REBOOT unexpected",
                        "command.concluded 1 UNVERIFIED");
    }

    @Test
    void takesAPowerCutAfterALongGoneStopForWhatItIs() {
        Scenario again = cut().restart(true);
        again.at(5_000, new Input.Started("1.0", false, Scenario.bootId(7)), "agent.started POWER_ON expected");
        assertEquals(List.of("agent.probed well", "command.concluded 1 VERIFIED"), again.healthy(9_000));
    }

    @Test
    void doesNotTakeARestartOfTheAgentForAPowerCycle() {
        cut().restart(false)
                .at(
                        5_000,
                        new Input.Started("1.0", false),
                        "agent.started AGENT_RESTART expected",
                        "command.concluded 1 UNVERIFIED");
    }

    @Test
    void doesNotVerifyAPowerCycleThatDidNotComeAndGoesOn() {
        Scenario bank = cut();
        bank.at(2_100, ended(RebootLevel.POWER))
                .at(3_000, bank.unlock(2, "A01", 30_000), "command.refused 2 UNSAFE_NOW")
                .at(40_000, new Input.KioskBeat())
                .at(80_000, new Input.KioskBeat())
                .at(121_000, new Input.KioskBeat())
                .at(122_000, new Input.Tick(), "command.concluded 1 UNVERIFIED")
                .at(
                        123_000,
                        bank.unlock(3, "A01", 150_000),
                        "command.received 3",
                        "command.acted 3",
                        "lock.pulsed A01",
                        "PULSE A01 for 3");
    }

    @Test
    void failsAPowerCycleThatTheUpsRefused() {
        cut().at(
                        2_100,
                        new Input.RestartEnded(RebootLevel.POWER, id(1), "the UPS did not take the order"),
                        "command.concluded 1 FAILED");
    }

    @Test
    void refusesAPowerCycleThatCouldStrandTheBankOrSomebody() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.reboot(1, RebootLevel.POWER, 30_000), "command.refused 1 NO_SUCH_TARGET");

        bank = Scenario.runningWithPowerCycle("A01");
        bank.at(2_000, ups("OB DISCHRG", 90)).at(4_000, ups("OB DISCHRG", 90), "power.lost");
        bank.at(5_000, bank.reboot(1, RebootLevel.POWER, 30_000), "command.refused 1 UNSAFE_NOW");

        bank = Scenario.runningWithPowerCycle("A01");
        for (int poll = 0; poll < 60; poll++) {
            bank.decide(2_000 + 2_000L * poll, Scenario.upsLost());
        }
        bank.at(122_500, bank.reboot(1, RebootLevel.POWER, 150_000), "command.refused 1 UNSAFE_NOW");

        bank = Scenario.runningWithPowerCycle("A01");
        bank.decide(2_000, Scenario.door("A01", true));
        bank.at(2_500, bank.reboot(1, RebootLevel.POWER, 30_000), "command.refused 1 UNSAFE_NOW");

        bank = Scenario.runningWithPowerCycle("A01");
        bank.decide(2_000, bank.unlock(1, "A01", 30_000));
        bank.at(2_500, bank.reboot(2, RebootLevel.POWER, 30_000), "command.refused 2 UNSAFE_NOW");

        bank = Scenario.runningWithPowerCycle("A01");
        bank.decide(2_000, bank.reboot(1, RebootLevel.KIOSK, 30_000));
        bank.at(2_500, bank.reboot(2, RebootLevel.POWER, 30_000), "command.refused 2 UNSAFE_NOW");
    }

    @Test
    void knowsNothingOfTheMainsBeforeTheFirstReading() {
        Scenario bank = Scenario.freshWithPowerCycle("A01");
        bank.decide(1_000, new Input.Started("1.0", false));
        bank.at(2_000, bank.reboot(1, RebootLevel.POWER, 30_000), "command.refused 1 UNSAFE_NOW");
    }
}
