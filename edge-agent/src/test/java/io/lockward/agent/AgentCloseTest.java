package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.link.Await;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Seal;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The end of an agent: what it does first, and what it leaves for the next one.
class AgentCloseTest {
    private static final CompartmentId A01 = new CompartmentId("A01");

    private FaultyDisk disk = new FaultyDisk(new ArrayList<>());
    private final RecordingWorld world = new RecordingWorld();

    /// What is asked to stop was asked by a person or by a shutdown of the machine; nothing else leaves a mark.
    @Test
    void tellsABootAfterAnOrderlyShutdownFromOneThatThePowerBegan() {
        world.doors.put(A01, DoorPosition.CLOSED);
        assertEquals(AgentEntry.Cause.POWER_ON, startedBy(Agent::stop, 1));
        assertEquals(AgentEntry.Cause.AGENT_RESTART, startedBy(Agent::stop, 1));
        assertEquals(AgentEntry.Cause.REBOOT, startedBy(_ -> {}, 2), "stopped, then a new boot");
        assertEquals(AgentEntry.Cause.POWER_ON, startedBy(_ -> {}, 3), "nobody asked the one before to stop");
        assertEquals(AgentEntry.Cause.POWER_ON, startedBy(agent -> agent.failed(new IllegalStateException()), 4));
        assertEquals(AgentEntry.Cause.POWER_ON, startedBy(Agent::stop, 5), "a fault of its own is no shutdown");
    }

    /// Starts an agent in a boot, and ends it in a way.
    private AgentEntry.@Nullable Cause startedBy(Consumer<Agent> end, long boot) {
        disk = disk.powerCut(new ArrayList<>());
        world.boot = boot;
        Agent agent = agent();
        agent.workControl();
        BankMemory.Boot now = agent.control().state().memory().boot();
        List<AgentEntry.Cause> causes = new ArrayList<>();
        agent.journal().read(1, 1 << 20, 1_000).entries().forEach(recorded -> {
            if (WireJson.entry(recorded.bytes()) instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                    && stamped.entry() instanceof AgentEntry.Started started) {
                causes.add(started.cause());
            }
        });
        assertNotNull(now);
        assertEquals(boot, now.number(), "the rounds of this test are the boots of the bank");
        end.accept(agent);
        agent.close();
        return causes.getLast();
    }

    @Test
    void switchesTheLocksOffBeforeItWaitsForADiskThatHangs() throws Exception {
        world.doors.put(A01, DoorPosition.CLOSED);
        Agent agent = agent();
        disk.blockForces();
        try (FaultyDisk.Letting _ = disk::goOn) {
            Thread working = Thread.ofPlatform().daemon().start(agent::workControl);
            Await.until("the control loop hangs in a force", disk::isBlocked);
            Thread closing = Thread.ofPlatform().daemon().start(agent::close);
            Await.until("the locks are off", () -> world.story.contains("locks off"));
            assertTrue(disk.isBlocked(), "the disk still hangs");

            disk.goOn();
            assertTrue(working.join(Duration.ofSeconds(20)));
            assertTrue(closing.join(Duration.ofSeconds(20)));
        }
    }

    private Agent agent() {
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
                        PahoTransport.plain(URI.create("tcp://127.0.0.1:1")),
                        InstantSource.system(),
                        new Random(1)));
    }
}
