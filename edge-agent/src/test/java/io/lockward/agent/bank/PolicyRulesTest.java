package io.lockward.agent.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.agent.TestKeys;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.key.KeySet;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {
    private static Input keys(long version) {
        KeySet set = TestKeys.set(version, TestKeys.COMMAND);
        return new Input.KeySetArrived(set, TestKeys.signed(set));
    }

    private static Input desired(long version, String... setting) {
        return new Input.DesiredArrived(
                new Desired(Scenario.BANK, version, setting.length == 0 ? Map.of() : Map.of(setting[0], setting[1])));
    }

    @Test
    void takesKeySetsOfRisingVersionsOnlyAndAcrossRestarts() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, keys(2), "keys.applied 2", "TRUST 2")
                .at(2_100, keys(1), "keys.applied 1 not")
                .at(2_200, keys(2), "keys.applied 2 not")
                .at(2_300, keys(1))
                .restart(true);
        bank.decide(1_000, new Input.Started("1.0", false));
        bank.at(1_100, keys(2), "keys.applied 2 not").at(1_200, keys(3), "keys.applied 3", "TRUST 3");
    }

    @Test
    void appliesAConfigurationAndKeepsItAcrossRestarts() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, desired(5, "door.ajar-seconds", "7"), "config.applied 5")
                .at(2_100, desired(4, "door.ajar-seconds", "9"), "config.applied 5 not")
                .restart(false);
        bank.decide(3_000, new Input.Started("1.0", false));
        Turn turn = new Turn(bank.state, bank.now(4_000));
        assertEquals(Duration.ofSeconds(7), turn.timing.ajar());
        bank.at(5_000, desired(6), "config.applied 6");
        assertEquals(Timing.DEFAULT.ajar(), new Turn(bank.state, bank.now(6_000)).timing.ajar());
    }

    @Test
    void refusesWhatMustNotBeSetFromAfarOrIsOutOfRange() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, desired(5, "command.unlocks-per-minute", "500"), "config.applied 5 not")
                .at(2_000, desired(6, "door.ajar-seconds", "0"), "config.applied 6 not")
                .at(2_000, desired(7, "door.ajar-seconds", "soon"), "config.applied 7 not");
        assertEquals(Timing.DEFAULT, new Turn(bank.state, bank.now(3_000)).timing);
    }

    @Test
    void takesACompartmentOutOfServiceAndBackWithoutOpeningIt() {
        CompartmentId a01 = new CompartmentId("A01");
        Scenario bank = Scenario.running("A01");
        bank.at(
                2_000,
                bank.command(1, 60_000, new Command.OutOfService(a01)),
                "command.received 1",
                "command.acted 1",
                "compartment.service",
                "command.concluded 1 VERIFIED");
        assertEquals(Set.of(a01), bank.state.memory().policy().outOfService());
        bank.at(
                3_000,
                bank.command(2, 60_000, new Command.InService(a01)),
                "command.received 2",
                "command.acted 2",
                "compartment.service",
                "command.concluded 2 VERIFIED");
        assertEquals(Set.of(), bank.state.memory().policy().outOfService());
        bank.at(
                4_000,
                bank.command(3, 60_000, new Command.OutOfService(new CompartmentId("Z09"))),
                "command.refused 3 NO_SUCH_TARGET");
    }
}
