package io.lockward.agent.hardware.camera;

import io.lockward.agent.bank.Bank;
import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.DoorReading;
import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.Step;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Kept;
import io.lockward.agent.bank.clip.Place;
import io.lockward.agent.bank.clip.Want;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.hardware.Cameras.CutResult;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The real rules and real cameras in real time, on a journal of memory, with a plug to pull and a wall clock
/// to turn.
final class FilmedBank {
    static final long EPOCH = 7;

    record Line(long seq, Stamp stamp, Entry entry) {}

    private final ClipSetup clips;
    private final List<CameraSettings> settings;
    private final RecorderSettings recorder;
    private final Set<CompartmentId> compartments;
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    final List<Line> journal = new ArrayList<>();
    final Map<Long, Long> bootedNanos = new HashMap<>();
    final Map<Long, Long> bootedWall = new HashMap<>();
    private final InstantSource wall;
    volatile long wallOffset;
    private volatile long bootNanos;
    private long boot;
    private BankState state = BankState.of(BankSetup.of(new BankId("harbour-7"), Set.of()), BankMemory.EMPTY);
    private long tickedUp;
    FfmpegCameras cameras;

    /// Where clips are brought to, one with every look around; `null` for a bank without a network.
    @Nullable
    Path cloud;

    FilmedBank(
            ClipSetup clips,
            List<CameraSettings> settings,
            RecorderSettings recorder,
            Set<CompartmentId> compartments) {
        this.clips = clips;
        this.settings = settings;
        this.recorder = recorder;
        this.compartments = compartments;
        this.wall = () -> InstantSource.system().instant().plusMillis(wallOffset);
        this.cameras = new FfmpegCameras(settings, recorder, this::up, wall);
        boot();
    }

    long up() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - bootNanos) + 1_000;
    }

    long bootNumber() {
        return boot;
    }

    private void boot() {
        boot++;
        bootNanos = System.nanoTime();
        bootedNanos.put(boot, bootNanos);
        bootedWall.put(boot, System.currentTimeMillis() - 1_000);
        start();
    }

    /// The uptime of its boot at which the machine's own wall clock said this.
    long upAt(long ofBoot, long wallMillis) {
        return wallMillis - Objects.requireNonNull(bootedWall.get(ofBoot));
    }

    /// A new process: what the journal says, and cameras anew.
    private void start() {
        BankMemory memory = BankMemory.EMPTY;
        for (Line line : journal) {
            memory = memory.then(new Place(EPOCH, line.seq()), line.stamp(), line.entry());
        }
        BankSetup setup = new BankSetup(
                        new BankId("harbour-7"),
                        new TreeSet<>(compartments),
                        ShutdownRule.DEFAULT,
                        false,
                        Timing.DEFAULT)
                .withClips(clips);
        state = BankState.of(setup, memory);
        inputs.clear();
        tickedUp = 0;
        cameras = new FfmpegCameras(settings, recorder, this::up, wall);
        cameras.start(EPOCH, boot);
        decide(new Input.Started("1.0", false));
        Map<CompartmentId, DoorReading> shut = new TreeMap<>();
        compartments.forEach(compartment -> shut.put(compartment, DoorReading.CLOSED));
        decide(new Input.DoorsRead(shut));
        decide(new Input.DoorsRead(shut));
    }

    /// The process dies, with its pipelines or without them, and comes back in the same boot.
    void crash(boolean pipelinesToo) {
        FfmpegCameras dead = cameras;
        if (pipelinesToo) {
            dead.pids().forEach(FilmedBank::kill);
        }
        dead.vanish();
        start();
    }

    /// Everything dies; `meanwhile` is what the power cut does to the disk.
    void powerCut(Runnable meanwhile) {
        cameras.pids().forEach(FilmedBank::kill);
        cameras.vanish();
        meanwhile.run();
        boot();
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /// Lets time go on until an uptime, deciding what happens.
    void until(long when) throws InterruptedException {
        while (up() < when) {
            Input next = inputs.poll(50, TimeUnit.MILLISECONDS);
            if (next != null) {
                decide(next);
            }
            if (up() - tickedUp >= 200) {
                tickedUp = up();
                decide(new Input.Tick());
                cameras.look().forEach((camera, fault) -> decide(new Input.CameraRead(camera, fault.orElse(null))));
                Set<String> names = new HashSet<>();
                state.memory().clips().wants().stream().map(Want::clip).forEach(names::add);
                state.memory().clips().kept().stream().map(Kept::clip).forEach(names::add);
                cameras.keep(names);
                if (cameras.isTight()) {
                    decide(new Input.ClipsTight());
                }
                if (cloud != null) {
                    upload(cloud);
                }
            }
        }
    }

    /// Why a camera gives no pictures.
    Optional<String> fault(String camera) {
        return Objects.requireNonNull(cameras.look().get(camera));
    }

    /// The oldest clip goes to the cloud, whole, and only then the bank hears of it.
    private void upload(Path to) {
        for (Kept kept : state.memory().clips().kept()) {
            Path file = cameras.file(kept.clip());
            if (file != null) {
                try {
                    Files.copy(file, to.resolve(kept.clip() + ".mp4"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                decide(new Input.ClipUploaded(kept.clip()));
                return;
            }
        }
    }

    boolean isSettled() {
        return state.memory().clips().wants().isEmpty();
    }

    void decide(Input input) {
        long last = journal.isEmpty() ? 0 : journal.getLast().seq();
        Now now = new Now(
                wall.instant(),
                Duration.ofMillis(up()),
                boot,
                new BootId(new UUID(boot, 0x8000_0000_0000_0000L)),
                new Place(EPOCH, last));
        Step step = Bank.decide(state, input, now);
        state = step.next();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Append(Entry entry)) {
                journal.add(new Line(++last, now.stamp(), entry));
            } else if (effect instanceof Effect.CutClip(Cut cut)) {
                cameras.cut(cut, result -> inputs.add(answer(cut, result)));
            }
        }
    }

    private static Input answer(Cut cut, CutResult result) {
        return switch (result) {
            case CutResult.Done done -> new Input.ClipCut(cut.clip(), cut.last(), done.footage());
            case CutResult.Failed failed -> new Input.ClipMissed(cut.clip(), cut.last(), failed.reason());
        };
    }

    <T extends Entry> List<T> all(Class<T> type) {
        return journal.stream()
                .map(Line::entry)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
