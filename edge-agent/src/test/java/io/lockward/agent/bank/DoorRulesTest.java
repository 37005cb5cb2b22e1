package io.lockward.agent.bank;

import static io.lockward.agent.bank.Scenario.door;
import static io.lockward.agent.bank.Scenario.doors;
import static io.lockward.agent.bank.Scenario.pulsed;

import io.lockward.protocol.CompartmentId;
import org.junit.jupiter.api.Test;

class DoorRulesTest {
    private static final String[] PULSED = {
        "command.received 1", "command.acted 1", "lock.pulsed A01", "PULSE A01 for 1"
    };

    @Test
    void tellsEachDoorOnceWhenFirstSeen() {
        Scenario.of("A01", "A02")
                .at(500, door("A01", true))
                .at(1_000, new Input.Started("1.0", false), "agent.started POWER_ON unexpected")
                .at(1_000, doors("A01", DoorReading.CLOSED), "door.closed A01 null")
                .at(1_000, doors("A02", DoorReading.OPEN), "door.opened A02")
                .at(2_000, doors("A01", DoorReading.CLOSED))
                .at(2_000, doors("A02", DoorReading.OPEN))
                .at(2_000, doors("B01", DoorReading.OPEN))
                .at(2_000, door("B01", true));
    }

    @Test
    void verifiesAnUnlockByItsDoor() {
        Scenario bank = Scenario.running("A01", "A02");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(2_600, pulsed("A01", 1))
                .at(3_000, new Input.Tick())
                .at(3_100, door("A01", true), "door.opened A01 by 1", "command.concluded 1 VERIFIED")
                .at(3_200, door("A01", true))
                .at(9_100, door("A01", false), "door.closed A01 6000")
                .at(20_000, new Input.Tick());
    }

    @Test
    void callsADoorJammedThatStaysShutAfterItsPulse() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(2_500, pulsed("A01", 1))
                .at(7_499, new Input.Tick())
                .at(7_500, new Input.Tick(), "door.jammed A01", "command.concluded 1 FAILED")
                .at(9_000, new Input.Tick());
    }

    @Test
    void putsALateOpeningDownToItsUnlockAndALaterOneToNobody() {
        Scenario late = Scenario.running("A01");
        late.at(2_000, late.unlock(1, "A01", 30_000), PULSED)
                .at(2_500, pulsed("A01", 1))
                .at(8_000, new Input.Tick(), "door.jammed A01", "command.concluded 1 FAILED")
                .at(30_000, door("A01", true), "door.opened A01 by 1");
        Scenario tooLate = Scenario.running("A01");
        tooLate.at(2_000, tooLate.unlock(1, "A01", 30_000), PULSED)
                .at(2_500, pulsed("A01", 1))
                .at(8_000, new Input.Tick(), "door.jammed A01", "command.concluded 1 FAILED")
                .at(62_501, door("A01", true), "door.opened A01", "condition.raised FORCED_ENTRY A01");
    }

    @Test
    void failsAnUnlockWhoseLockWasNotDriven() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(
                        2_100,
                        new Input.LockPulseEnded(new CompartmentId("A01"), Scenario.cause(1), "BUSY"),
                        "command.concluded 1 FAILED")
                .at(2_200, new Input.LockPulseEnded(new CompartmentId("A01"), Scenario.cause(1), "BUSY"))
                .at(9_000, new Input.Tick());
    }

    @Test
    void doesNotVerifyAnUnlockWhoseLockNeverAnswers() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(16_999, new Input.Tick())
                .at(17_000, new Input.Tick(), "command.concluded 1 UNVERIFIED");
    }

    @Test
    void doesNotCallADoorJammedWhoseOrderMayNotHaveArrived() {
        Input unconfirmed = new Input.LockPulseUnconfirmed(new CompartmentId("A01"), Scenario.cause(1));
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(3_000, unconfirmed)
                .at(7_999, new Input.Tick())
                .at(8_000, new Input.Tick(), "command.concluded 1 UNVERIFIED")
                .at(8_100, unconfirmed);
        Scenario opens = Scenario.running("A01");
        opens.at(2_000, opens.unlock(1, "A01", 30_000), PULSED)
                .at(3_000, unconfirmed)
                .at(4_000, door("A01", true), "door.opened A01 by 1", "command.concluded 1 VERIFIED");
    }

    @Test
    void doesNotVerifyAnUnlockByADoorThatWasOpenBefore() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, door("A01", true), "door.opened A01", "condition.raised FORCED_ENTRY A01")
                .at(3_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(3_500, pulsed("A01", 1))
                .at(8_500, new Input.Tick(), "command.concluded 1 UNVERIFIED");
    }

    @Test
    void raisesForcedEntryUntilTheDoorIsClosed() {
        Scenario.running("A01", "A02")
                .at(2_000, door("A01", true), "door.opened A01", "condition.raised FORCED_ENTRY A01")
                .at(3_000, door("A02", true), "door.opened A02", "condition.raised FORCED_ENTRY A02")
                .at(5_000, door("A01", false), "door.closed A01 3000", "condition.cleared FORCED_ENTRY A01")
                .at(6_001, door("A01", true), "door.opened A01", "condition.raised FORCED_ENTRY A01");
    }

    @Test
    void raisesAjarUntilTheDoorIsClosed() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(2_100, pulsed("A01", 1))
                .at(3_000, door("A01", true), "door.opened A01 by 1", "command.concluded 1 VERIFIED")
                .at(40_000, new Input.KioskBeat())
                .at(80_000, new Input.KioskBeat())
                .at(122_999, new Input.Tick())
                .at(123_000, new Input.Tick(), "condition.raised DOOR_AJAR A01")
                .at(124_000, new Input.Tick())
                .at(124_500, door("A01", false), "door.closed A01 121500", "condition.cleared DOOR_AJAR A01");
    }

    @Test
    void believesAReadingWithoutAnEdgeOnlyTwice() {
        Scenario.running("A01")
                .at(2_000, doors("A01", DoorReading.OPEN))
                .at(3_000, doors("A01", DoorReading.CLOSED))
                .at(4_000, doors("A01", DoorReading.OPEN))
                .at(5_000, doors("A01", DoorReading.OPEN), "door.opened A01", "condition.raised FORCED_ENTRY A01");
    }

    @Test
    void callsASwitchFaultyAfterThreeReadingsOfNothing() {
        Scenario bank = Scenario.running("A01");
        bank.at(2_000, doors("A01", DoorReading.UNKNOWN))
                .at(3_000, doors("A01", DoorReading.UNKNOWN))
                .at(4_000, doors("A01", DoorReading.UNKNOWN), "condition.raised SENSOR_FAULT A01")
                .at(5_000, doors("A01", DoorReading.UNKNOWN))
                .at(6_000, bank.unlock(1, "A01", 30_000), PULSED)
                .at(6_500, pulsed("A01", 1))
                .at(11_500, new Input.Tick(), "command.concluded 1 UNVERIFIED")
                .at(12_000, doors("A01", DoorReading.CLOSED), "condition.cleared SENSOR_FAULT A01");
    }
}
