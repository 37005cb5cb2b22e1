package io.lockward.agent.bank;

import static io.lockward.agent.bank.Scenario.ups;
import static io.lockward.agent.bank.Scenario.upsLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemedyRulesTest {
    private static final Input TICK = new Input.Tick();
    private static final Input BEAT = new Input.KioskBeat();
    private static final Input STARTED = new Input.Started("1.0", false);

    private static Input ended(RebootLevel level) {
        return new Input.RestartEnded(level, null, null);
    }

    private static Scenario with(RemedySetup remedy) {
        Scenario bank =
                Scenario.of(BankSetup.of(Scenario.BANK, Set.of(new CompartmentId("A01"), new CompartmentId("A02")))
                        .withRemedy(remedy));
        bank.withoutProbes = true;
        bank.decide(1_000, STARTED);
        bank.settle(1_000);
        return bank;
    }

    /// A bank whose screen was last alive at 3 min 20 s.
    private static Scenario beating(RemedySetup remedy) {
        Scenario bank = with(remedy);
        for (int up = 20_000; up <= 200_000; up += 20_000) {
            bank.at(up, BEAT);
        }
        return bank;
    }

    private static Scenario frozen() {
        return frozen(RemedySetup.DEFAULT);
    }

    /// Its screen is frozen, and the first rung was just taken at 246 s.
    private static Scenario frozen(RemedySetup remedy) {
        return beating(remedy).at(246_000, TICK, "kiosk.frozen 46000", "remedy.step KIOSK KIOSK 1", "RESTART KIOSK");
    }

    /// One and two rungs did not help.
    private static Scenario stillFrozenAfterTheAgent(RemedySetup remedy) {
        return frozen(remedy)
                .at(247_000, ended(RebootLevel.KIOSK))
                .at(306_000, TICK, "remedy.concluded KIOSK NOT_HEALED", "remedy.step AGENT KIOSK 1", "RESTART AGENT")
                .at(306_100, ended(RebootLevel.AGENT))
                .restart(false)
                .at(310_000, STARTED, "agent.started AGENT_RESTART expected")
                .at(311_000, TICK);
    }

    @Test
    void healsAFrozenScreenByRestartingItWithoutAnybody() {
        Scenario bank = frozen().at(247_000, ended(RebootLevel.KIOSK))
                .at(248_000, BEAT)
                .at(249_000, new Input.KioskBeat(245_999L))
                .at(255_000, new Input.KioskBeat(246_000L), "kiosk.recovered 9000")
                .at(255_500, TICK, "remedy.concluded KIOSK HEALED")
                .at(256_000, TICK);
        assertTrue(bank.state.memory().remedy().climbs().isEmpty());
    }

    @Test
    void doesNotCallThePageThatIsAboutToGoHealed() {
        Scenario bank = frozen().at(247_000, ended(RebootLevel.KIOSK))
                .at(300_000, new Input.KioskBeat(1_000L))
                .at(306_000, TICK, "remedy.concluded KIOSK NOT_HEALED")
                .at(306_500, new Input.KioskBeat(1_000L), "kiosk.recovered 60500")
                .at(307_000, TICK, "remedy.cleared KIOSK");
        assertTrue(bank.state.memory().remedy().climbs().isEmpty());
    }

    @Test
    void climbsToTheControllerAndConcludesEachRungInTheNextProcess() {
        stillFrozenAfterTheAgent(RemedySetup.DEFAULT)
                .at(
                        430_000,
                        TICK,
                        "remedy.concluded AGENT NOT_HEALED",
                        "remedy.step CONTROLLER KIOSK 2",
                        "RESTART CONTROLLER")
                .restart(true)
                .at(5_000, STARTED, "agent.started REBOOT expected")
                .at(6_000, TICK)
                .at(20_000, BEAT, "kiosk.recovered 20000")
                .at(20_500, TICK, "remedy.concluded CONTROLLER HEALED");
    }

    @Test
    void callsAPersonWhenNoRungIsLeftAndOnlyOnce() {
        stillFrozenAfterTheAgent(RemedySetup.DEFAULT)
                .at(
                        430_000,
                        TICK,
                        "remedy.concluded AGENT NOT_HEALED",
                        "remedy.step CONTROLLER KIOSK 2",
                        "RESTART CONTROLLER")
                .restart(true)
                .at(5_000, STARTED, "agent.started REBOOT expected")
                .at(125_000, TICK, "remedy.concluded CONTROLLER NOT_HEALED", "remedy.gave-up KIOSK")
                .at(126_000, TICK)
                .at(90_000_000, TICK)
                .at(90_000_500, BEAT, "kiosk.recovered 90000500")
                .at(90_001_000, TICK, "remedy.cleared KIOSK");
    }

    @Test
    void cutsThePowerOnlyWhereThatIsPossible() {
        stillFrozenAfterTheAgent(RemedySetup.DEFAULT.withPowerCycle(null))
                .at(
                        430_000,
                        TICK,
                        "remedy.concluded AGENT NOT_HEALED",
                        "remedy.step CONTROLLER KIOSK 2",
                        "RESTART CONTROLLER")
                .restart(true)
                .at(5_000, STARTED, "agent.started REBOOT expected")
                .at(
                        125_000,
                        TICK,
                        "remedy.concluded CONTROLLER NOT_HEALED",
                        "remedy.step POWER KIOSK 3",
                        "RESTART POWER")
                .restart(true)
                .at(5_000, STARTED, "agent.started POWER_ON expected")
                .at(125_000, TICK, "remedy.concluded POWER NOT_HEALED", "remedy.gave-up KIOSK");
    }

    @Test
    void callsAPersonAtTheCap() {
        stillFrozenAfterTheAgent(new RemedySetup(true, 1, 50, RemedySetup.NO_POWER_CYCLE))
                .at(430_000, TICK, "remedy.concluded AGENT NOT_HEALED", "remedy.gave-up KIOSK");
    }

    @Test
    void doesNothingWhenItIsSwitchedOff() {
        beating(new RemedySetup(false, 3, 50, RemedySetup.NO_POWER_CYCLE))
                .at(246_000, TICK, "kiosk.frozen 46000")
                .at(900_000, TICK);
    }

    @Test
    void concludesARungThatTheMachineRefused() {
        frozen().at(
                        247_000,
                        new Input.RestartEnded(RebootLevel.KIOSK, null, "no such unit"),
                        "remedy.concluded KIOSK NOT_DONE")
                .at(247_500, TICK, "remedy.step AGENT KIOSK 1", "RESTART AGENT")
                .at(
                        367_500,
                        TICK,
                        "remedy.concluded AGENT NOT_DONE",
                        "remedy.step CONTROLLER KIOSK 2",
                        "RESTART CONTROLLER");
    }

    @Test
    void doesNotTakeARestartOfTheAgentForTheControllers() {
        frozen().at(
                        247_000,
                        new Input.RestartEnded(RebootLevel.KIOSK, null, "no such unit"),
                        "remedy.concluded KIOSK NOT_DONE")
                .at(247_500, TICK, "remedy.step AGENT KIOSK 1", "RESTART AGENT")
                .at(
                        367_500,
                        TICK,
                        "remedy.concluded AGENT NOT_DONE",
                        "remedy.step CONTROLLER KIOSK 2",
                        "RESTART CONTROLLER")
                .restart(false)
                .at(370_000, STARTED, "agent.started AGENT_RESTART expected", "remedy.concluded CONTROLLER NOT_DONE")
                .at(500_000, TICK, "remedy.gave-up KIOSK");
    }

    @Test
    void holdsWhileADoorIsOpenAndSaysSoOnce() {
        beating(RemedySetup.DEFAULT)
                .at(201_000, Scenario.door("A02", true), "door.opened A02", "condition.raised FORCED_ENTRY A02")
                .at(246_000, TICK, "kiosk.frozen 46000", "remedy.held KIOSK: door A02 is open")
                .at(247_000, TICK)
                .at(248_000, Scenario.door("A02", false), "door.closed A02 47000", "condition.cleared FORCED_ENTRY A02")
                .at(248_500, TICK, "remedy.step KIOSK KIOSK 1", "RESTART KIOSK");
    }

    @Test
    void holdsOnABatteryBelowTheConfiguredCharge() {
        beating(RemedySetup.DEFAULT)
                .at(201_000, ups("OB", 49))
                .at(203_000, ups("OB", 49), "power.lost")
                .at(
                        246_000,
                        TICK,
                        "kiosk.frozen 46000",
                        "remedy.held KIOSK: on battery, and its charge is not known to be 50 % or more")
                .at(250_000, ups("OL", 50))
                .at(252_000, ups("OL", 50), "power.restored 49000")
                .at(252_500, TICK, "remedy.step KIOSK KIOSK 1", "RESTART KIOSK");
    }

    @Test
    void holdsWhileACommandRunsAndRefusesOneThatItsOwnRestartWouldBreak() {
        Scenario bank = beating(RemedySetup.DEFAULT);
        bank.decide(244_000, bank.unlock(1, "A01", 270_000));
        bank.at(246_000, TICK, "kiosk.frozen 46000", "remedy.held KIOSK: an unlock is under way")
                .at(247_000, Scenario.pulsed("A01", 1))
                .at(
                        252_000,
                        TICK,
                        "door.jammed A01",
                        "command.concluded 1 FAILED",
                        "remedy.step KIOSK KIOSK 1",
                        "RESTART KIOSK");
        bank.at(253_000, bank.reboot(2, RebootLevel.CONTROLLER, 300_000), "command.refused 2 UNSAFE_NOW")
                .at(312_000, TICK, "remedy.concluded KIOSK NOT_HEALED", "remedy.step AGENT KIOSK 1", "RESTART AGENT")
                .at(313_000, bank.unlock(3, "A01", 330_000), "command.refused 3 UNSAFE_NOW");
    }

    @Test
    void isHeldBackAndLetGoByAPerson() {
        Scenario bank = beating(RemedySetup.DEFAULT);
        bank.at(
                        201_000,
                        bank.command(1, 400_000, new Command.PauseRemedy(60)),
                        "command.received 1",
                        "command.acted 1",
                        "remedy.paused 60",
                        "command.concluded 1 VERIFIED")
                .at(246_000, TICK, "kiosk.frozen 46000", "remedy.held KIOSK: held back by operator")
                .restart(false)
                .at(250_000, STARTED, "agent.started AGENT_RESTART unexpected")
                .at(400_000, TICK)
                .at(
                        401_000,
                        bank.command(2, 600_000, new Command.PauseRemedy(0)),
                        "command.received 2",
                        "command.acted 2",
                        "remedy.paused 0",
                        "command.concluded 2 VERIFIED")
                .at(401_500, TICK, "remedy.step KIOSK KIOSK 1", "RESTART KIOSK");
    }

    @Test
    void aPauseThatACrashCutShortIsVerifiedByItsOwnEntryAlone() {
        for (int durable = 2; durable <= 3; durable++) {
            Scenario bank = beating(RemedySetup.DEFAULT);
            Input pause = bank.command(1, 400_000, new Command.PauseRemedy(60));
            bank.cutAfter(201_000, pause, durable)
                    .at(
                            210_000,
                            STARTED,
                            "agent.started AGENT_RESTART unexpected",
                            durable == 3 ? "command.concluded 1 VERIFIED" : "command.concluded 1 UNVERIFIED");
            assertEquals(durable == 3, bank.state.memory().remedy().isPaused(1, 210_000));
        }
    }

    @Test
    void doesNotRepeatARungThatAPersonTook() {
        Scenario bank = beating(RemedySetup.DEFAULT)
                .at(201_000, Scenario.door("A02", true), "door.opened A02", "condition.raised FORCED_ENTRY A02")
                .at(246_000, TICK, "kiosk.frozen 46000", "remedy.held KIOSK: door A02 is open");
        bank.decide(247_000, bank.reboot(1, RebootLevel.KIOSK, 600_000));
        bank.decide(248_000, Scenario.door("A02", false));
        bank.at(249_000, TICK, "remedy.held AGENT: another restart is under way")
                .at(307_000, TICK, "command.concluded 1 UNVERIFIED", "remedy.step AGENT KIOSK 1", "RESTART AGENT");
    }

    @Test
    void waitsBetweenWholeClimbs() {
        frozen().at(250_000, new Input.KioskBeat(249_000L), "kiosk.recovered 4000")
                .at(250_500, TICK, "remedy.concluded KIOSK HEALED")
                .at(
                        296_000,
                        TICK,
                        "kiosk.frozen 46000",
                        "remedy.held KIOSK: the last remedy for the screen ended less than 5 min ago")
                .at(550_499, TICK)
                .at(550_500, TICK, "remedy.step KIOSK KIOSK 2", "RESTART KIOSK");
    }

    @Test
    void restartsTheAgentWhenSeveralDoorSwitchesCannotBeRead() {
        Scenario bank = with(RemedySetup.DEFAULT);
        Input none = new Input.DoorsRead(java.util.Map.of(
                new CompartmentId("A01"), DoorReading.UNKNOWN, new CompartmentId("A02"), DoorReading.UNKNOWN));
        bank.at(2_000, none)
                .at(3_000, none)
                .at(4_000, none, "condition.raised SENSOR_FAULT A01", "condition.raised SENSOR_FAULT A02")
                .at(5_000, BEAT)
                .at(5_500, TICK)
                .at(40_000, BEAT)
                .at(65_000, TICK)
                .at(
                        65_500,
                        TICK,
                        "compartment.service",
                        "compartment.service",
                        "remedy.step AGENT SENSORS 1",
                        "RESTART AGENT")
                .restart(false)
                .at(70_000, STARTED, "agent.started AGENT_RESTART expected")
                .at(70_500, TICK);
        bank.decide(71_000, Scenario.doors("A01", DoorReading.CLOSED));
        bank.at(71_500, TICK, "compartment.service");
        bank.decide(72_000, Scenario.doors("A02", DoorReading.CLOSED));
        bank.at(72_500, TICK, "compartment.service", "remedy.concluded AGENT HEALED");
    }

    @Test
    void neverRebootsForABrokerThatIsDown() {
        Scenario bank = with(RemedySetup.DEFAULT);
        Input down = new Input.LinkRead(false, true);
        Input up = new Input.LinkRead(true, true);
        bank.at(2_000, down).at(2_500, TICK);
        bank.at(1_802_500, BEAT)
                .at(1_802_500, TICK, "remedy.step AGENT LINK 1", "RESTART AGENT")
                .restart(false);
        bank.decide(1_810_000, STARTED);
        bank.at(1_811_000, down);
        List<String> later = new java.util.ArrayList<>();
        for (long at = 1_820_000; at < 80_000_000; at += 20_000) {
            bank.decide(at, BEAT);
            bank.decide(at, TICK).stream()
                    .filter(effect -> !effect.startsWith("agent.probed"))
                    .forEach(later::add);
        }
        assertEquals(List.of("remedy.concluded AGENT NOT_HEALED", "remedy.gave-up LINK"), later);
        bank.at(80_000_000, up).at(80_000_000, BEAT).at(80_000_500, TICK, "remedy.cleared LINK");
        bank.at(80_001_000, down).at(80_001_000, BEAT).at(80_001_500, TICK);
    }

    @Test
    void leavesALinkAloneThatHasNoNetwork() {
        Scenario bank = with(RemedySetup.DEFAULT);
        bank.at(2_000, new Input.LinkRead(false, false)).at(2_500, TICK);
        bank.at(9_000_000, BEAT).at(9_000_000, TICK);
    }

    @Test
    void holdsForAUpsThatFellSilentWhileTheMainsWereGone() {
        Scenario bank = with(RemedySetup.DEFAULT);
        bank.at(2_000, ups("OB", 90)).at(4_000, ups("OB", 90), "power.lost");
        bank.at(6_000, upsLost()).at(8_000, upsLost(), "power.unknown").at(8_500, TICK);
        bank.at(908_500, BEAT).at(908_500, TICK, "remedy.held AGENT: the mains were gone when the UPS fell silent");
    }

    @Test
    void restartsNothingByItselfAfterItLostItsMemory() {
        Scenario bank = with(RemedySetup.DEFAULT);
        bank.restart(false);
        bank.decide(300_000, new Input.Started("1.0", true));
        bank.decide(300_500, upsLost());
        bank.decide(301_000, upsLost());
        bank.at(302_000, BEAT).at(302_000, TICK);
        bank.at(1_203_000, BEAT)
                .at(
                        1_203_000,
                        TICK,
                        "remedy.held AGENT: the memory of earlier restarts was lost; none by itself for a day");
    }
}
