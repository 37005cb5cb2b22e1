package io.lockward.agent;

import io.lockward.agent.Liveness.Part;
import io.lockward.agent.Liveness.Verdict;
import io.lockward.agent.hardware.systemd.Supervisor;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the supervisor what [Liveness] says: ready once every part has moved, alive every third of the watchdog's time
/// as long as they go on moving, and nothing while one stands still, so that the process is ended with its threads'
/// stacks in the log and started anew.
///
/// Thread rule: [#moved] from any thread, [#look] from one.
final class Watchdog {
    /// How old the last proof of the disk may be, and at which age a new one is asked for. A proof writes one block
    /// and the file system's own record of it, about 16 KiB (reckoned, not measured): 30 MiB a day on an idle bank.
    record ProofAge(Duration askAt, Duration most) {
        static final ProofAge DEFAULT = new ProofAge(Duration.ofSeconds(45), Duration.ofSeconds(60));

        public ProofAge {
            if (askAt.isNegative() || askAt.compareTo(most) >= 0) {
                throw new IllegalArgumentException("a proof is asked for before it is too old");
            }
        }
    }

    /// How soon to look again after something stood still: a part that moves again is in time to be fed for.
    private static final long AGAIN_MILLIS = 250;

    private static final long NEVER = Long.MIN_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Supervisor supervisor;
    private final long feedMillis;
    private final long journalMillis;
    private final Map<Part, AtomicLong> progressedUp = new EnumMap<>(Part.class);
    private boolean isReady;
    private boolean withheld;
    private long fedUp = NEVER;

    Watchdog(Supervisor supervisor, ProofAge proof) {
        this.supervisor = supervisor;
        Duration patience = supervisor.watchdog();
        this.feedMillis = patience == null ? Long.MAX_VALUE : patience.toMillis() / 3;
        this.journalMillis = proof.most().toMillis();
        for (Part part : Part.values()) {
            progressedUp.put(part, new AtomicLong(NEVER));
        }
    }

    /// A part of the agent made progress.
    void moved(Part part, LongSupplier up) {
        if (supervisor.isThere()) {
            Objects.requireNonNull(progressedUp.get(part)).set(up.getAsLong());
        }
    }

    /// The journal's disk last took a write then.
    void provenAt(long up) {
        moved(Part.JOURNAL, () -> up);
    }

    /// Tells the supervisor what is due.
    ///
    /// @param up uptime in milliseconds
    /// @return how many milliseconds later to look again at the latest
    long look(long up) {
        long wait = isReady ? (feedMillis == Long.MAX_VALUE ? feedMillis : fedUp + feedMillis - up) : 0;
        if (wait > 0) {
            return wait;
        }
        return switch (liveness().judge(fedUp, up, journalMillis)) {
            case Verdict.Feed _ -> {
                feed(up);
                yield feedMillis;
            }
            case Verdict.Withhold withhold -> {
                if (isReady && !withheld) {
                    withheld = true;
                    LOG.atError().addKeyValue("still", withhold.words()).log("the watchdog is not fed");
                    supervisor.status("stuck: " + withhold.words());
                }
                yield AGAIN_MILLIS;
            }
        };
    }

    void stopping() {
        supervisor.stopping();
    }

    private Liveness liveness() {
        Map<Part, Long> moved = new EnumMap<>(Part.class);
        progressedUp.forEach((part, up) -> {
            if (up.get() != NEVER) {
                moved.put(part, up.get());
            }
        });
        return new Liveness(moved);
    }

    private void feed(long up) {
        fedUp = up;
        if (!isReady) {
            isReady = true;
            supervisor.ready("running");
        } else if (withheld) {
            withheld = false;
            LOG.atWarn().log("everything moves again; the watchdog is fed");
            supervisor.status("running");
        }
        if (supervisor.watchdog() != null) {
            supervisor.alive();
        }
    }
}
