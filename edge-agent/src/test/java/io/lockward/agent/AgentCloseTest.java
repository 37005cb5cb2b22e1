package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.link.Await;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Seal;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The end of an agent whose disk does not answer.
class AgentCloseTest {
    private static final CompartmentId A01 = new CompartmentId("A01");

    private final FaultyDisk disk = new FaultyDisk(new ArrayList<>());
    private final RecordingWorld world = new RecordingWorld();

    @Test
    void switchesTheLocksOffBeforeItWaitsForADiskThatHangs() throws Exception {
        world.doors.put(A01, DoorPosition.CLOSED);
        Agent agent = new Agent(
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
}
