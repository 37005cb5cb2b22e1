package io.lockward.agent.hardware.pi4j;

import com.pi4j.context.Context;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.LockWiring;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A board that locks and doors share: one Pi4J context and the providers to use.
///
/// @param context shut down once what [#open] gave is closed, or when it gives nothing
/// @param outputs id of the output provider
/// @param inputs  id of the input provider
public record Pi4jBoard(Context context, String outputs, String inputs) {
    /// The locks and doors of one bank. Both must be closed.
    public record Lines(Locks locks, Doors doors) {}

    /// The kernel's GPIO chip, by Pi4J's own native library (armhf and aarch64 only).
    ///
    /// @throws IOException when the library or the chip is not there
    public static Pi4jBoard gpiod() throws IOException {
        try {
            return new Pi4jBoard(Pi4jContext.gpiod(), "gpiod-digital-output", "gpiod-digital-input");
        } catch (RuntimeException | LinkageError e) {
            throw new IOException("Pi4J finds no GPIO chip that it can drive here: " + e, e);
        }
    }

    /// Takes the lines over, locks first, and leaves nothing open when one cannot be had.
    ///
    /// @throws IOException when a line cannot be had or driven inactive
    public Lines open(
            List<LockWiring> lockWiring,
            List<DoorWiring> doorWiring,
            LockLimits limits,
            Duration window,
            LongSupplier nanoTime)
            throws IOException {
        boolean complete = false;
        AtomicInteger users = new AtomicInteger(2);
        @Nullable Locks locks = null;
        try {
            locks = Pi4jLocks.open(context, outputs, lockWiring, limits, nanoTime);
            Doors doors = Pi4jDoors.open(context, inputs, doorWiring, window, nanoTime);
            complete = true;
            return new Lines(
                    new SharedLocks(locks, new Share(context, users)),
                    new SharedDoors(doors, new Share(context, users)));
        } catch (IllegalStateException | LinkageError e) {
            throw new IOException("Pi4J cannot drive the GPIO chip here: " + e, e);
        } finally {
            if (!complete) {
                if (locks != null) {
                    locks.close();
                }
                context.shutdown();
            }
        }
    }

    /// One user's part in the context; the last one to give its part back shuts the context down.
    private record Share(Context context, AtomicInteger users, AtomicBoolean isGivenBack) {
        Share(Context context, AtomicInteger users) {
            this(context, users, new AtomicBoolean());
        }

        void giveBack() {
            if (isGivenBack.compareAndSet(false, true) && users.decrementAndGet() == 0) {
                context.shutdown();
            }
        }
    }

    private record SharedLocks(Locks locks, Share share) implements Locks {
        @Override
        public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
            locks.pulse(compartment, length, outcome);
        }

        @Override
        public void close() {
            locks.close();
            share.giveBack();
        }
    }

    private record SharedDoors(Doors doors, Share share) implements Doors {
        @Override
        public void listen(Consumer<DoorEdge> listener) {
            doors.listen(listener);
        }

        @Override
        public Map<CompartmentId, DoorPosition> readAll() {
            return doors.readAll();
        }

        @Override
        public void close() {
            doors.close();
            share.giveBack();
        }
    }
}
