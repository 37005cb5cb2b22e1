package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Input;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.journal.Disk;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.link.Await;
import io.lockward.agent.link.CloudEnd;
import io.lockward.agent.link.Mosquitto;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Seal;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.entry.CommandEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole agent on its own threads: files, a real Mosquitto, and hardware that writes down what is asked of it.
@SuppressWarnings("NullAway.Init")
final class AgentThreadsIT {
    private static final BankId BANK = new BankId("harbour-7");
    private static final CompartmentId A01 = new CompartmentId("A01");

    @TempDir
    Path folder;

    private RecordingWorld world = freshWorld();

    /// The same boot each time, with an uptime that runs.
    private static RecordingWorld freshWorld() {
        RecordingWorld world = new RecordingWorld();
        world.alsoUp = () -> System.nanoTime() / 1_000_000;
        world.opensDoors = true;
        world.doors.put(A01, DoorPosition.CLOSED);
        return world;
    }

    private Agent agent(Disk disk, int port) {
        AgentSetup setup = AgentSetup.of(
                BankSetup.of(BANK, Set.of(A01)),
                "1.0",
                "right",
                TestKeys.trust(),
                Seal.with(TestKeys.BANK),
                TestKeys.SECRET);
        return new Agent(
                setup,
                new AgentPorts(
                        disk,
                        world.hardware(),
                        PahoTransport.plain(URI.create("tcp://127.0.0.1:" + port)),
                        InstantSource.system(),
                        new Random(1)));
    }

    private CommandClaims unlock(int number) {
        var controller = world.hardware().controller();
        return new CommandClaims(
                new CommandId(new UUID(((long) number << 16) | 0x7000L, 0x8000_0000_0000_0000L)),
                BANK,
                controller.bootId(),
                controller.uptime().toMillis() + 20_000,
                "operator",
                "resident waits",
                new Command.Unlock(A01));
    }

    private static byte[] signed(CommandClaims claims) {
        return TestKeys.sign(claims);
    }

    private long pulses() {
        return world.story.stream().filter("pulse A01"::equals).count();
    }

    private static long presences(CloudEnd cloud, Presence.State state) {
        return cloud.presences.stream().filter(said -> said.state() == state).count();
    }

    private static boolean verified(CloudEnd cloud, CommandClaims claims) {
        return cloud.entries.stream()
                .anyMatch(entry -> entry.entry() instanceof CommandEntry.Concluded concluded
                        && concluded.command().equals(claims.jti())
                        && concluded.outcome() == CommandEntry.Outcome.VERIFIED);
    }

    private static boolean online(CloudEnd cloud) {
        return !cloud.presences.isEmpty() && cloud.presences.getLast().state() == Presence.State.ONLINE;
    }

    /// How often the door was seen to be closed: once at the first start, and once after each opening.
    private static long closings(CloudEnd cloud) {
        return cloud.entries.stream()
                .filter(entry -> entry.type().equals("door.closed"))
                .map(entry -> entry.seq())
                .distinct()
                .count();
    }

    @Test
    void pulsesOnceForACommandOverMqttAlsoAcrossARestartAndLeavesInOrder() throws IOException {
        Path files = folder.resolve("journal");
        CommandClaims first;
        try (Mosquitto broker = new Mosquitto(folder);
                CloudEnd cloud = new CloudEnd(broker.port(), BANK)) {
            try (AgentThreads _ = AgentThreads.start(agent(FileDisk.open(files), broker.port()))) {
                Await.until("the bank is online", () -> online(cloud) && closings(cloud) == 1);
                first = unlock(1);
                for (int i = 0; i < 3; i++) {
                    cloud.send(Channel.COMMANDS, signed(first));
                }
                CommandClaims sent = first;
                Await.until("the command's end is with the cloud", () -> verified(cloud, sent));
                assertTrue(FileDisk.isInUse(files));
            }
            assertEquals(1, pulses());
            assertEquals("locks off", world.story.getLast());
            Await.until("the goodbye is with the cloud", () -> presences(cloud, Presence.State.OFFLINE) == 1);
            assertEquals(0, presences(cloud, Presence.State.LOST), "no will after a goodbye");

            world = freshWorld();
            try (AgentThreads _ = AgentThreads.start(agent(FileDisk.open(files), broker.port()))) {
                Await.until("the bank is online again", () -> online(cloud) && closings(cloud) == 2);
                CommandClaims second = unlock(2);
                cloud.send(Channel.COMMANDS, signed(first));
                cloud.send(Channel.COMMANDS, signed(second));
                Await.until("the second command's end is with the cloud", () -> verified(cloud, second));
            }
            assertEquals(1, pulses(), "the first command is remembered, the second one is new");
            assertEquals(
                    cloud.entries.stream().mapToLong(entry -> entry.seq()).max().orElse(0),
                    cloud.entries.stream().map(entry -> entry.seq()).distinct().count(),
                    "no entry is missing");
        }
    }

    @Test
    void endsByItselfWithLocksOffWhenTheJournalFails() throws Exception {
        FaultyDisk disk = new FaultyDisk(world.story);
        Agent agent = agent(disk, Mosquitto.freePort());
        try (AgentThreads threads = AgentThreads.start(agent)) {
            Await.until("the first entries are durable", () -> agent.journal().durableSeq() > 0);
            disk.failForces();
            agent.control().offer(new Input.CommandArrived(unlock(1)));
            CompletableFuture<ExitCode> end = CompletableFuture.supplyAsync(() -> {
                try {
                    return threads.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertEquals(ExitCode.JOURNAL_FAILED, end.get(20, TimeUnit.SECONDS));
            assertTrue(world.story.contains("locks off"), "also before anybody closes it");
        }
        assertEquals(ExitCode.JOURNAL_FAILED, agent.ended());
        assertEquals(
                List.of(),
                world.story.stream().filter(line -> line.startsWith("pulse")).toList());
        assertFalse(world.story.contains("halt"));
    }
}
