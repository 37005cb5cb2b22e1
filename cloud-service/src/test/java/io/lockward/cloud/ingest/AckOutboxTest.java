package io.lockward.cloud.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.fleet.ingest.Ingest.BankAck;
import io.lockward.protocol.Ack;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AckOutboxTest {
    private static final JournalId JOURNAL = JournalId.parse("3b241101-e2bb-4255-8caf-4136c566a962");

    private final List<Long> sent = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-30T08:00:00Z");
    private Duration signing = Duration.ZERO;
    private final AckOutbox outbox = new AckOutbox(Duration.ofMillis(500), () -> now, acks -> {
        acks.forEach(ack -> sent.add(ack.ack().upTo()));
        now = now.plus(signing);
    });

    private void add(long upTo) {
        outbox.add(List.of(new BankAck(new BankId("harbour-7"), new Ack(JOURNAL, upTo))));
    }

    private void later(long millis, boolean idle) {
        now = now.plusMillis(millis);
        outbox.flush(idle);
    }

    @Test
    void aBusyJournalIsAcknowledgedOnceAnIntervalWithTheNewest() {
        add(1);
        later(0, false);
        add(2);
        add(3);
        later(499, false);
        assertEquals(List.of(1L), sent);
        later(1, false);
        assertEquals(List.of(1L, 3L), sent);
    }

    @Test
    void anIdleOneAtOnce() {
        add(1);
        later(0, false);
        add(2);
        later(1, true);
        assertEquals(List.of(1L, 2L), sent);
    }

    @Test
    void signingTakesAFifthOfTheTimeAtMostWhileEntriesWait() {
        signing = Duration.ofMillis(400);
        add(1);
        later(0, false);
        add(2);
        later(1_599, false);
        assertEquals(List.of(1L), sent);
        later(1, false);
        assertEquals(List.of(1L, 2L), sent);
    }

    @Test
    void butNoBankWaitsSoLongThatItSendsAgain() {
        signing = Duration.ofSeconds(3);
        add(1);
        later(0, false);
        add(2);
        later(1_000, false);
        assertEquals(List.of(1L, 2L), sent);
    }
}
