package io.lockward.cloud.ingest;

import io.lockward.fleet.ingest.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Messages between the broker and one writer. A message is acknowledged to the broker when it has room here; over
/// the bound it is kept without, and the broker's receive maximum stops the stream. So it holds at most the bound
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

        Arrival read() {
            return Arrival.read(topic, payload, retained, receivedAt);
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

    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final int bound;

    Inbox(int bound) {
        this.bound = bound;
    }

    int size() {
        return queue.size();
    }

    void offer(Message message) {
        boolean room = queue.size() < bound;
        if (room) {
            message.acknowledge();
        }
        queue.add(new Waiting(message, room));
    }

    /// Whether a message that needs no acknowledgement may still be taken.
    boolean hasRoom() {
        return queue.size() < bound;
    }

    /// What is there, without lingering.
    ///
    /// @param most from 1
    /// @param patience how long to wait for the first one
    /// @param unit of `patience`
    List<Message> take(int most, long patience, TimeUnit unit) throws InterruptedException {
        Waiting first = queue.poll(patience, unit);
        if (first == null) {
            return List.of();
        }
        List<Waiting> taken = new ArrayList<>();
        taken.add(first);
        queue.drainTo(taken, most - 1);
        List<Message> messages = new ArrayList<>(taken.size());
        for (Waiting waiting : taken) {
            if (!waiting.acknowledged()) {
                waiting.message().acknowledge();
            }
            messages.add(waiting.message());
        }
        return messages;
    }
}
