package io.lockward.cloud.ingest;

import io.lockward.fleet.ingest.Ingest.BankAck;
import io.lockward.protocol.JournalId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Acknowledgements on their way, the newest of each journal. While entries pour in they go out at most once per
/// interval, because a later one says all that an earlier one did; as soon as nothing waits they go at once. Signing
/// thousands of them takes a while, so while entries pour in it gets a fifth of the writer's time at most: later acks
/// say more each.
///
/// Threads: one writer's.
final class AckOutbox {
    /// Of the writer's time that goes into acks while entries wait: one part in so many more.
    private static final int OTHER_PARTS = 4;

    /// However long signing takes, acks go out this often: a bank sends again after 10 s without one (`LinkLimits`).
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final Map<JournalId, BankAck> pending = new HashMap<>();
    private final Duration interval;
    private final InstantSource clock;
    private final Consumer<List<BankAck>> publisher;
    private Instant next = Instant.EPOCH;

    /// @param publisher signs and sends them without waiting; what it loses, the bank asks for by sending again
    AckOutbox(Duration interval, InstantSource clock, Consumer<List<BankAck>> publisher) {
        this.interval = interval;
        this.clock = clock;
        this.publisher = publisher;
    }

    void add(List<BankAck> acks) {
        for (BankAck ack : acks) {
            pending.merge(
                    ack.ack().journal(),
                    ack,
                    (known, next) -> next.ack().upTo() >= known.ack().upTo() ? next : known);
        }
    }

    /// @param idle whether nothing waits to be written
    void flush(boolean idle) {
        Instant begun = clock.instant();
        if (!pending.isEmpty() && (idle || !begun.isBefore(next))) {
            publisher.accept(new ArrayList<>(pending.values()));
            pending.clear();
            Instant ended = clock.instant();
            Duration signing = Duration.between(begun, ended);
            Duration wanted = signing.multipliedBy(OTHER_PARTS + 1L);
            Duration bounded = wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
            next = begun.plus(bounded.compareTo(interval) > 0 ? bounded : interval);
        }
    }
}
