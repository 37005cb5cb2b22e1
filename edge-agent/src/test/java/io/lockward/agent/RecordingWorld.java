package io.lockward.agent;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.DiskUse;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.Doors;
import io.lockward.agent.hardware.Kiosk;
import io.lockward.agent.hardware.Locks;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.Ups;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.RebootLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Hardware that writes down what is asked of it, under a clock moved by hand. Any thread; each lock that is pulsed
/// opens its door, when the doors are listened to.
final class RecordingWorld {
    final List<String> story = new CopyOnWriteArrayList<>();
    final Map<CompartmentId, DoorPosition> doors = new ConcurrentSkipListMap<>();
    volatile @Nullable Consumer<DoorEdge> listener;
    /// What moves [#up] besides the hand.
    LongSupplier alsoUp = () -> 0;
    volatile String upsStatus = "OL";
    long up = 1_000;
    long boot = 1;
    boolean opensDoors;

    AgentHardware hardware() {
        return new AgentHardware(new RecordedLocks(), new ReadDoors(), new ReadUps(), new Screen(), new Machine());
    }

    private final class Screen implements Kiosk {
        @Override
        public void restart(Consumer<Outcome> outcome) {
            story.add("kiosk restart");
            outcome.accept(new Outcome.Done());
        }

        @Override
        public void locate(Duration length, Consumer<Outcome> outcome) {
            story.add("kiosk shows itself");
            outcome.accept(new Outcome.Done());
        }
    }

    private final class RecordedLocks implements Locks {
        @Override
        public void pulse(CompartmentId compartment, Duration length, Consumer<PulseResult> outcome) {
            story.add("pulse " + compartment);
            Consumer<DoorEdge> told = listener;
            if (told != null && opensDoors) {
                doors.put(compartment, DoorPosition.OPEN);
                told.accept(new DoorEdge(compartment, DoorPosition.OPEN));
            }
            outcome.accept(new PulseResult.Pulsed(length));
        }

        @Override
        public void close() {
            story.add("locks off");
        }
    }

    private final class ReadDoors implements Doors {
        @Override
        public void listen(Consumer<DoorEdge> told) {
            listener = told;
        }

        @Override
        public Map<CompartmentId, DoorPosition> readAll() {
            return doors;
        }

        @Override
        public void close() {}
    }

    private final class ReadUps implements Ups {
        @Override
        public UpsReading poll() {
            return new UpsReading.Read(UpsState.of(upsStatus, 80, 3_000));
        }

        @Override
        public void close() {}
    }

    private final class Machine implements Controller {
        @Override
        public void reboot(RebootLevel level, Consumer<Outcome> outcome) {
            story.add("reboot " + level);
            outcome.accept(new Outcome.Done());
        }

        @Override
        public void halt(Consumer<Outcome> outcome) {
            story.add("halt");
            outcome.accept(new Outcome.Done());
        }

        @Override
        public BootId bootId() {
            return new BootId(new UUID(0x4000L, 0x8000_0000_0000_0000L | boot));
        }

        @Override
        public Duration uptime() {
            return Duration.ofMillis(up + alsoUp.getAsLong());
        }

        @Override
        public @Nullable DiskUse disk() {
            return new DiskUse(100, 50);
        }

        @Override
        public @Nullable Integer temperatureMilliCelsius() {
            return null;
        }
    }
}
