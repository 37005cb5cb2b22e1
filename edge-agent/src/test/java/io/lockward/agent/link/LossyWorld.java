package io.lockward.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.Ack;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// An [Uplink] in a world that loses, repeats and reorders, checked at every step.
final class LossyWorld {
    private static final JournalId JOURNAL = new JournalId(new UUID(3, 3));

    private final Random random;
    private final ListBacklog backlog = new ListBacklog();
    private final List<byte[]> upwards = new ArrayList<>();
    private final List<Long> pubacks = new ArrayList<>();
    private final List<Long> acks = new ArrayList<>();
    private final BitSet committed = new BitSet();
    private Uplink uplink;
    private boolean connected;
    private long remembered;
    private long now;

    LossyWorld(Random random) {
        this.random = random;
        this.uplink = newUplink();
    }

    private Uplink newUplink() {
        return new Uplink(JOURNAL, 1, remembered, backlog, LinkLimits.DEFAULT, random);
    }

    void run() {
        for (int step = 0; step < 400; step++) {
            trouble();
            turn(0.3);
            now += random.nextLong(2_000);
        }
        backlog.sync();
        for (int calm = 0; calm < 2_000 && !uplink.isDrained(); calm++) {
            connect();
            turn(0);
            now = uplink.deadline() == Uplink.NEVER || random.nextBoolean() ? now + 50 : uplink.deadline();
        }
        assertTrue(uplink.isDrained(), "everything durable is acknowledged");
        assertEquals(backlog.appended(), committed.nextClearBit(1) - 1, "and the cloud has it");
    }

    private void trouble() {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> backlog.append(random.nextInt(1, 4));
            case 4, 5 -> backlog.sync();
            case 6 -> backlog.append(random.nextInt(300));
            case 7 -> connect();
            case 8 -> disconnect();
            case 9 -> upwards.clear(); // the broker was wiped
            case 10 -> restart();
            default -> {
                upwards.addAll(upwards.stream().limit(3).toList());
                acks.addAll(acks.stream().limit(3).toList());
            }
        }
    }

    private void connect() {
        if (!connected) {
            uplink.connected();
            connected = true;
        }
    }

    private void disconnect() {
        uplink.disconnected();
        pubacks.clear();
        connected = false;
    }

    private void restart() {
        disconnect();
        // What is not durable is gone, and the memory of the ack is kept lazily.
        remembered = random.nextLong(remembered, uplink.acknowledged() + 1);
        uplink = newUplink();
    }

    private void turn(double loss) {
        uplink.tick(now);
        for (Uplink.Outgoing run = uplink.next(now); run != null; run = uplink.next(now)) {
            assertTrue(run.last() <= backlog.durableUpTo(), "only what is durable is sent");
            assertTrue(run.first() <= uplink.acknowledged() + 1 || run.first() > uplink.acknowledged());
            if (random.nextDouble() >= loss) {
                upwards.add(random.nextInt(upwards.size() + 1), run.payload());
            }
            if (random.nextDouble() >= loss / 3) {
                pubacks.add(run.token());
            }
        }
        assertTrue(uplink.inFlight() <= 8 && uplink.awaitingBroker() <= 8, "the window holds");
        if (loss == 0 || random.nextBoolean()) {
            pubacks.forEach(uplink::written);
            pubacks.clear();
        }
        if (loss == 0 && uplink.awaitingBroker() > 0) {
            disconnect(); // the link's watchdog: nothing moves any more
        }
        cloud(loss);
        downwards();
    }

    private void cloud(double loss) {
        for (byte[] payload : upwards) {
            EntryRun run =
                    assertInstanceOf(Decoded.Ok.class, WireJson.run(payload)).value() instanceof EntryRun read
                            ? read
                            : null;
            assertTrue(run != null);
            committed.set((int) run.first(), (int) run.last() + 1);
            if (random.nextDouble() >= loss) {
                acks.add((long) committed.nextClearBit(1) - 1);
            }
        }
        upwards.clear();
    }

    private void downwards() {
        while (!acks.isEmpty()) {
            long upTo = acks.remove(random.nextInt(acks.size()));
            if (connected) {
                long before = uplink.acknowledged();
                uplink.acknowledge(new Ack(JOURNAL, upTo), now);
                assertTrue(uplink.acknowledged() >= before, "acks never go back");
                assertTrue(uplink.acknowledged() <= committed.nextClearBit(1) - 1, "nothing is believed too early");
            }
        }
    }
}
