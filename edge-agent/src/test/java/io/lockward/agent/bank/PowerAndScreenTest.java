package io.lockward.agent.bank;

import static io.lockward.agent.bank.Scenario.ups;
import static io.lockward.agent.bank.Scenario.upsLost;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.protocol.CompartmentId;
import org.junit.jupiter.api.Test;

class PowerAndScreenTest {
    @Test
    void tellsEachChangeOfPowerOnce() {
        Scenario.running("A01")
                .at(2_000, ups("OB DISCHRG", 90))
                .at(4_000, ups("OB DISCHRG", 89), "power.lost")
                .at(6_000, ups("OB DISCHRG", 88))
                .at(8_000, ups("OL CHRG", 88))
                .at(10_000, ups("OL CHRG", 88), "power.restored 6000")
                .at(12_000, ups("OL CHRG", 89));
    }

    @Test
    void neverTakesNotKnowingForAnOutage() {
        Scenario.running("A01")
                .at(2_000, upsLost())
                .at(4_000, upsLost(), "power.unknown")
                .at(6_000, upsLost())
                .at(8_000, ups("OL OB LB", 5))
                .at(10_000, ups("OL OB LB", 5))
                .at(12_000, ups("OL", 90))
                .at(14_000, ups("OL", 90), "power.restored null");
    }

    @Test
    void saysNothingOfABankWithoutUps() {
        Input notFitted = new Input.PowerRead(new UpsReading.Lost(UpsReading.LostReason.NOT_FITTED, "none"));
        Scenario.of("A01")
                .at(1_000, new Input.Started("1.0", false), "agent.started POWER_ON unexpected")
                .at(2_000, notFitted)
                .at(4_000, notFitted);
    }

    @Test
    void keepsTheOutageAcrossNotKnowing() {
        Scenario.running("A01")
                .at(2_000, ups("OB", 90))
                .at(4_000, ups("OB", 90), "power.lost")
                .at(6_000, upsLost())
                .at(8_000, upsLost(), "power.unknown")
                .at(10_000, ups("OL", 80))
                .at(12_000, ups("OL", 80), "power.restored 8000");
    }

    @Test
    void callsASilentScreenFrozenOnceAndThenRecovered() {
        Scenario.running("A01")
                .at(10_000, new Input.KioskBeat())
                .at(55_000, new Input.Tick())
                .at(55_001, new Input.Tick(), "kiosk.frozen 45001")
                .at(60_000, new Input.Tick())
                .at(65_001, new Input.KioskBeat(), "kiosk.recovered 10000")
                .at(65_002, new Input.KioskBeat());
    }

    @Test
    void remembersAFrozenScreenAcrossARestart() {
        Scenario.running("A01")
                .at(50_000, new Input.Tick(), "kiosk.frozen 49000")
                .restart(false)
                .at(51_000, new Input.Started("1.0", false), "agent.started AGENT_RESTART unexpected")
                .at(
                        160_000,
                        new Input.Tick(),
                        "agent.probed the screen is not well, a door switch is not heard of, the UPS is not heard of, the"
                                + " link is not heard of, the disk is not heard of")
                .at(160_500, new Input.KioskBeat(), "kiosk.recovered 110500");
    }

    @Test
    void raisesANearlyFullDiskWithHysteresis() {
        Scenario.running("A01")
                .at(2_000, new Input.DiskRead(10))
                .at(3_000, new Input.DiskRead(9), "condition.raised DISK_NEARLY_FULL disk")
                .at(4_000, new Input.DiskRead(8))
                .at(5_000, new Input.DiskRead(11))
                .at(6_000, new Input.DiskRead(12), "condition.cleared DISK_NEARLY_FULL disk")
                .at(7_000, new Input.DiskRead(50));
    }

    @Test
    void tellsOccupancyWhenItChanges() {
        CompartmentId a01 = new CompartmentId("A01");
        Scenario.running("A01")
                .at(2_000, new Input.OccupancyRead(a01, false, 0.1, 0.5, 0.9), "occupancy.changed A01 false")
                .at(3_000, new Input.OccupancyRead(a01, false, 0.2, 0.5, 0.9))
                .at(4_000, new Input.OccupancyRead(a01, true, 0.8, 0.5, 0.9), "occupancy.changed A01 true")
                .at(5_000, new Input.OccupancyRead(new CompartmentId("Z99"), true, 0.8, 0.5, 0.9));
    }
}
