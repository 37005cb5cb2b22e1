package io.lockward.agent.hardware.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.i2c.MuxedBus;
import io.lockward.agent.hardware.sensor.EmulatedChips.Ads1115Chip;
import io.lockward.agent.hardware.sensor.EmulatedChips.Nau7802Chip;
import io.lockward.agent.hardware.sensor.EmulatedChips.Vl6180xChip;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class I2cSensorsTest {
    /// 80 kg at 1 mV/V: 8,388,608 counts are 3.9 mV/V, so 26,844 are 1 kg.
    private static final LoadCell CELL = new LoadCell(80_000, 1_000);

    private final EmulatedBus bus = new EmulatedBus();

    @Test
    void weighs_with_an_nau7802() throws IOException {
        Nau7802Chip chip = new Nau7802Chip();
        bus.chips.put(0x2A, chip);
        Nau7802 sensor = new Nau7802(bus, CELL);
        chip.counts = 26_844;
        assertEquals(1_000, soon(sensor), 0.1);
        assertNull(sensor.read(), "no new conversion");
        chip.counts = -26_844;
        chip.hasNew = true;
        assertEquals(-1_000, soon(sensor), 0.1);
        assertTrue(bus.traffic.contains("2a:01<27"), "gain 128: " + bus.traffic);
        assertTrue(bus.traffic.contains("2a:02<04"), "10 samples a second, calibrated: " + bus.traffic);
    }

    @Test
    void sets_an_nau7802_up_again_that_lost_its_power() throws IOException {
        Nau7802Chip chip = new Nau7802Chip();
        bus.chips.put(0x2A, chip);
        Nau7802 sensor = new Nau7802(bus, CELL);
        soon(sensor);
        chip.reset();
        chip.hasNew = true;
        assertThrows(IOException.class, sensor::read);
        assertNotNull(soon(sensor));
    }

    @Test
    void tells_when_an_nau7802_is_missing_is_another_chip_or_cannot_calibrate() {
        assertThrows(IOException.class, new Nau7802(bus, CELL)::read);
        bus.chips.put(0x2A, new Ads1115Chip());
        assertThrows(IOException.class, new Nau7802(bus, CELL)::read);
        Nau7802Chip broken = new Nau7802Chip();
        broken.calibrationFails = true;
        bus.chips.put(0x2A, broken);
        Nau7802 sensor = new Nau7802(bus, CELL);
        assertThrows(IOException.class, () -> soon(sensor));
    }

    @Test
    void sees_light_with_an_ads1115() throws IOException {
        Ads1115Chip chip = new Ads1115Chip();
        bus.chips.put(0x48, chip);
        chip.input(2, 6_400);
        Ads1115 sensor = new Ads1115(bus, 0x48, 2);
        assertEquals(200, soon(sensor));
        chip.input(2, 6_416);
        assertEquals(200.5, soon(sensor), "a fraction of a 10-bit count");
        chip.input(2, 0xFFF0);
        assertEquals(-0.5, soon(sensor), "a little below ground");
    }

    @Test
    void shares_an_ads1115_between_four_compartments() throws IOException {
        Ads1115Chip chip = new Ads1115Chip();
        bus.chips.put(0x49, chip);
        Ads1115[] sensors = new Ads1115[4];
        for (int input = 0; input < 4; input++) {
            chip.input(input, 3_200 * (input + 1));
            sensors[input] = new Ads1115(bus, 0x49, input);
        }
        // In turns, as they are polled: one takes the converter away from another, and no reading is ever another's.
        int got = 0;
        for (int round = 0; round < 200; round++) {
            for (int input = round % 4; input < 4; input++) {
                Double value = sensors[input].read();
                if (value != null) {
                    assertEquals(100.0 * (input + 1), value);
                    got++;
                }
            }
        }
        assertTrue(got > 10, got + " readings");
    }

    @Test
    void measures_distance_with_a_vl6180x() throws IOException {
        Vl6180xChip chip = new Vl6180xChip();
        bus.chips.put(0x29, chip);
        Vl6180x sensor = new Vl6180x(bus);
        assertEquals(120, soon(sensor));
        chip.millimetres = 97;
        assertEquals(97, soon(sensor));
        for (Vl6180x.Setting setting : Vl6180x.SETTINGS) {
            assertEquals(setting.value(), chip.given.get(setting.register()));
        }
        chip.reset();
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 5; i++) {
                sensor.read();
            }
        });
        assertEquals(97, soon(sensor), "set up again after a reset");
    }

    @Test
    void gives_no_distance_where_there_is_none() throws IOException {
        Vl6180xChip chip = new Vl6180xChip();
        bus.chips.put(0x29, chip);
        Vl6180x sensor = new Vl6180x(bus);
        soon(sensor);
        chip.error = 6;
        for (int i = 0; i < 20; i++) {
            assertNull(sensor.read());
        }
        chip.error = 0;
        assertEquals(120, soon(sensor));
    }

    @Test
    void finds_chips_with_the_same_address_behind_multiplexers() throws IOException {
        EmulatedBus.Mux mux = new EmulatedBus.Mux();
        bus.chips.put(0x70, mux);
        Vl6180x[] sensors = new Vl6180x[8];
        for (int channel = 0; channel < 8; channel++) {
            Vl6180xChip chip = new Vl6180xChip();
            chip.millimetres = 50 + channel;
            mux.channels.put(channel, new TreeMap<>(Map.of(0x29, chip)));
            sensors[channel] = new Vl6180x(new MuxedBus(bus, 0x70, channel));
        }
        for (int round = 0; round < 3; round++) {
            for (int channel = 0; channel < 8; channel++) {
                assertEquals(50 + channel, soon(sensors[channel]));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new MuxedBus(bus, 0x6F, 0));
        assertThrows(IllegalArgumentException.class, () -> new MuxedBus(bus, 0x70, 8));
    }

    @Test
    void survives_a_chip_that_says_anything() {
        for (int value : List.of(0, 1, 0x7F, 0x80, 0xFF)) {
            for (int address : List.of(0x29, 0x2A, 0x48)) {
                bus.chips.put(address, new EmulatedBus.Chip() {
                    @Override
                    public void written(int... bytes) {}

                    @Override
                    public int read() {
                        return value;
                    }
                });
            }
            for (Sensor sensor : List.of(new Nau7802(bus, CELL), new Vl6180x(bus), new Ads1115(bus, 0x48, 0))) {
                for (int i = 0; i < 20; i++) {
                    try {
                        Double read = sensor.read();
                        assertTrue(read == null || Double.isFinite(read));
                    } catch (IOException e) {
                        assertNotNull(e.getMessage());
                    }
                }
            }
        }
    }

    /// Asks until there is something.
    private static double soon(Sensor sensor) throws IOException {
        for (int i = 0; i < 20; i++) {
            @Nullable Double value = sensor.read();
            if (value != null) {
                return value;
            }
        }
        throw new AssertionError("nothing came");
    }
}
