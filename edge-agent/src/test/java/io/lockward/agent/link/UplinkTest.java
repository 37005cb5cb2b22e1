package io.lockward.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.Ack;
import io.lockward.protocol.Channel;
import io.lockward.protocol.JournalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow") // left out of ./lockward test --quick
final class UplinkTest {
    private static final JournalId JOURNAL = new JournalId(new UUID(1, 1));
    private static final JournalId OTHER = new JournalId(new UUID(2, 2));

    private final ListBacklog backlog = new ListBacklog();
    private Uplink uplink = fresh(0);

    private Uplink fresh(long acknowledged) {
        return new Uplink(JOURNAL, 1, acknowledged, backlog, LinkLimits.DEFAULT, new Random(7));
    }

    private List<Uplink.Outgoing> sent(long now) {
        List<Uplink.Outgoing> runs = new ArrayList<>();
        for (Uplink.Outgoing run = uplink.next(now); run != null; run = uplink.next(now)) {
            runs.add(run);
        }
        return runs;
    }

    private void ack(long upTo, long now) {
        assertNull(uplink.acknowledge(new Ack(JOURNAL, upTo), now));
    }

    /// Lets the window grow to its full size with live entries, one by one.
    private void warmUp() {
        uplink.connected();
        for (int i = 0; i < 4; i++) {
            backlog.grow(1);
            Uplink.Outgoing run = uplink.next(0);
            assertNotNull(run);
            assertTrue(uplink.written(run.token()));
            ack(run.last(), 0);
        }
    }

    @Test
    void sendsNothingBeforeItIsConnected() {
        backlog.grow(3);
        assertNull(uplink.next(0));
        assertEquals(Uplink.NEVER, uplink.deadline());
    }

    @Test
    void aLiveEntryGoesAtOnceAndAlone() {
        warmUp();
        for (long seq = 5; seq <= 12; seq++) {
            backlog.grow(1);
            Uplink.Outgoing run = uplink.next(seq);
            assertNotNull(run);
            assertEquals(seq, run.first());
            assertEquals(seq, run.last());
        }
        backlog.grow(1);
        assertNull(uplink.next(13), "eight runs in flight are the window");
    }

    @Test
    void theWindowOpensWithProgressFromOneRunToEight() {
        backlog.grow(30_000);
        uplink = fresh(0);
        uplink.connected();
        int runs = 0;
        for (int expected : new int[] {1, 2, 4, 8, 8, 8}) {
            List<Uplink.Outgoing> now = sent(0);
            runs += now.size();
            assertEquals(expected, uplink.inFlight());
            now.forEach(run -> uplink.written(run.token()));
            ack(now.getLast().last(), 0);
        }
        assertEquals(31, runs);
    }

    @Test
    void aRunHoldsAtMostSixtyFourKibibytesAndFitsItsChannel() {
        backlog.grow(5_000);
        uplink.connected();
        Uplink.Outgoing run = uplink.next(0);
        assertNotNull(run);
        assertTrue(run.payload().length > 60_000 && run.payload().length <= Channel.ENTRIES.maxPayloadBytes());
        assertTrue(run.last() <= 1_000);
    }

    @Test
    void aPubackIsNoProgress() {
        backlog.grow(1);
        uplink.connected();
        Uplink.Outgoing run = uplink.next(0);
        assertNotNull(run);
        assertTrue(uplink.written(run.token()));
        assertFalse(uplink.written(run.token()), "a PUBACK counts once");
        assertEquals(0, uplink.acknowledged());
        assertFalse(uplink.isDrained());
        assertEquals(10_000, uplink.deadline());
    }

    @Test
    void aMissingPubackHoldsTheBrokersShareOfTheWindow() {
        warmUp();
        for (long seq = 5; seq <= 12; seq++) {
            backlog.grow(1);
            assertNotNull(uplink.next(seq));
            ack(seq, seq);
        }
        backlog.grow(1);
        assertNull(uplink.next(20));
        assertEquals(8, uplink.awaitingBroker());
        assertEquals(0, uplink.inFlight());
    }

    @Test
    void resumesAfterTheAckWhenConnectedAgain() {
        backlog.grow(2_000);
        uplink = fresh(0);
        uplink.connected();
        assertFalse(sent(0).isEmpty());
        ack(300, 1);
        uplink.disconnected();
        assertNull(uplink.next(2));
        uplink.connected();
        assertEquals(301, sent(3).getFirst().first());
    }

    @Test
    void rewindsWhenAcksMakeNoProgressAndWaitsLongerEachTime() {
        backlog.grow(1);
        uplink.connected();
        long now = 0;
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<Uplink.Outgoing> runs = sent(now);
            assertEquals(1, runs.getFirst().first());
            runs.forEach(run -> uplink.written(run.token()));
            assertFalse(uplink.tick(uplink.deadline() - 1));
            waits.add(uplink.deadline() - now);
            now = uplink.deadline();
            assertTrue(uplink.tick(now));
        }
        assertEquals(10_000, waits.getFirst());
        for (int i = 0; i < waits.size(); i++) {
            assertTrue(waits.get(i) >= 10_000
                    && waits.get(i) <= LinkLimits.DEFAULT.rewind().ceilingMillis(i));
        }
        assertTrue(waits.stream().mapToLong(Long::longValue).max().orElseThrow() > 60_000);
    }

    @Test
    void ignoresAcksThatCannotBe() {
        backlog.grow(10);
        uplink = fresh(4);
        uplink.connected();
        assertEquals(AckRefusal.OTHER_JOURNAL, uplink.acknowledge(new Ack(OTHER, 5), 0));
        assertEquals(AckRefusal.NOT_NEW, uplink.acknowledge(new Ack(JOURNAL, 4), 0));
        assertEquals(AckRefusal.NOT_NEW, uplink.acknowledge(new Ack(JOURNAL, 0), 0));
        assertEquals(AckRefusal.NOT_SENT, uplink.acknowledge(new Ack(JOURNAL, 11), 0));
        assertEquals(AckRefusal.NOT_SENT, uplink.acknowledge(new Ack(JOURNAL, Long.MAX_VALUE), 0));
        backlog.grow(5);
        assertEquals(AckRefusal.NOT_SENT, uplink.acknowledge(new Ack(JOURNAL, 12), 0), "durable, not sent");
        assertEquals(4, uplink.acknowledged());
    }

    @Test
    void believesAnAckForWhatAnEarlierRunOfTheAgentSent() {
        backlog.grow(10);
        uplink = fresh(4);
        ack(9, 0);
        uplink.connected();
        assertEquals(10, sent(0).getFirst().first());
    }

    /// A cloud behind a broker that drops, repeats, reorders and forgets; an agent that restarts with an older memory
    /// of the ack. Whatever happens, all that is durable is committed in the end.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everythingDurableIsCommittedInTheEnd(long seed) {
        int rounds = Boolean.getBoolean("long") ? 25 : 5;
        for (int round = 0; round < rounds; round++) {
            new LossyWorld(new Random(seed * 1_000 + round)).run();
        }
    }
}
