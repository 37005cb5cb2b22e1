package io.lockward.cloud.ingest;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetUnavailable;
import io.lockward.fleet.HostilePayload;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.presence.BankWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one inbox to the store, batch by batch, for as long as it may.
///
/// Threads: one of its own runs it.
final class BatchWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Inbox inbox;
    private final FleetStore store;
    private final BankWords words;
    private final AckOutbox acks;
    private final IngestMetrics metrics;
    private final InstantSource clock;
    private final Inbox.Bounds most;
    private final BooleanSupplier goesOn;

    BatchWriter(
            Inbox inbox,
            FleetStore store,
            BankWords words,
            AckOutbox acks,
            IngestMetrics metrics,
            InstantSource clock,
            Inbox.Bounds most,
            BooleanSupplier goesOn) {
        this.inbox = inbox;
        this.store = store;
        this.words = words;
        this.acks = acks;
        this.metrics = metrics;
        this.clock = clock;
        this.most = most;
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        try {
            while (goesOn.getAsBoolean()) {
                List<Inbox.Message> messages = inbox.take(most, 100, TimeUnit.MILLISECONDS);
                if (!messages.isEmpty()) {
                    write(messages.stream().map(this::read).toList(), messages);
                }
                acks.flush(inbox.size() == 0);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Arrival read(Inbox.Message message) {
        try {
            return message.read(words);
        } catch (RuntimeException e) {
            // Reading is total; should it ever not be, one message must not stop the stream.
            LOG.atError().addKeyValue("topic", message.topic()).setCause(e).log("a message broke its reader");
            return new Arrival.Hostile(unstorable(message, e));
        }
    }

    /// Retries while the store is away; a batch that it refuses is halved until the bad message stands alone.
    private void write(List<Arrival> batch, List<Inbox.Message> messages) throws InterruptedException {
        long pause = 100;
        while (true) {
            Instant started = clock.instant();
            try {
                committed(Ingest.take(store, batch), batch, started);
                return;
            } catch (FleetUnavailable e) {
                metrics.failed();
                if (!goesOn.getAsBoolean()) {
                    return; // not acknowledged to any bank, so they will send it again
                }
                LOG.atWarn()
                        .addKeyValue("messages", batch.size())
                        .addKeyValue("pauseMillis", pause)
                        .setCause(e)
                        .log("the store is not available; trying again");
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            } catch (RuntimeException e) {
                metrics.failed();
                split(batch, messages, e);
                return;
            }
        }
    }

    private void split(List<Arrival> batch, List<Inbox.Message> messages, RuntimeException e)
            throws InterruptedException {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            write(batch.subList(0, half), messages.subList(0, half));
            write(batch.subList(half, batch.size()), messages.subList(half, messages.size()));
            return;
        }
        LOG.atError()
                .addKeyValue("topic", messages.getFirst().topic())
                .setCause(e)
                .log("the store refuses a message");
        if (!(batch.getFirst() instanceof Arrival.Hostile hostile
                && hostile.payload().reason() == HostilePayload.Reason.UNSTORABLE)) {
            List<Arrival> kept = new ArrayList<>();
            kept.add(new Arrival.Hostile(unstorable(messages.getFirst(), e)));
            write(kept, messages);
        }
    }

    private static HostilePayload unstorable(Inbox.Message message, RuntimeException e) {
        return new HostilePayload(
                message.receivedAt(),
                message.topic(),
                HostilePayload.Reason.UNSTORABLE,
                String.valueOf(e.getMessage()),
                message.payload());
    }

    private void committed(Ingest.Outcome outcome, List<Arrival> batch, Instant started) {
        Instant now = clock.instant();
        metrics.committed(
                batch.size(),
                outcome.fresh(),
                outcome.repeated(),
                Duration.between(started, now),
                Duration.between(batch.getFirst().receivedAt(), now));
        outcome.remedies().forEach(metrics::remedied);
        outcome.hostile().forEach(payload -> {
            metrics.hostile(payload);
            LOG.atWarn()
                    .addKeyValue("topic", payload.topic())
                    .addKeyValue("reason", payload.reason())
                    .addKeyValue("detail", payload.detail())
                    .log("hostile payload kept");
        });
        acks.add(outcome.acks());
    }
}
