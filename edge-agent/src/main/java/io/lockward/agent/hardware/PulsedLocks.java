package io.lockward.agent.hardware;

import io.lockward.agent.hardware.PulseResult.Failed;
import io.lockward.agent.hardware.PulseResult.Fault;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes bounded pulses of plain coils; every GPIO technology locks through this.
///
/// Two threads of its own keep the promise of [Locks]. One switches coils on, one after the other. The other, at the
/// highest priority, switches them off; each switch-off is armed *before* its coil is energised, so neither the
/// control loop, nor the caller, nor a coil that hangs while switching on can hold a lock open. A switch-off that
/// fails is tried again every [#RETRY] until it succeeds; meanwhile no other coil is energised. All coils are driven
/// inactive at construction, at [#close()] and by a shutdown hook.
///
/// What software cannot promise: a process that is killed or stopped mid-pulse leaves the line as it is, and a kernel
/// that hangs switches nothing. Fit a hardware one-shot of at most 2 s per lock and coils that rest inactive when the
/// line floats. Sub-millisecond timing is not promised either.
///
/// Thread rule: all methods from any thread.
public final class PulsedLocks implements Locks {
    /// Between two tries to switch off a coil that will not.
    static final Duration RETRY = Duration.ofMillis(10);

    /// After this many failed tries the pulse is reported as stuck on; the tries go on.
    static final int TRIES_BEFORE_STUCK = 20;

    private static final Logger LOG = LoggerFactory.getLogger(PulsedLocks.class);

    private final Map<CompartmentId, Coil> coils;
    private final LockLimits limits;
    private final LongSupplier nanoTime;
    private final Thread safetyNet;
    private final ExecutorService starter;
    private final ScheduledExecutorService cutoff;
    private final ExecutorService outcomes = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("lock-outcome").factory());
    /// Held from before a coil is energised until it is known to be off.
    private final Semaphore energised = new Semaphore(1);
    /// One permit for the running pulse and one for each that may wait.
    private final Semaphore admission;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Pulse running;

    /// Drives all coils inactive and takes them over.
    ///
    /// @param coils    closed with these locks, also when this throws
    /// @param nanoTime a clock such as `System::nanoTime`
    /// @throws IOException when a coil cannot be driven inactive: such a bank must not start
    public PulsedLocks(Map<CompartmentId, ? extends Coil> coils, LockLimits limits, LongSupplier nanoTime)
            throws IOException {
        this.coils = Map.copyOf(coils);
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.admission = new Semaphore(limits.waiting() + 1);
        this.starter = Executors.newSingleThreadExecutor(thread("lock-starter"));
        this.cutoff = Executors.newSingleThreadScheduledExecutor(thread("lock-cutoff"));
        this.safetyNet = new Thread(this::allOff, "lock-safety-net");
        try {
            for (Coil coil : this.coils.values()) {
                coil.off();
            }
        } catch (IOException | RuntimeException e) {
            releaseAll();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(safetyNet);
    }

    @Override
    public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
        Coil coil = coils.get(compartment);
        if (closed.get()) {
            tell(outcome, new Failed(Fault.CLOSED, "the locks are closed"));
        } else if (coil == null) {
            tell(outcome, new Failed(Fault.UNKNOWN_COMPARTMENT, "no lock is wired for " + compartment));
        } else if (!limits.allows(length)) {
            tell(outcome, new Failed(Fault.OUT_OF_RANGE, "a pulse takes " + limits.range()));
        } else {
            enqueue(new Pulse(compartment, coil, length, outcome));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            allOff();
            cutoff.shutdownNow();
            starter.shutdownNow().forEach(waiting -> ((Pulse) waiting).refuse(Fault.CLOSED, "the locks were closed"));
            Pulse interrupted = running;
            if (interrupted != null) {
                interrupted.end();
            }
            releaseAll();
            outcomes.shutdown();
            try {
                Runtime.getRuntime().removeShutdownHook(safetyNet);
            } catch (IllegalStateException e) {
                // The virtual machine is already shutting down and runs the hook itself.
                LOG.atDebug().log("Locks closed during shutdown");
            }
        }
    }

    private void enqueue(Pulse pulse) {
        if (!admission.tryAcquire()) {
            tell(pulse.outcome, new Failed(Fault.BUSY, "too many pulses wait"));
            return;
        }
        try {
            starter.execute(pulse);
            later(pulse::losePatience, limits.patience());
        } catch (RejectedExecutionException e) {
            pulse.refuse(Fault.CLOSED, "the locks were closed");
        }
    }

    /// The future is not needed: the tasks catch what they throw.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void later(Runnable task, Duration delay) {
        cutoff.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void allOff() {
        coils.forEach((compartment, coil) -> {
            try {
                coil.off();
            } catch (IOException | RuntimeException e) {
                LOG.atError()
                        .addKeyValue("compartment", compartment)
                        .setCause(e)
                        .log("Lock cannot be switched off");
            }
        });
    }

    private void releaseAll() {
        coils.forEach((compartment, coil) -> {
            try {
                coil.close();
            } catch (IOException | RuntimeException e) {
                LOG.atError()
                        .addKeyValue("compartment", compartment)
                        .setCause(e)
                        .log("Lock cannot be released");
            }
        });
    }

    private void tell(Consumer<PulseResult> outcome, PulseResult result) {
        Runnable telling = () -> {
            try {
                outcome.accept(result);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("Listener of a pulse failed");
            }
        };
        try {
            outcomes.execute(telling);
        } catch (RejectedExecutionException e) {
            telling.run();
        }
    }

    /// The promise does not rest on the priority; it only shortens the tail on a busy machine.
    @SuppressWarnings("ThreadPriorityCheck")
    private static ThreadFactory thread(String name) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .priority(Thread.MAX_PRIORITY)
                .factory();
    }

    /// One pulse on its way: waiting, then running, then told; or refused while it waits.
    private final class Pulse implements Runnable {
        private final CompartmentId compartment;
        private final Coil coil;
        private final Duration length;
        private final Consumer<PulseResult> outcome;
        private final AtomicBoolean leftQueue = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicBoolean told = new AtomicBoolean();
        private volatile boolean cutting;
        private volatile long onAt;
        private volatile String deviceFault = "";
        private int tries;

        Pulse(CompartmentId compartment, Coil coil, Duration length, Consumer<PulseResult> outcome) {
            this.compartment = compartment;
            this.coil = coil;
            this.length = length;
            this.outcome = outcome;
        }

        /// On the starter's thread.
        @Override
        public void run() {
            try {
                energised.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                refuse(Fault.CLOSED, "the locks were closed");
                return;
            }
            if (!leftQueue.compareAndSet(false, true)) {
                energised.release();
                return;
            }
            running = this;
            onAt = nanoTime.getAsLong();
            try {
                later(this::cut, length);
            } catch (RejectedExecutionException e) {
                finish(new Failed(Fault.CLOSED, "the locks were closed"));
                return;
            }
            switchOn();
        }

        private void switchOn() {
            try {
                coil.on();
            } catch (IOException | RuntimeException e) {
                deviceFault = "the coil did not switch on: " + e.getMessage();
            }
            // Switching on may have ended after the switch-off, or after close(): then it must not stand.
            if (cutting || closed.get() || !deviceFault.isEmpty()) {
                switchOffLate();
            }
        }

        private void switchOffLate() {
            try {
                coil.off();
            } catch (IOException | RuntimeException e) {
                LOG.atError()
                        .addKeyValue("compartment", compartment)
                        .setCause(e)
                        .log("Late switch-off failed");
                try {
                    later(this::switchOffLate, RETRY);
                } catch (RejectedExecutionException closing) {
                    LOG.atError().addKeyValue("compartment", compartment).log("Lock is left on by a closed adapter");
                }
            }
        }

        /// On the cutoff's thread, until it succeeds.
        private void cut() {
            cutting = true;
            try {
                coil.off();
                end();
            } catch (IOException | RuntimeException e) {
                tryAgain(e);
            }
        }

        /// The coil is off.
        private void end() {
            if (ended.compareAndSet(false, true)) {
                Duration took = Duration.ofNanos(nanoTime.getAsLong() - onAt);
                running = null;
                energised.release();
                finish(deviceFault.isEmpty() ? new PulseResult.Pulsed(took) : new Failed(Fault.DEVICE, deviceFault));
            }
        }

        private void tryAgain(Exception cause) {
            tries++;
            if (tries == TRIES_BEFORE_STUCK) {
                LOG.atError()
                        .addKeyValue("compartment", compartment)
                        .setCause(cause)
                        .log("Lock is stuck on");
                finish(new Failed(Fault.STUCK_ON, "the coil cannot be switched off: " + cause.getMessage()));
            }
            try {
                later(this::cut, RETRY);
            } catch (RejectedExecutionException e) {
                finish(new Failed(Fault.STUCK_ON, "the locks were closed with the coil on"));
            }
        }

        private void losePatience() {
            refuse(Fault.BUSY, "another lock was busy for too long");
        }

        private void refuse(Fault fault, String detail) {
            if (leftQueue.compareAndSet(false, true)) {
                finish(new Failed(fault, detail));
            }
        }

        private void finish(PulseResult result) {
            if (told.compareAndSet(false, true)) {
                admission.release();
                tell(outcome, result);
            }
        }
    }
}
