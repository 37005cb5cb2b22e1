package io.lockward.bench;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import io.lockward.protocol.wire.SignedMessage;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/// One bank of the load: publishes runs of its journal and keeps them until the cloud has committed them, as an
/// agent does. Thread rule: any thread; one lock.
final class LoadBank {
    private static final class Sent {
        private final long last;
        private final int entries;
        private final byte[] payload;

        Sent(long last, int entries, byte[] payload) {
            this.last = last;
            this.entries = entries;
            this.payload = payload;
        }
    }

    private final Mqtt5AsyncClient client;
    private final String topic;
    private final ArrayDeque<Sent> unacknowledged = new ArrayDeque<>();
    private BankJournal journal;
    private long movedAtNanos = System.nanoTime();

    LoadBank(Mqtt5AsyncClient client, BankJournal journal) {
        this.client = client;
        this.journal = journal;
        this.topic = Topics.of(journal.bank(), Channel.ENTRIES);
    }

    Mqtt5AsyncClient client() {
        return client;
    }

    /// Starts another journal and forgets what was in flight.
    synchronized void startJournal(long epoch) {
        journal = BankJournal.of(journal.bank(), epoch);
        unacknowledged.clear();
    }

    synchronized int runsInFlight() {
        return unacknowledged.size();
    }

    /// Publishes the next entries.
    ///
    /// @param kept whether the cloud's `ack` is expected for them
    CompletableFuture<?> publish(int entries, String at, boolean kept) {
        byte[] payload;
        synchronized (this) {
            payload = journal.run(entries, at);
            if (kept) {
                if (unacknowledged.isEmpty()) {
                    movedAtNanos = System.nanoTime();
                }
                unacknowledged.add(new Sent(journal.next() - 1, entries, payload));
            }
        }
        return Clients.publish(client, topic, payload);
    }

    /// What an `ack` settles.
    ///
    /// @return runs and entries that are committed by it and were not before
    synchronized Settled acknowledged(byte[] payload) {
        int runs = 0;
        int entries = 0;
        // It believes what it reads: thousands of banks share this machine, and a real one has its own processor.
        AckClaims ack = SignedMessage.ACK.peek(payload);
        if (ack != null && ack.journal().equals(journal.id())) {
            while (!unacknowledged.isEmpty() && unacknowledged.getFirst().last <= ack.upTo()) {
                entries += unacknowledged.removeFirst().entries;
                runs++;
            }
        }
        if (runs > 0) {
            movedAtNanos = System.nanoTime();
        }
        return new Settled(runs, entries);
    }

    record Settled(int runs, int entries) {}

    /// Sends again what has waited too long for its `ack`, as an agent rewinds.
    ///
    /// @return how many runs went out again
    int rewind(long patienceNanos) {
        ArrayDeque<Sent> again;
        synchronized (this) {
            if (unacknowledged.isEmpty() || System.nanoTime() - movedAtNanos < patienceNanos) {
                return 0;
            }
            movedAtNanos = System.nanoTime();
            again = new ArrayDeque<>(unacknowledged);
        }
        again.forEach(sent -> {
            var _ = Clients.publish(client, topic, sent.payload);
        });
        return again.size();
    }
}
