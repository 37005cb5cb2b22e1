package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Input;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.systemd.NotifySocket;
import io.lockward.agent.hardware.systemd.Supervisor;
import io.lockward.agent.link.Await;
import io.lockward.agent.link.Mosquitto;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Seal;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent on its threads under a watchdog of 3 s, which a real socket in the place of systemd's hears being fed.
@SuppressWarnings("NullAway.Init")
final class WatchdogIT {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final Duration WATCHDOG = Duration.ofSeconds(3);
    private static final Watchdog.ProofAge SOON =
            new Watchdog.ProofAge(Duration.ofMillis(500), Duration.ofMillis(1_500));

    @TempDir
    Path folder;

    private final List<String> story = new ArrayList<>();
    private final FaultyDisk disk = new FaultyDisk(story);
    private final RecordingWorld world = new RecordingWorld();

    private Agent agent(int brokerPort) {
        world.alsoUp = () -> System.nanoTime() / 1_000_000;
        world.doors.put(A01, DoorPosition.CLOSED);
        return new Agent(
                AgentSetup.of(
                        BankSetup.of(new BankId("harbour-7"), Set.of(A01)),
                        "1.0",
                        "right",
                        TestKeys.trust(),
                        Seal.with(TestKeys.BANK),
                        TestKeys.SECRET),
                new AgentPorts(
                        disk,
                        world.hardware(),
                        PahoTransport.plain(URI.create("tcp://127.0.0.1:" + brokerPort)),
                        InstantSource.system(),
                        new Random(1)));
    }

    private String socket() {
        return folder.resolve("notify").toString();
    }

    private Supervisor supervisor() {
        return Supervisor.of(
                Map.of("NOTIFY_SOCKET", socket(), "WATCHDOG_USEC", Long.toString(WATCHDOG.toMillis() * 1_000)), 1);
    }

    /// The next word that is no status; `null` when none comes within the watchdog's time, which is when systemd acts.
    private static @Nullable String next(NotifySocket heard) {
        long end = System.nanoTime() + WATCHDOG.toNanos();
        while (true) {
            String word = heard.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            if (word == null || !word.startsWith("STATUS=")) {
                return word;
            }
        }
    }

    private static void expectFed(NotifySocket heard, int times) {
        for (int i = 0; i < times; i++) {
            assertEquals("WATCHDOG=1", next(heard));
        }
    }

    @Test
    void isFedWithTheBrokerDownAndNotWhileTheControlLoopHangs() {
        try (NotifySocket heard = new NotifySocket(socket())) {
            Agent agent = agent(Mosquitto.freePort());
            try (AgentThreads _ = AgentThreads.start(agent, supervisor(), SOON);
                    FaultyDisk.Letting _ = disk::goOn) {
                assertEquals("READY=1\nSTATUS=running", heard.next(Duration.ofSeconds(10)));
                expectFed(heard, 6);
                assertNull(agent.link().status().session(), "nothing of this needs a broker");

                disk.blockForces();
                assertTrue(agent.control().offer(new Input.DoorSensed(A01, true)));
                Await.until("somebody hangs in a force", disk::isBlocked);
                heard.drain();
                List<String> words = new ArrayList<>();
                long end = System.nanoTime() + 2 * WATCHDOG.toNanos();
                while (System.nanoTime() < end) {
                    String word = heard.next(Duration.ofMillis(200));
                    if (word != null) {
                        words.add(word);
                    }
                }
                assertTrue(words.stream().filter("WATCHDOG=1"::equals).count() <= 1, words.toString());
                List<String> told = words.stream()
                        .filter(word -> word.startsWith("STATUS="))
                        .toList();
                assertEquals(1, told.size(), "told once: " + words);
                assertTrue(told.getFirst().startsWith("STATUS=stuck: control still for"), told.toString());

                disk.goOn();
                expectFed(heard, 3);
            }
            List<String> last = heard.drain();
            assertTrue(last.contains("STOPPING=1"), last.toString());
        }
    }

    @Test
    void isNotFedWhenADiskThatNobodyWritesToHangs() {
        try (NotifySocket heard = new NotifySocket(socket())) {
            Agent agent = agent(Mosquitto.freePort());
            try (AgentThreads _ = AgentThreads.start(agent, supervisor(), SOON);
                    FaultyDisk.Letting _ = disk::goOn) {
                assertEquals("READY=1\nSTATUS=running", heard.next(Duration.ofSeconds(10)));
                expectFed(heard, 3);
                disk.blockForces();
                Await.until("the proof hangs in a force", disk::isBlocked);
                String status = heard.next(WATCHDOG.multipliedBy(2));
                while (status != null && !status.startsWith("STATUS=")) {
                    status = heard.next(WATCHDOG.multipliedBy(2));
                }
                assertNotNull(status);
                assertTrue(status.startsWith("STATUS=stuck: journal still for"), status);
                assertNull(next(heard));
                disk.goOn();
                expectFed(heard, 2);
            }
        }
    }

    @Test
    void tellsNothingWhenNobodyWatches() {
        try (NotifySocket heard = new NotifySocket(socket())) {
            Agent agent = agent(Mosquitto.freePort());
            try (AgentThreads _ = AgentThreads.start(agent)) {
                Await.until(
                        "the first entries are durable", () -> agent.journal().durableSeq() > 0);
            }
            assertEquals(List.of(), heard.drain());
            assertFalse(story.isEmpty());
        }
    }
}
