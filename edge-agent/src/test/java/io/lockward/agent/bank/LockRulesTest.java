package io.lockward.agent.bank;

import static io.lockward.agent.bank.Scenario.door;
import static io.lockward.agent.bank.Scenario.doors;
import static io.lockward.agent.bank.Scenario.pulsed;

import io.lockward.protocol.CompartmentId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockRulesTest {
    private static final String[] PULSED = {
        "command.received 1", "command.acted 1", "lock.pulsed A01", "PULSE A01 for 1"
    };

    private static Input bolt(boolean home) {
        return new Input.BoltsRead(Map.of(new CompartmentId("A01"), home));
    }

    /// Unlocked and opened at 3 s, to be closed from then on.
    private static Scenario opened() {
        Scenario bank = Scenario.running("A01");
        return bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(2_500, pulsed("A01", 1))
                .at(3_000, door("A01", true), "door.opened A01 by 1", "command.concluded 1 VERIFIED");
    }

    @Test
    void callsADoorThatSpringsOpenAtOnceUnlockedAndNotForced() {
        opened().at(9_000, door("A01", false), "door.closed A01 6000")
                .at(10_000, door("A01", true), "door.opened A01", "condition.raised LOCK_NOT_ENGAGED A01")
                .at(12_000, door("A01", false), "door.closed A01 2000")
                .at(16_999, new Input.Tick())
                .at(17_000, new Input.Tick(), "condition.cleared LOCK_NOT_ENGAGED A01");
    }

    @Test
    void callsADoorForcedThatOpensOnceItHeld() {
        opened().at(9_000, door("A01", false), "door.closed A01 6000")
                .at(10_001, door("A01", true), "door.opened A01", "condition.raised FORCED_ENTRY A01");
    }

    @Test
    void callsADoorForcedThatOpensWhileItsLockIsKnownNotToHold() {
        opened().at(9_000, door("A01", false), "door.closed A01 6000")
                .at(9_500, door("A01", true), "door.opened A01", "condition.raised LOCK_NOT_ENGAGED A01")
                .at(11_000, door("A01", false), "door.closed A01 1500")
                .at(14_000, door("A01", true), "door.opened A01", "condition.raised FORCED_ENTRY A01");
    }

    @Test
    void missesABoltThatStaysOutOfAClosedDoorUntilItIsHome() {
        opened().at(3_500, bolt(false))
                .at(9_000, door("A01", false), "door.closed A01 6000")
                .at(9_100, bolt(false))
                .at(12_099, bolt(false))
                .at(12_100, bolt(false), "condition.raised LOCK_NOT_ENGAGED A01")
                .at(13_100, bolt(false))
                .at(20_000, new Input.Tick())
                .at(21_000, bolt(true))
                .at(21_100, new Input.Tick(), "condition.cleared LOCK_NOT_ENGAGED A01");
    }

    @Test
    void letsABoltGoHomeInItsTimeAndBeDrawnByAPulse() {
        Scenario bank = opened();
        bank.at(9_000, door("A01", false), "door.closed A01 6000")
                .at(9_100, bolt(false))
                .at(11_000, bolt(true))
                .at(
                        20_000,
                        bank.unlock(2, "A01", 40_000),
                        "command.received 2",
                        "command.acted 2",
                        "lock.pulsed A01",
                        "PULSE A01 for 2")
                .at(20_500, pulsed("A01", 2))
                .at(20_600, bolt(false))
                .at(24_600, bolt(false))
                .at(25_500, new Input.Tick(), "door.jammed A01", "command.concluded 2 FAILED")
                .at(26_000, bolt(false))
                .at(29_000, bolt(false), "condition.raised LOCK_NOT_ENGAGED A01");
    }

    @Test
    void goesOnAcrossARestart() {
        Scenario bank = opened();
        bank.withoutProbes = true;
        bank.at(9_000, door("A01", false), "door.closed A01 6000")
                .at(9_500, door("A01", true), "door.opened A01", "condition.raised LOCK_NOT_ENGAGED A01")
                .restart(false);
        bank.decide(10_000, new Input.Started("1.0", false));
        bank.at(11_000, doors("A01", DoorReading.CLOSED))
                .at(12_000, doors("A01", DoorReading.CLOSED), "door.closed A01 2500")
                .at(17_000, new Input.Tick(), "condition.cleared LOCK_NOT_ENGAGED A01");
    }

    @Test
    void tellsOfSomebodyAtTheCabinetOnceTwoReadingsAgree() {
        Scenario.running("A01")
                .at(2_000, new Input.CabinetRead(true))
                .at(2_250, new Input.CabinetRead(false))
                .at(2_500, new Input.CabinetRead(true))
                .at(2_750, new Input.CabinetRead(true), "condition.raised TAMPER cabinet")
                .at(3_000, new Input.CabinetRead(true))
                .at(3_250, new Input.CabinetRead(null))
                .at(3_500, new Input.CabinetRead(null))
                .at(3_750, new Input.CabinetRead(null), "condition.raised SENSOR_FAULT cabinet")
                .at(4_000, new Input.CabinetRead(false), "condition.cleared SENSOR_FAULT cabinet")
                .at(4_250, new Input.CabinetRead(false), "condition.cleared TAMPER cabinet");
    }
}
