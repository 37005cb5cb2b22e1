package io.lockward.agent.hardware.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class Hx711Test {
    private static final LoadCell CELL = new LoadCell(80_000, 1_000);
    private static final double GRAMS_PER_COUNT = 80_000 / 1e-3 * 0.5 / 128 / (1 << 23);

    private final Chip chip = new Chip();
    private final Hx711 sensor = new Hx711(chip, CELL, chip::nanoTime);

    /// The chip at its two pins, in time that each call lets pass.
    private static final class Chip implements Hx711.Pins {
        private static final long ASLEEP_AFTER = 60_000;
        private static final long SETTLES_IN = 400_000_000;

        long nanos = 1_000_000_000;
        int counts = 1_000;
        int gainPulses;
        long callTakes = 1_500;
        /// The clock is held high for so long at the next pulse of this number, from 1; 0: never.
        int interruptAt;

        long interruption;
        boolean wireCut;
        boolean closed;
        int slept;
        private boolean clock;
        private long highSince;
        private int pulses;
        private long readyAt;

        long nanoTime() {
            nanos += 100;
            return nanos;
        }

        @Override
        public boolean data() {
            nanos += callTakes;
            if (wireCut) {
                return true;
            }
            if (nanos < readyAt) {
                return true;
            }
            if (pulses == 0) {
                return false;
            }
            return pulses > 24 || (counts >> (24 - pulses) & 1) == 1;
        }

        @Override
        public void clock(boolean high) {
            nanos += callTakes;
            if (high == clock) {
                return;
            }
            clock = high;
            if (high) {
                highSince = nanos;
                // Without a conversion there is nothing to shift out.
                pulses += nanos < readyAt ? 0 : 1;
                if (pulses == interruptAt) {
                    nanos += interruption;
                    interruptAt = 0;
                }
                return;
            }
            if (nanos - highSince > ASLEEP_AFTER) {
                slept++;
                pulses = 0;
                readyAt = nanos + SETTLES_IN;
            } else if (pulses >= 25) {
                gainPulses = pulses;
                pulses = 0;
                readyAt = nanos + 100_000_000;
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void reads_a_conversion_bit_by_bit() throws IOException {
        settle();
        for (int counts : new int[] {0, 1, -1, 1_000, -1_000, 0x7F_FFFF, -0x80_0000, 0x5A_5A5A}) {
            chip.counts = counts & 0xFF_FFFF;
            chip.nanos += 100_000_000;
            assertEquals(counts * GRAMS_PER_COUNT, notNull(sensor.read()), 1e-6);
        }
        assertEquals(25, chip.gainPulses, "gain 128");
        assertEquals(1, chip.slept, "once, on purpose, at the start");
    }

    @Test
    void waits_for_a_conversion_without_touching_the_clock() throws IOException {
        settle();
        assertNull(sensor.read());
        assertNull(sensor.read());
        chip.nanos += 100_000_000;
        assertNotNull(sensor.read());
    }

    @Test
    void throws_a_reading_away_in_which_the_chip_may_have_fallen_asleep_and_all_while_it_settles() throws IOException {
        settle();
        for (int pulse = 1; pulse <= 25; pulse++) {
            chip.nanos += 100_000_000;
            chip.interruptAt = pulse;
            chip.interruption = 70_000;
            long discarded = sensor.discarded();
            assertNull(sensor.read(), "interrupted in pulse " + pulse);
            assertEquals(discarded + 1, sensor.discarded());
            long since = chip.nanos;
            Double next = null;
            while (next == null) {
                chip.nanos += 10_000_000;
                next = sensor.read();
            }
            assertEquals(1_000 * GRAMS_PER_COUNT, next, 1e-6);
            assertTrue(chip.nanos - since >= 400_000_000, "it settles");
        }
        assertEquals(1 + 2 * 25, chip.slept, "by accident, and each time again on purpose");
    }

    @Test
    void never_believes_a_wrong_value_however_it_is_interrupted() throws IOException {
        java.util.SplittableRandom random = new java.util.SplittableRandom(20_261_130);
        settle();
        int read = 0;
        for (int i = 0; i < 2_000; i++) {
            chip.nanos += 450_000_000;
            chip.counts = 0x2A_AAAA;
            chip.interruptAt = random.nextInt(4) == 0 ? 1 + random.nextInt(25) : 0;
            chip.interruption = random.nextLong(120_000);
            Double value = sensor.read();
            if (value != null) {
                assertEquals(0x2A_AAAA * GRAMS_PER_COUNT, value, 1e-3);
                read++;
            }
        }
        assertTrue(read > 500, read + " readings");
    }

    @Test
    void says_nothing_when_its_data_wire_is_cut_or_shorted() throws IOException {
        settle();
        chip.wireCut = true;
        chip.nanos += 100_000_000;
        assertNull(sensor.read());
        Hx711 shorted = new Hx711(
                new Hx711.Pins() {
                    @Override
                    public boolean data() {
                        return false;
                    }

                    @Override
                    public void clock(boolean high) {}

                    @Override
                    public void close() {}
                },
                CELL,
                chip::nanoTime);
        chip.nanos += 1_000_000_000;
        for (int i = 0; i < 10; i++) {
            chip.nanos += 500_000_000;
            assertNull(shorted.read(), "the line must be high while the next conversion runs");
        }
    }

    @Test
    void gives_its_lines_back() {
        sensor.close();
        assertTrue(chip.closed);
    }

    private void settle() throws IOException {
        assertNull(sensor.read(), "nobody knows what happened to the clock before");
        chip.nanos += 500_000_000;
        assertNotNull(sensor.read());
    }

    private static double notNull(@org.jspecify.annotations.Nullable Double value) {
        if (value == null) {
            throw new AssertionError("nothing was read");
        }
        return value;
    }
}
