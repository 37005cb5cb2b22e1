package io.lockward.agent.hardware.sensor;

import io.lockward.agent.bank.sensing.SensorChannel;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// HX711, a bridge amplifier with a wire protocol of its own: the chip pulls its data line low when a
/// conversion is there; each of 24 clock pulses then shifts one bit out, the highest first, and a 25th asks for
/// gain 128 next time.
///
/// A clock that stays high for more than 60 us puts the chip to sleep, and waking it costs 400 ms of settling. A
/// program on Linux can be interrupted in the middle of a pulse at any time (scheduling, page faults, a garbage
/// collection), so that cannot be prevented, only noticed: each pulse is timed, and with one that may have been
/// too long the reading is thrown away and the chip put to sleep and woken on purpose, so that both agree again
/// on where they are. So it is when the data line is not high after the last pulse, as it must be while the
/// next conversion runs. The sensing rules live well with lost samples. Source: the data sheet, "Serial
/// Interface" and "Reset and Power-Down Mode".
public final class Hx711 implements Sensor {
    private static final int BITS = 24;
    private static final int GAIN = 128;

    /// Of the 60 us the data sheet gives; the clock of this machine is read before and after.
    private static final long LONGEST_PULSE_NANOS = 50_000;

    /// Surely more than those 60 us.
    private static final long SLEEP_NANOS = 100_000;

    /// Output settling time at 10 samples a second.
    private static final long SETTLING_NANOS = 400_000_000;

    private final Pins pins;
    private final LoadCell cell;
    private final LongSupplier nanoTime;
    private boolean knowsWhereItIs;
    private long settledAt;
    private long discarded;

    /// The two wires.
    public interface Pins extends AutoCloseable {
        /// @throws IOException when the line cannot be read
        boolean data() throws IOException;

        /// @throws IOException when the line cannot be driven
        void clock(boolean high) throws IOException;

        @Override
        void close();
    }

    /// @param pins closed with this
    public Hx711(Pins pins, LoadCell cell, LongSupplier nanoTime) {
        this.pins = pins;
        this.cell = cell;
        this.nanoTime = nanoTime;
    }

    @Override
    public SensorChannel channel() {
        return SensorChannel.LOAD_CELL;
    }

    @Override
    public long everyMillis() {
        return 100;
    }

    @Override
    public @Nullable Double read() throws IOException {
        if (!knowsWhereItIs) {
            restart();
            return null;
        }
        if (nanoTime.getAsLong() - settledAt < 0 || pins.data()) {
            return null;
        }
        int bits = 0;
        for (int i = 0; i < BITS; i++) {
            if (!pulse()) {
                return discard();
            }
            bits = bits << 1 | (pins.data() ? 1 : 0);
        }
        if (!pulse() || !pins.data()) {
            return discard();
        }
        return cell.grams(LoadCell.signed(bits), GAIN);
    }

    /// Readings thrown away since the start.
    public long discarded() {
        return discarded;
    }

    @Override
    public void close() {
        pins.close();
    }

    private @Nullable Double discard() throws IOException {
        discarded++;
        knowsWhereItIs = false;
        restart();
        return null;
    }

    /// Puts the chip to sleep and wakes it.
    private void restart() throws IOException {
        long before = nanoTime.getAsLong();
        pins.clock(true);
        while (nanoTime.getAsLong() - before < SLEEP_NANOS) {
            Thread.onSpinWait();
        }
        pins.clock(false);
        settledAt = nanoTime.getAsLong() + SETTLING_NANOS;
        knowsWhereItIs = true;
    }

    /// One clock pulse.
    ///
    /// @return whether the clock was surely high for less than the chip takes for an order to sleep
    private boolean pulse() throws IOException {
        long before = nanoTime.getAsLong();
        pins.clock(true);
        pins.clock(false);
        return nanoTime.getAsLong() - before < LONGEST_PULSE_NANOS;
    }
}
