package io.lockward.agent.hardware.hat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.power.PowerJudgement;
import io.lockward.agent.bank.power.PowerRules;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsReading.LostReason;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.bank.power.UpsStatus;
import io.lockward.agent.hardware.kernel.DeviceFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HatUpsTest {
    /// The traffic with the chips of one bus: words by address and register, as the chips mean them.
    private static final class Bus implements FuelGauge.Registers {
        final Map<List<Integer>, Integer> words = new HashMap<>();

        @Override
        public int word(int address, int register) throws IOException {
            Integer word = words.get(List.of(address, register));
            if (word == null) {
                throw new DeviceFault("reading chip", 121);
            }
            return word;
        }
    }

    private static final class Line implements HatUps.MainsLine {
        @Nullable
        Boolean lost = false;

        boolean closed;

        @Override
        public boolean isLost() throws IOException {
            if (lost == null) {
                throw new IOException("gone");
            }
            return lost;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Bus bus = new Bus();
    private final Line line = new Line();

    @Test
    void readsTheCellOfAMax17040() {
        max17040(0xCE2F, 0x5700);
        UpsState state = read(FuelGauge.MAX17040, null);
        assertEquals(4_122, state.batteryMillivolts(), "0xCE2 of 1.25 mV");
        assertEquals(87, state.chargePercent());
        assertNull(state.runtimeSeconds());
    }

    @Test
    void readsTheVoltageOfAnIna219() {
        bus.words.put(List.of(0x42, 2), 2_100 << 3 | 2);
        UpsState state = read(FuelGauge.INA219, null);
        assertEquals(8_400, state.batteryMillivolts());
        assertNull(state.chargePercent());
    }

    @Test
    void dropsWhatAGaugeCannotMean() {
        max17040(0xC800, 0x6500);
        assertNull(read(FuelGauge.MAX17040, null).chargePercent(), "101 %");
        max17040(0x0000, 0x5700);
        assertNull(read(FuelGauge.MAX17040, null).batteryMillivolts(), "no cell has 0 V");
        max17040(0xFFFF, 0xFFFF);
        assertLost(LostReason.PROTOCOL, FuelGauge.MAX17040);
        bus.words.put(List.of(0x42, 2), 0xFFFF);
        assertLost(LostReason.PROTOCOL, FuelGauge.INA219);
        bus.words.put(List.of(0x42, 2), 2_100 << 3 | 1);
        assertLost(LostReason.PROTOCOL, FuelGauge.INA219);
    }

    @Test
    void losesAChipThatDoesNotAnswerAndFindsItAgain() {
        HatUps ups = new HatUps(FuelGauge.MAX17040, bus, line);
        assertEquals(LostReason.CONNECTION, ((UpsReading.Lost) ups.poll()).reason());
        max17040(0xC800, 0x5700);
        assertInstanceOf(UpsReading.Read.class, ups.poll());
    }

    @Test
    void saysWhetherTheMainsIsThereByItsLineAlone() {
        max17040(0xC800, 0x0A00);
        assertInstanceOf(PowerJudgement.OnMains.class, judged(line), "a low battery is no outage");
        line.lost = true;
        assertInstanceOf(PowerJudgement.BatteryLow.class, judged(line), "10 % is under the floor");
        max17040(0xC800, 0x5700);
        assertInstanceOf(PowerJudgement.OnBattery.class, judged(line));
        line.lost = null;
        assertInstanceOf(PowerJudgement.Unknown.class, judged(line), "a line that cannot be read");
        assertInstanceOf(PowerJudgement.Unknown.class, judged(null), "no line at all");
    }

    @Test
    void makesAStateOfEverythingThatRegistersCanHold() throws IOException {
        for (int word = 0; word <= 0xFFFF; word++) {
            max17040(word, word);
            bus.words.put(List.of(0x42, 2), word);
            for (FuelGauge gauge : FuelGauge.values()) {
                FuelGauge.Measured measured = gauge.read(bus);
                // Its guards refuse what is out of range.
                assertNull(new UpsState(
                                UpsStatus.NONE, measured.chargePercent(), null, null, measured.millivolts(), null, null)
                        .runtimeSeconds());
            }
        }
    }

    @Test
    void givesItsLineBack() {
        new HatUps(FuelGauge.INA219, bus, line).close();
        assertTrue(line.closed);
    }

    @Test
    void saysWhatIsWrongWithABusThatIsNone(@TempDir Path folder) {
        for (Path device : List.of(folder.resolve("i2c-1"), Path.of("/dev/null"))) {
            try (HatUps ups = HatUps.on(device, FuelGauge.MAX17040, null)) {
                UpsReading.Lost lost = assertInstanceOf(UpsReading.Lost.class, ups.poll());
                assertEquals(LostReason.CONNECTION, lost.reason());
                assertTrue(lost.detail().contains(device.toString()), lost.detail());
            }
        }
    }

    private void max17040(int cell, int charge) {
        bus.words.put(List.of(0x36, 2), cell);
        bus.words.put(List.of(0x36, 4), charge);
    }

    private UpsState read(FuelGauge gauge, HatUps.@Nullable MainsLine mains) {
        return assertInstanceOf(UpsReading.Read.class, new HatUps(gauge, bus, mains).poll())
                .state();
    }

    private void assertLost(LostReason reason, FuelGauge gauge) {
        UpsReading reading = new HatUps(gauge, bus, line).poll();
        assertEquals(reason, assertInstanceOf(UpsReading.Lost.class, reading).reason());
    }

    private PowerJudgement judged(HatUps.@Nullable MainsLine mains) {
        return PowerRules.judge(new HatUps(FuelGauge.MAX17040, bus, mains).poll(), ShutdownRule.DEFAULT);
    }
}
