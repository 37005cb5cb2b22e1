package io.lockward.agent.bank;

import static io.lockward.agent.bank.Scenario.door;
import static io.lockward.agent.bank.Scenario.doors;
import static io.lockward.agent.bank.Scenario.pulsed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.ParcelEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServiceRulesTest {
    private static final CompartmentId A01 = new CompartmentId("A01");

    /// A started bank without a screen that heals nothing, so that only its compartments speak.
    private static Scenario running(ServiceSetup service) {
        BankSetup plain = Scenario.of("A01", "A02").state.setup();
        RemedySetup none = new RemedySetup(false, 0, 0, RemedySetup.NO_POWER_CYCLE);
        Scenario bank =
                Scenario.of(new BankSetup(plain.bank(), plain.compartments(), plain.shutdown(), false, Timing.DEFAULT)
                        .withRemedy(none)
                        .withService(service));
        bank.decide(1_000, new Input.Started("1.0", false));
        bank.settle(1_000);
        bank.healthy(1_000);
        return bank;
    }

    /// One unlock at `up` whose door stays shut; over 6 s later.
    private static void jam(Scenario bank, int number, long up, String... more) {
        bank.decide(up, bank.unlock(number, "A01", up + 20_000));
        bank.decide(up + 500, pulsed("A01", number));
        String[] expected = new String[more.length + 2];
        expected[0] = "door.jammed A01";
        System.arraycopy(more, 0, expected, 1, more.length);
        expected[more.length + 1] = "command.concluded " + number + " FAILED";
        bank.at(up + 5_500, new Input.Tick(), expected);
    }

    private static Policy policy(Scenario bank) {
        return bank.state.memory().policy();
    }

    private static void service(Scenario bank, int number, long up, boolean in) {
        Command command = in ? new Command.InService(A01) : new Command.OutOfService(A01);
        bank.at(
                up,
                bank.command(number, up + 60_000, command),
                "command.received " + number,
                "command.acted " + number,
                "compartment.service",
                "command.concluded " + number + " VERIFIED");
    }

    @Test
    void takesACompartmentOutAfterThreeJamsInARowAndLeavesItOut() {
        Scenario bank = running(ServiceSetup.DEFAULT);
        jam(bank, 1, 2_000);
        jam(bank, 2, 62_500);
        jam(bank, 3, 123_000, "compartment.service");
        assertEquals(Set.of(A01), policy(bank).outOfService());
        assertEquals(ConfigEntry.Cause.JAMMED, policy(bank).lock(A01).cause());
        assertEquals(
                "3 times in a row the door stayed shut after its pulse",
                policy(bank).whyOutOfService(A01));
        jam(bank, 4, 184_000);
        bank.decide(245_000, bank.unlock(5, "A01", 265_000));
        bank.at(246_000, door("A01", true), "door.opened A01 by 5", "command.concluded 5 VERIFIED")
                .at(250_000, door("A01", false), "door.closed A01 4000");
        assertEquals(Set.of(A01), policy(bank).outOfService(), "a person must look at it");
        service(bank, 6, 260_000, true);
        assertNull(policy(bank).whyOutOfService(A01));
        jam(bank, 7, 320_000);
        assertEquals(Set.of(), policy(bank).outOfService(), "and it is counted anew");
    }

    @Test
    void countsOnlyJamsInARowAndAcrossRestarts() {
        Scenario bank = running(ServiceSetup.DEFAULT);
        bank.withoutProbes = true;
        jam(bank, 1, 2_000);
        jam(bank, 2, 62_500);
        bank.decide(123_000, bank.unlock(3, "A01", 143_000));
        bank.at(124_000, door("A01", true), "door.opened A01 by 3", "command.concluded 3 VERIFIED")
                .at(125_000, door("A01", false), "door.closed A01 1000");
        jam(bank, 4, 184_000);
        jam(bank, 5, 245_000);
        bank.restart(false);
        bank.decide(252_000, new Input.Started("1.0", false));
        jam(bank, 6, 306_000, "compartment.service");
    }

    @Test
    void doesNotCountAnOrderThatMayNotHaveArrived() {
        Scenario bank = running(ServiceSetup.DEFAULT);
        for (int number = 1; number <= 4; number++) {
            long up = 2_000 + number * 61_000L;
            bank.decide(up, bank.unlock(number, "A01", up + 20_000));
            bank.decide(up + 500, new Input.LockPulseUnconfirmed(A01, new PulseCause.Command(Scenario.id(number))));
            bank.at(up + 5_500, new Input.Tick(), "command.concluded " + number + " UNVERIFIED");
        }
        assertEquals(Set.of(), policy(bank).outOfService());
    }

    /// One use whose door springs open once before it holds.
    private static void bounce(Scenario bank, int number, long up, String... more) {
        bank.decide(up, bank.unlock(number, "A01", up + 20_000));
        bank.decide(up + 500, pulsed("A01", number));
        bank.decide(up + 1_000, door("A01", true));
        bank.decide(up + 5_000, door("A01", false));
        String[] expected = new String[more.length + 2];
        expected[0] = "door.opened A01";
        expected[1] = "condition.raised LOCK_NOT_ENGAGED A01";
        System.arraycopy(more, 0, expected, 2, more.length);
        bank.at(up + 5_500, door("A01", true), expected)
                .at(up + 6_000, door("A01", false), "door.closed A01 500")
                .at(up + 11_000, new Input.Tick(), "condition.cleared LOCK_NOT_ENGAGED A01");
    }

    @Test
    void takesACompartmentOutWhoseLockDidNotHoldInThreeUsesInARow() {
        Scenario bank = running(ServiceSetup.DEFAULT);
        bounce(bank, 1, 2_000);
        bounce(bank, 2, 62_500);
        bank.decide(123_000, bank.unlock(3, "A01", 143_000));
        bank.decide(124_000, door("A01", true));
        bank.decide(125_000, door("A01", false));
        bounce(bank, 4, 184_000);
        bounce(bank, 5, 245_000);
        assertEquals(Set.of(), policy(bank).outOfService(), "one of them was good");
        bounce(bank, 6, 306_000, "compartment.service");
        assertEquals(ConfigEntry.Cause.LOCK_NOT_ENGAGED, policy(bank).lock(A01).cause());
    }

    @Test
    void takesACompartmentOutWhoseBoltStaysOut() {
        Input out = new Input.BoltsRead(Map.of(A01, false));
        Scenario bank = running(ServiceSetup.DEFAULT);
        bank.at(2_000, out)
                .at(5_000, out, "condition.raised LOCK_NOT_ENGAGED A01")
                .at(6_000, new Input.Tick())
                .at(65_999, new Input.Tick())
                .at(66_000, new Input.Tick(), "compartment.service");
        assertEquals("its lock does not hold the closed door", policy(bank).whyOutOfService(A01));
    }

    @Test
    void takesACompartmentOutWhoseSwitchIsDeadAndPutsItBackItself() {
        Scenario bank = running(ServiceSetup.DEFAULT);
        bank.decide(2_000, doors("A01", DoorReading.UNKNOWN));
        bank.decide(3_000, doors("A01", DoorReading.UNKNOWN));
        bank.at(4_000, doors("A01", DoorReading.UNKNOWN), "condition.raised SENSOR_FAULT A01")
                .at(5_000, new Input.Tick())
                .at(64_999, new Input.Tick())
                .at(65_000, new Input.Tick(), "compartment.service");
        assertEquals(ConfigEntry.Cause.SENSOR_DEAD, policy(bank).lock(A01).cause());
        bank.at(70_000, doors("A01", DoorReading.CLOSED), "condition.cleared SENSOR_FAULT A01")
                .at(70_500, new Input.Tick(), "compartment.service");
        assertEquals(Set.of(), policy(bank).outOfService());
    }

    @Test
    void leavesAloneWhatAPersonTookOutAndJudgesAfreshWhatAPersonPutBack() {
        Scenario bank = running(ServiceSetup.DEFAULT);
        service(bank, 1, 1_500, false);
        for (int i = 0; i < 3; i++) {
            bank.decide(2_000 + i * 1_000L, doors("A01", DoorReading.UNKNOWN));
        }
        bank.at(5_000, new Input.Tick()).at(80_000, new Input.Tick());
        service(bank, 2, 90_000, true);
        bank.at(90_500, new Input.Tick()).at(150_499, new Input.Tick());
        bank.at(150_500, new Input.Tick(), "compartment.service");
        service(bank, 3, 160_000, false);
        bank.at(170_000, doors("A01", DoorReading.CLOSED), "condition.cleared SENSOR_FAULT A01")
                .at(170_500, new Input.Tick());
        assertEquals("resident waits", policy(bank).whyOutOfService(A01));
    }

    @Test
    void flagsTheParcelsInACompartmentThatGoesOut() {
        ParcelId parcel = new ParcelId(UUID.fromString("01946c4e-7b00-7000-8000-0000000000b1"));
        Scenario earlier = running(ServiceSetup.DEFAULT);
        BankMemory memory = earlier.state
                .memory()
                .then(
                        earlier.now(1_500).stamp(),
                        new ParcelEntry.DepositStarted("d-1", A01, parcel, "c-1", "r-1", null))
                .then(
                        earlier.now(1_600).stamp(),
                        new ParcelEntry.DepositConcluded("d-1", A01, "verified", parcel, null));
        BankState state = BankState.of(earlier.state.setup(), memory);
        state = Bank.decide(state, new Input.Started("1.0", false), earlier.now(2_000))
                .next();
        Step step = Bank.decide(state, earlier.command(1, 60_000, new Command.OutOfService(A01)), earlier.now(3_000));
        List<ParcelEntry.Flagged> flags = step.effects().stream()
                .map(effect -> effect instanceof Effect.Append(ParcelEntry.Flagged flagged) ? flagged : null)
                .filter(Objects::nonNull)
                .toList();
        assertEquals(
                List.of(new ParcelEntry.Flagged(parcel, A01, "its compartment is out of service: resident waits")),
                flags);
    }

    @Test
    void takesNothingOutWhereItMayNot() {
        Scenario bank = running(new ServiceSetup(0, Duration.ofMinutes(1)));
        for (int number = 1; number <= 4; number++) {
            jam(bank, number, 2_000 + number * 61_000L);
        }
        assertEquals(Set.of(), policy(bank).outOfService());
    }
}
