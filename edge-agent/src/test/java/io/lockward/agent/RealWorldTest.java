package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.config.ConfigReader;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.agent.hardware.kiosk.PageOrders;
import io.lockward.agent.hardware.lockboard.BoardEmulator;
import io.lockward.agent.hardware.lockboard.BoardFamily;
import io.lockward.agent.hardware.lockboard.Pty;
import io.lockward.agent.hardware.pi4j.Pi4jBoard;
import io.lockward.agent.hardware.pi4j.Pi4jContext;
import io.lockward.agent.link.Await;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/// From the configuration to adapters, as far as a machine without GPIO goes: Pi4J by its mock.
@SuppressWarnings("NullAway.Init")
class RealWorldTest {
    private static final CompartmentId A01 = new CompartmentId("A01");

    @TempDir
    Path folder;

    private final Context context =
            Pi4jContext.of(MockDigitalOutputProvider.newInstance(), MockDigitalInputProvider.newInstance());

    private AgentConfig config(String lines) throws Exception {
        String text = """
                bank = harbour-7
                broker.url = tcp://127.0.0.1:1883
                broker.password-file = password
                controller = dry-run
                compartment.A01 = size M, lock 17, door 27
                root-key = %s
                %s
                """.formatted(TestKeys.ROOT.verifyingKey().x(), lines);
        return assertInstanceOf(ConfigReader.Outcome.Good.class, ConfigReader.read(text, folder))
                .config();
    }

    private static AgentHardware opened(AgentConfig config, Path devices, RealWorld.Pi4jSource pi4j)
            throws IOException {
        return RealWorld.hardware(config, devices, pi4j, new PageOrders(System::nanoTime));
    }

    private Pi4jBoard board(String inputs) {
        return new Pi4jBoard(context, "mock-digital-output", inputs);
    }

    @Test
    void drivesPi4jAsConfiguredAndShutsItDown() throws Exception {
        AgentConfig config = config("""
                hardware = pi4j
                lock.active-high = no
                door.closed-high = yes
                door.pull = down
                """);
        AgentHardware hardware = opened(config, folder, () -> board("mock-digital-input"));
        DigitalOutput lock = context.io("lock-A01", DigitalOutput.class);
        MockDigitalInput door = context.io("door-A01", MockDigitalInput.class);
        assertEquals(17, lock.config().address());
        assertEquals(DigitalState.HIGH, lock.state(), "at rest");
        assertEquals(27, door.config().address());
        assertEquals(PullResistance.PULL_DOWN, door.config().pull());
        door.mockState(DigitalState.HIGH);
        assertEquals(Map.of(A01, DoorPosition.CLOSED), hardware.doors().readAll());

        List<DigitalState> seen = new CopyOnWriteArrayList<>();
        lock.addListener(event -> seen.add(event.state()));
        CompletableFuture<PulseResult> end = new CompletableFuture<>();
        hardware.locks().pulse(A01, Duration.ofMillis(30), end::complete);
        assertInstanceOf(PulseResult.Pulsed.class, end.get(10, TimeUnit.SECONDS));
        assertEquals(List.of(DigitalState.LOW, DigitalState.HIGH), seen);

        hardware.locks().close();
        hardware.locks().close();
        assertTrue(!context.isShutdown(), "the doors still use it");
        hardware.close();
        assertTrue(context.isShutdown());
        assertEquals(DigitalState.HIGH, lock.state());
    }

    @Test
    void drivesLockBoardsAsConfiguredAndKeepsTheirLibraryToItself() throws Exception {
        Pty pty = Pty.open();
        try (BoardEmulator boards = new BoardEmulator(BoardFamily.CU48, pty, 3)) {
            boards.contact(3, 9, false);
            String text =
                    """
                    bank = harbour-7
                    broker.url = tcp://127.0.0.1:1883
                    broker.password-file = password
                    controller = dry-run
                    journal.folder = journal
                    hardware = lockboard
                    lock-board = cu48
                    lock-board.device = %s
                    compartment.A01 = size M, board 3, lock 48
                    tamper = board 3, channel 9
                    root-key = %s
                    """.formatted(pty.device(), TestKeys.ROOT.verifyingKey().x());
            AgentConfig config = assertInstanceOf(ConfigReader.Outcome.Good.class, ConfigReader.read(text, folder))
                    .config();
            try (AgentHardware hardware = opened(config, folder, () -> board("mock-digital-input"))) {
                CompletableFuture<PulseResult> end = new CompletableFuture<>();
                Await.until(
                        "the board answers", () -> hardware.doors().readAll().equals(Map.of(A01, DoorPosition.CLOSED)));
                assertEquals(true, hardware.cabinet().isOpen());
                hardware.locks().pulse(A01, Duration.ofMillis(30), end::complete);
                assertEquals(new PulseResult.Pulsed(Duration.ofMillis(30)), end.get(10, TimeUnit.SECONDS));
                assertEquals(1, boards.pulses(3, 48));
            }
        }
    }

    @Test
    void leavesNothingOpenWhenALineCannotBeHad() throws Exception {
        AgentConfig config = config("hardware = pi4j\n");
        IOException refused = assertThrows(IOException.class, () -> opened(config, folder, () -> board("no-such-one")));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("Pi4J refuses a door line"), refused.toString());
        assertTrue(context.isShutdown());
    }

    /// Pi4J brings its native library for ARM only.
    @Test
    @EnabledOnOs(architectures = "amd64")
    void saysThatPi4jCannotWorkHere() throws Exception {
        AgentConfig config = config("hardware = pi4j\n");
        IOException refused = assertThrows(IOException.class, () -> opened(config, folder, Pi4jBoard::gpiod));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("Pi4J"), refused.toString());
    }

    @Test
    void namesTheChipThatIsNotThere() throws Exception {
        AgentConfig labelled = config("gpio.chip = pinctrl-rp1\n");
        DeviceFault fault =
                assertThrows(DeviceFault.class, () -> opened(labelled, folder, () -> board("mock-digital-input")));
        assertEquals(DeviceFault.Kind.NO_DEVICE, fault.kind());
        assertEquals("no GPIO chip is labelled pinctrl-rp1; the labels here are []", fault.getMessage());

        AgentConfig device = config("gpio.chip = " + folder.resolve("gpiochip7") + "\n");
        DeviceFault absent =
                assertThrows(DeviceFault.class, () -> opened(device, folder, () -> board("mock-digital-input")));
        assertEquals(DeviceFault.Kind.NO_DEVICE, absent.kind());
        assertTrue(String.valueOf(absent.getMessage()).contains("gpiochip7"), absent.getMessage());
    }
}
