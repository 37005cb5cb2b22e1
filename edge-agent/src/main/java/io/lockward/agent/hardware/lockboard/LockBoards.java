package io.lockward.agent.hardware.lockboard;

import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.PulseResult.Fault;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The lock boards of a bank, on one bus that one thread of their own talks on ([BusThread]).
///
/// What is different from coils on lines of our own: the **board** times a pulse, so the promise that a lock is not
/// driven for longer than allowed is the board's, by its setting; and there is nothing to switch off at start and end.
/// An order goes out once, and only to a board that has just answered a question. When the answer to the order is lost,
/// the locks' own contacts tell whether the board acted; when they tell nothing either, the pulse ends as
/// [PulseResult.Unconfirmed]. One lock of the bank is driven at a time.
///
/// A device that is not there, or goes away, is no reason to fail: doors are unknown, pulses fail, and it is looked for
/// again until it comes back.
///
/// Thread rule: any thread.
public final class LockBoards {
    /// How long [Doors#readAll()] waits for fresh answers.
    private static final Duration READ_PATIENCE = Duration.ofSeconds(1);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final LockBoardSettings settings;
    private final LockLimits limits;
    private final LongSupplier nanoTime;
    private final BoardBook book;
    private final BusThread bus;
    private final Thread thread;

    private LockBoards(LockBoardSettings settings, Duration window, LockLimits limits, LongSupplier nanoTime) {
        this.settings = settings;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.book = new BoardBook(settings, window, nanoTime);
        this.bus = new BusThread(settings, limits, book, nanoTime);
        this.thread = Thread.ofPlatform().name("lock-bus").daemon().unstarted(bus);
    }

    /// Starts to talk to the boards. [#locks()] and [#doors()] must both be closed.
    ///
    /// @param window how long a contact must stand still to count, 1 ms to 500 ms
    /// @param library where [SerialLibrary] goes
    /// @param nanoTime a clock such as `System::nanoTime`
    /// @throws IOException when this machine cannot drive any serial device
    public static LockBoards open(
            LockBoardSettings settings, Duration window, LockLimits limits, Path library, LongSupplier nanoTime)
            throws IOException {
        SerialLibrary.load(library);
        LockBoards boards = new LockBoards(settings, window, limits, nanoTime);
        boards.thread.start();
        return boards;
    }

    public Locks locks() {
        return new BoardLocks();
    }

    public Doors doors() {
        return new BoardDoors();
    }

    /// Whether something is inside, by the boards' own item sensors, as they said within the last moments. A
    /// compartment whose board is silent or has no such sensors is missing.
    public Map<CompartmentId, Boolean> items() {
        return book.items(recently());
    }

    /// Whether the cabinet's switch reads open; `null` when it cannot be read or there is none.
    public @Nullable Boolean tamper() {
        return book.tamper(recently());
    }

    public BusCounts counts() {
        return bus.counts();
    }

    /// Three rounds back: one may just be under way, and one question may be asked twice.
    private long recently() {
        Duration old = settings.poll().multipliedBy(3).plus(settings.reply().multipliedBy(2));
        return nanoTime.getAsLong() - old.toNanos();
    }

    private static void refuse(Consumer<PulseResult> outcome, Fault fault, String detail) {
        outcome.accept(new PulseResult.Failed(fault, detail));
    }

    private final class BoardLocks implements Locks {
        @Override
        public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
            LockBoardSettings.Channels wired = settings.compartments().get(compartment);
            if (wired == null) {
                refuse(outcome, Fault.UNKNOWN_COMPARTMENT, "no lock is wired for " + compartment);
            } else if (!limits.allows(length)) {
                refuse(outcome, Fault.OUT_OF_RANGE, "a pulse takes " + limits.range());
            } else {
                Fault fault = bus.offer(new Pulse(compartment, wired, length, nanoTime.getAsLong(), outcome));
                if (fault != null) {
                    refuse(outcome, fault, fault == Fault.BUSY ? "too many pulses wait" : "the locks are closed");
                }
            }
        }

        @Override
        public void close() {
            bus.closeLocks();
        }
    }

    private final class BoardDoors implements Doors {
        @Override
        public void listen(Consumer<DoorEdge> listener) {
            bus.listen(listener);
        }

        @Override
        public Map<CompartmentId, DoorPosition> readAll() {
            return book.doors(freshly());
        }

        @Override
        public Map<CompartmentId, Boolean> readBolts() {
            boolean none = settings.compartments().values().stream().noneMatch(LockBoardSettings.Channels::tellsBolt);
            return none ? Map.of() : new TreeMap<>(book.bolts(recently()));
        }

        private long freshly() {
            long since = nanoTime.getAsLong();
            try {
                if (!bus.isClosed()) {
                    bus.askAllSince(since);
                    boolean _ = book.awaitAskedSince(since, READ_PATIENCE);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return since;
        }

        @Override
        public void close() {
            bus.close();
            try {
                thread.join(CLOSE_PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
