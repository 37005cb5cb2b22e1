package io.lockward.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.TestKeys;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.command.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The link over Paho against a real Mosquitto. Uptime runs with the machine's clock and can be moved on.
@SuppressWarnings("NullAway.Init")
final class PahoTransportIT {
    private static final BankId BANK = new BankId("harbour-7");

    @TempDir
    Path folder;

    private final ListBacklog backlog = new ListBacklog();
    private final List<LinkEvent> events = new CopyOnWriteArrayList<>();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final AtomicLong skipped = new AtomicLong();
    private Mosquitto broker;
    private @Nullable LinkThread thread;

    @BeforeEach
    void startBroker() {
        broker = new Mosquitto(folder);
    }

    @AfterEach
    void stop() {
        if (thread != null) {
            thread.close();
        }
        broker.close();
        assertEquals(List.of(), bugs);
    }

    private LinkThread start(int port, String password) {
        LinkSetup setup = new LinkSetup(
                BANK,
                password,
                1,
                new BootId(new UUID(4, 4)),
                "0.1.0",
                new JournalId(new UUID(5, 5)),
                1,
                0,
                TestKeys.ROOT.verifyingKey(),
                TestKeys.ring(),
                Seal.with(TestKeys.BANK),
                LinkLimits.DEFAULT);
        LinkThread started = LinkThread.start(
                wake -> new MqttLink(
                        setup,
                        PahoTransport.plain(URI.create("tcp://127.0.0.1:" + port)),
                        backlog,
                        events::add,
                        InstantSource.system(),
                        new Random(1),
                        wake),
                () -> System.nanoTime() / 1_000_000 + skipped.get(),
                3_000,
                () -> {},
                bugs::add);
        thread = started;
        return started;
    }

    /// Ends the wait for the next attempt, and again when that one failed.
    private void upAgain(LinkThread link) {
        AtomicLong polls = new AtomicLong();
        Await.until("the link is up again", () -> {
            boolean up = link.link().status().isUp();
            if (!up && polls.getAndIncrement() % 600 == 0) {
                skip(link, 121_000);
            }
            return up;
        });
    }

    private void skip(LinkThread link, long millis) {
        skipped.addAndGet(millis);
        link.wake();
    }

    private LinkThread up(int port) {
        LinkThread link = start(port, "right");
        Await.until("the link is up", () -> link.link().status().isUp());
        return link;
    }

    @Test
    void sendsWhatIsDurableUntilTheCloudHasIt() {
        backlog.grow(2_500);
        try (CloudEnd cloud = new CloudEnd(broker.port(), BANK)) {
            LinkThread link = up(broker.port());
            Await.until(
                    "the backlog is drained",
                    () -> cloud.upTo == 2_500 && link.link().status().drained());
            backlog.grow(1);
            link.wake();
            Await.until(
                    "the live entry is acknowledged", () -> link.link().status().acknowledged() == 2_501);
            assertEquals(Presence.State.ONLINE, cloud.presences.getFirst().state());
            assertTrue(events.contains(new LinkEvent.Acked(2_501)));
            link.close();
            Await.until("it says goodbye", () -> cloud.presences.getLast().state() == Presence.State.OFFLINE);
            assertTrue(cloud.presences.stream().noneMatch(said -> said.state() == Presence.State.LOST));
        }
    }

    @Test
    void theWillSpeaksForTheSessionThatWasLost() throws IOException {
        try (CloudEnd cloud = new CloudEnd(broker.port(), BANK);
                StallingProxy proxy = new StallingProxy(broker.port())) {
            up(proxy.port());
            Await.until("it is online", () -> !cloud.presences.isEmpty());
            Presence online = cloud.presences.getFirst();
            proxy.cut();
            Await.until(
                    "the will is out",
                    () -> cloud.presences.stream()
                            .anyMatch(said -> said.state() == Presence.State.LOST
                                    && said.session().equals(online.session())));
        }
    }

    @Test
    void comesBackAfterTheBrokerWasKilledAndWiped() {
        for (int round = 1; round <= 3; round++) {
            LinkThread link = thread == null ? up(broker.port()) : thread;
            broker.killHard();
            Await.until("the link notices", () -> !link.link().status().isUp());
            backlog.grow(10);
            broker.start();
            try (CloudEnd cloud = new CloudEnd(broker.port(), BANK, (round - 1) * 10)) {
                upAgain(link);
                long wanted = round * 10L;
                Await.until("all is acknowledged", () -> link.link().status().acknowledged() == wanted);
                assertTrue(cloud.upTo >= 0);
            }
        }
    }

    @Test
    void aHalfOpenConnectionIsRebuilt() throws IOException {
        try (CloudEnd cloud = new CloudEnd(broker.port(), BANK);
                StallingProxy proxy = new StallingProxy(broker.port())) {
            LinkThread link = up(proxy.port());
            Await.until("it is online", () -> !cloud.presences.isEmpty());
            proxy.stall(true);
            backlog.grow(5);
            link.wake();
            Await.until("a run is in flight", () -> link.link().status().inFlight() == 1);
            skip(link, 61_000);
            Await.until("the stall is seen", () -> link.link().status().stalls() == 1);
            proxy.stall(false);
            skip(link, 5_000);
            Await.until(
                    "all is acknowledged over a new client",
                    () -> link.link().status().acknowledged() == 5);
            assertNotEquals(
                    cloud.presences.getFirst().session(),
                    cloud.presences.getLast().session());
        }
    }

    @Test
    void aWrongPasswordIsTriedLessAndLessOften() {
        LinkThread link = start(broker.port(), "wrong");
        for (int attempt = 1; attempt <= 10; attempt++) {
            int soFar = attempt;
            Await.until("attempt " + attempt + " is refused", () -> downs().size() >= soFar);
            skip(link, 120_000);
        }
        List<LinkEvent.Down> downs = downs();
        assertTrue(downs.getFirst().reason().startsWith("NOT_AUTHORISED"), downs::toString);
        assertTrue(downs.getFirst().retryInMillis() <= 1_000);
        assertTrue(
                downs.stream().mapToLong(LinkEvent.Down::retryInMillis).max().orElseThrow() > 16_000, downs::toString);
        assertEquals(0, link.link().status().ups());
    }

    private List<LinkEvent.Down> downs() {
        List<LinkEvent.Down> downs = new ArrayList<>();
        for (LinkEvent event : events) {
            if (event instanceof LinkEvent.Down down) {
                downs.add(down);
            }
        }
        return downs;
    }

    @Test
    void garbageOnCommandsIsRefusedAndCounted() {
        try (CloudEnd cloud = new CloudEnd(broker.port(), BANK)) {
            LinkThread link = up(broker.port());
            cloud.send(Channel.COMMANDS, "open all doors".getBytes(StandardCharsets.UTF_8));
            cloud.send(Channel.DESIRED, "{\"version\":1,\"settings\":{}}".getBytes(StandardCharsets.UTF_8));
            cloud.send(Channel.ACK, "{".getBytes(StandardCharsets.UTF_8));
            Await.until(
                    "all three are refused",
                    () -> link.link().status().refusedDesired() == 1
                            && link.link().status().ignoredAcks().getOrDefault(AckRefusal.UNSIGNED, 0L) == 1
                            && link.link().status().refused().getOrDefault(Refusal.MALFORMED, 0L) == 1);
        }
    }

    /// Printed, not asserted: a figure of a shared machine.
    @Test
    void liveEntriesFlow() {
        try (CloudEnd cloud = new CloudEnd(broker.port(), BANK)) {
            LinkThread link = up(broker.port());
            long start = System.nanoTime();
            for (int i = 1; i <= 2_000; i++) {
                backlog.grow(1);
                link.wake();
            }
            Await.until("all are acknowledged", () -> link.link().status().acknowledged() == 2_000);
            System.out.printf("link.live.entries-per-second %.0f%n", 2_000 / ((System.nanoTime() - start) / 1e9));
            assertEquals(2_000, cloud.upTo);
        }
    }
}
