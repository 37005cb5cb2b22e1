package io.lockward.cloud.ingest;

import io.lockward.fleet.ingest.Ingest.BankAck;
import io.lockward.protocol.JournalId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Acknowledgements on their way, the newest of each journal. While entries pour in they go out at most once per
/// interval, because a later one says all that an earlier one did; as soon as nothing waits they go at once.
///
/// Threads: one writer's.
final class AckOutbox {
    private final Map<JournalId, BankAck> pending = new HashMap<>();
    private final Duration interval;
    private final Consumer<List<BankAck>> publisher;
    private Instant last = Instant.EPOCH;

    /// @param publisher sends them without waiting; what it loses, the bank asks for by sending again
    AckOutbox(Duration interval, Consumer<List<BankAck>> publisher) {
        this.interval = interval;
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

    void flush(Instant now, boolean idle) {
        if (!pending.isEmpty() && (idle || !now.isBefore(last.plus(interval)))) {
            last = now;
            publisher.accept(new ArrayList<>(pending.values()));
            pending.clear();
        }
    }
}
