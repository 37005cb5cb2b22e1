package io.lockward.agent;

import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.hardware.Cabinet;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.DoorWiring;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.LockLimits;
import io.lockward.agent.hardware.LockWiring;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.gpiochip.GpioChip;
import io.lockward.agent.hardware.gpiochip.GpioInput;
import io.lockward.agent.hardware.gpiochip.GpiochipDoors;
import io.lockward.agent.hardware.gpiochip.GpiochipLocks;
import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.agent.hardware.lockboard.LockBoardSettings;
import io.lockward.agent.hardware.lockboard.LockBoards;
import io.lockward.agent.hardware.pi4j.Pi4jBoard;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a configuration means for locks, door switches and the cabinet's switch.
///
/// @param items what the lock boards say is inside, empty without boards
record LockLines(Locks locks, Doors doors, Cabinet cabinet, Supplier<Map<CompartmentId, Boolean>> items) {
    private static final LockLimits LIMITS =
            new LockLimits(Duration.ofSeconds(3), LockLimits.DEFAULT.waiting(), LockLimits.DEFAULT.patience());

    private static final Logger LOG = LoggerFactory.getLogger(LockLines.class);

    /// Opens everything, or leaves nothing open.
    ///
    /// @param devices `/dev`
    /// @throws IOException with a sentence for people
    static LockLines open(AgentConfig config, Path devices, RealWorld.Pi4jSource pi4j) throws IOException {
        LockLines opened = switch (config.gpio().adapter()) {
            case NONE -> new LockLines(new NoLocks(), new NoDoors(), Cabinet.unwatched(), Map::of);
            case GPIOCHIP -> gpiochip(config, devices);
            case PI4J -> {
                Pi4jBoard.Lines lines = pi4j.open()
                        .open(
                                locks(config),
                                doors(config),
                                LIMITS,
                                config.gpio().debounce(),
                                System::nanoTime);
                yield new LockLines(lines.locks(), lines.doors(), Cabinet.unwatched(), Map::of);
            }
            case LOCKBOARD -> boards(config);
        };
        AgentConfig.TamperLine line = config.tamper();
        if (line == null) {
            return opened;
        }
        try (GpioChip chip = RealWorld.chip(config.gpio().chip(), devices)) {
            return new LockLines(
                    opened.locks(),
                    opened.doors(),
                    new CabinetLine(GpioInput.open(chip, line.line()), line.closedHigh()),
                    opened.items());
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    void close() {
        locks.close();
        doors.close();
        cabinet.close();
    }

    /// Where the native half of the serial library goes: with what else is the agent's own.
    static Path library(AgentConfig config) {
        return config.journalFolder().resolve("native");
    }

    private static LockLines boards(AgentConfig config) throws IOException {
        LockBoardSettings settings = config.boards();
        if (settings == null) {
            throw new IOException("no lock board is configured");
        }
        LockBoards boards =
                LockBoards.open(settings, config.gpio().debounce(), LIMITS, library(config), System::nanoTime);
        return new LockLines(
                boards.locks(),
                boards.doors(),
                settings.tamper() == null ? Cabinet.unwatched() : new CabinetChannel(boards),
                boards::items);
    }

    private static LockLines gpiochip(AgentConfig config, Path devices) throws IOException {
        // The lines stay ours when the chip is closed.
        try (GpioChip chip = RealWorld.chip(config.gpio().chip(), devices)) {
            Locks locks = GpiochipLocks.open(chip, locks(config), LIMITS, System::nanoTime);
            try {
                Duration window = config.gpio().debounce();
                return new LockLines(
                        locks, GpiochipDoors.open(chip, doors(config), window), Cabinet.unwatched(), Map::of);
            } catch (IOException | RuntimeException e) {
                locks.close();
                throw e;
            }
        }
    }

    private static List<LockWiring> locks(AgentConfig config) {
        return config.compartments().entrySet().stream()
                .map(one -> new LockWiring(
                        one.getKey(), one.getValue().lockLine(), config.gpio().locksActiveHigh()))
                .toList();
    }

    private static List<DoorWiring> doors(AgentConfig config) {
        return config.compartments().entrySet().stream()
                .map(one -> new DoorWiring(
                        one.getKey(),
                        one.getValue().doorLine(),
                        config.gpio().doorsClosedHigh(),
                        config.gpio().doorPull()))
                .toList();
    }

    private record CabinetLine(GpioInput input, boolean closedHigh) implements Cabinet {
        @Override
        public boolean isWatched() {
            return true;
        }

        @Override
        public @Nullable Boolean isOpen() {
            try {
                return input.isHigh() != closedHigh;
            } catch (DeviceFault e) {
                LOG.atWarn().setCause(e).log("The cabinet's switch cannot be read");
                return null;
            }
        }

        @Override
        public void close() {
            input.close();
        }
    }

    /// The boards are closed with locks and doors.
    private record CabinetChannel(LockBoards boards) implements Cabinet {
        @Override
        public boolean isWatched() {
            return true;
        }

        @Override
        public @Nullable Boolean isOpen() {
            return boards.tamper();
        }

        @Override
        public void close() {}
    }

    private record NoLocks() implements Locks {
        @Override
        public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
            outcome.accept(new PulseResult.Failed(
                    PulseResult.Fault.UNKNOWN_COMPARTMENT, "this agent is configured without locks"));
        }

        @Override
        public void close() {}
    }

    private record NoDoors() implements Doors {
        @Override
        public void listen(Consumer<DoorEdge> listener) {}

        @Override
        public Map<CompartmentId, DoorPosition> readAll() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
