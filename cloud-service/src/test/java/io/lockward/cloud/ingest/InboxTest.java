package io.lockward.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What waits to be written is bounded in messages and in bytes; over a bound the broker is not told to go on.
class InboxTest {
    private final AtomicInteger acknowledged = new AtomicInteger();

    private Inbox.Message message(int bytes) {
        return new Inbox.Message("t", new byte[bytes], false, Instant.EPOCH, acknowledged::incrementAndGet);
    }

    private static List<Inbox.Message> take(Inbox inbox, int messages, long bytes) throws InterruptedException {
        return inbox.take(new Inbox.Bounds(messages, bytes), 0, TimeUnit.MILLISECONDS);
    }

    @Test
    void over_the_messages_it_keeps_without_acknowledging() throws InterruptedException {
        Inbox inbox = new Inbox(new Inbox.Bounds(2, 1_000));
        for (int i = 0; i < 3; i++) {
            inbox.offer(message(10));
        }
        assertEquals(2, acknowledged.get());
        assertFalse(inbox.hasRoom());
        assertEquals(3, take(inbox, 10, 1_000).size());
        assertEquals(3, acknowledged.get(), "taken is acknowledged");
    }

    @Test
    void over_the_bytes_it_keeps_without_acknowledging_and_has_room_again_when_taken() throws InterruptedException {
        Inbox inbox = new Inbox(new Inbox.Bounds(100, 1_000));
        inbox.offer(message(999));
        inbox.offer(message(999));
        inbox.offer(message(1));
        assertEquals(2, acknowledged.get());
        assertFalse(inbox.hasRoom());
        assertEquals(3, take(inbox, 10, 10_000).size());
        assertTrue(inbox.hasRoom());
        inbox.offer(message(999));
        assertEquals(4, acknowledged.get());
    }

    @Test
    void a_batch_ends_at_its_messages_or_its_bytes_and_is_never_empty_while_something_waits()
            throws InterruptedException {
        Inbox inbox = new Inbox(new Inbox.Bounds(100, 100_000));
        for (int i = 0; i < 6; i++) {
            inbox.offer(message(60));
        }
        assertEquals(2, take(inbox, 2, 1_000).size());
        assertEquals(2, take(inbox, 10, 100).size(), "the one that reaches the bound is in");
        assertEquals(1, take(inbox, 10, 1).size());
        assertEquals(1, inbox.size());
        assertEquals(1, take(inbox, 10, 1_000).size());
        assertEquals(0, take(inbox, 10, 1_000).size());
    }
}
