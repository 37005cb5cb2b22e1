package io.lockward.agent.link;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Where the client's threads leave what happened for the link's thread. Any thread may add; one thread takes.
/// Messages from outside are bounded; a PUBACK answers something the link sent, so those are bounded by what it sends.
final class Inbox {

    /// Something that happened to a connection.
    sealed interface Event {
        record Connected() implements Event {}

        record Subscribed(boolean granted) implements Event {}

        record Published(long token) implements Event {}

        @SuppressWarnings("ArrayRecordComponent") // a payload is bytes; nobody compares events
        record Arrived(String topic, byte[] payload, boolean retained) implements Event {}

        record Closed(Transport.Closing why, String detail) implements Event {}
    }

    /// @param generation which connection; events of an abandoned one are ignored
    record Noted(long generation, Event event) {}

    private final Queue<Noted> noted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final int mostMessages;
    private final Runnable wake;

    /// @param wake tells the link's thread that there is something to do; any thread calls it
    Inbox(int mostMessages, Runnable wake) {
        this.mostMessages = mostMessages;
        this.wake = wake;
    }

    @Nullable
    Noted take() {
        Noted next = noted.poll();
        if (next != null && next.event() instanceof Event.Arrived) {
            messages.decrementAndGet();
        }
        return next;
    }

    boolean isEmpty() {
        return noted.isEmpty();
    }

    long dropped() {
        return dropped.get();
    }

    Transport.Listener listener(long generation) {
        return new Transport.Listener() {
            @Override
            public void connected() {
                note(new Event.Connected());
            }

            @Override
            public void subscribed(boolean granted) {
                note(new Event.Subscribed(granted));
            }

            @Override
            public void published(long token) {
                note(new Event.Published(token));
            }

            @Override
            public void arrived(String topic, byte[] payload, boolean retained) {
                if (messages.incrementAndGet() > mostMessages) {
                    messages.decrementAndGet();
                    dropped.incrementAndGet();
                    return;
                }
                note(new Event.Arrived(topic, payload, retained));
            }

            @Override
            public void closed(Transport.Closing why, String detail) {
                note(new Event.Closed(why, detail));
            }

            private void note(Event event) {
                noted.add(new Noted(generation, event));
                wake.run();
            }
        };
    }
}
