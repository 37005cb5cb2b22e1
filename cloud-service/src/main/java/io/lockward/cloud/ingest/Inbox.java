package io.lockward.cloud.ingest;

import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.presence.BankWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Messages between the broker and one writer. A message is acknowledged to the broker when it has room here; over
/// a bound it is kept without, and the broker's receive maximum stops the stream. So it holds at most its bounds
/// and one receive maximum.
///
/// Threads: [#offer] from the client's, [#take] from one writer.
final class Inbox {
    /// A message as the client gave it.
    static final class Message {
        private final String topic;
        private final byte[] payload;
        private final boolean retained;
        private final Instant receivedAt;
        private final Runnable acknowledge;

        /// @param payload not copied: nobody changes it
        /// @param acknowledge tells the broker that it has been taken; runs at most once
        Message(String topic, byte[] payload, boolean retained, Instant receivedAt, Runnable acknowledge) {
            this.topic = topic;
            this.payload = payload;
            this.retained = retained;
            this.receivedAt = receivedAt;
            this.acknowledge = acknowledge;
        }

        /// @param words tells whether a word is the bank's own
        Arrival read(BankWords words) {
            return Arrival.read(topic, payload, retained, receivedAt, words);
        }

        String topic() {
            return topic;
        }

        byte[] payload() {
            return payload;
        }

        Instant receivedAt() {
            return receivedAt;
        }

        private void acknowledge() {
            acknowledge.run();
        }
    }

    private record Waiting(Message message, boolean acknowledged) {}

    /// How much may wait, or go at once.
    ///
    /// @param messages from 1
    /// @param bytes of payload, from 1
    record Bounds(int messages, long bytes) {}

    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final Bounds bounds;

    Inbox(Bounds bounds) {
        this.bounds = bounds;
    }

    int size() {
        return queue.size();
    }

    void offer(Message message) {
        boolean room = hasRoom();
        if (room) {
            message.acknowledge();
        }
        bytes.addAndGet(message.payload().length);
        queue.add(new Waiting(message, room));
    }

    /// Whether a message that needs no acknowledgement may still be taken.
    boolean hasRoom() {
        return queue.size() < bounds.messages() && bytes.get() < bounds.bytes();
    }

    /// What is there, without lingering.
    ///
    /// @param most how much at most; a single message may have more bytes
    /// @param patience how long to wait for the first one
    /// @param unit of `patience`
    List<Message> take(Bounds most, long patience, TimeUnit unit) throws InterruptedException {
        List<Message> taken = new ArrayList<>();
        long size = 0;
        Waiting next = queue.poll(patience, unit);
        while (next != null) {
            Message message = next.message();
            bytes.addAndGet(-message.payload().length);
            size += message.payload().length;
            if (!next.acknowledged()) {
                message.acknowledge();
            }
            taken.add(message);
            next = taken.size() < most.messages() && size < most.bytes() ? queue.poll() : null;
        }
        return taken;
    }
}
