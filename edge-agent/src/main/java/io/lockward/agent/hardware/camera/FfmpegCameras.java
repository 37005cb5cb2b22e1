package io.lockward.agent.hardware.camera;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.hardware.Cameras;
import io.lockward.protocol.ClipName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cameras through ffmpeg. Below the folder of footage:
///
/// ```
/// ring/left/…ts     finished segments of camera left (see Segment)
/// ring/left/open-…/ what its pipeline writes now
/// clips/c-….mp4     clips that were cut, until the cloud has them
/// ```
///
/// Two threads of its own, and two for each camera: `cameras` supervises, keeps the bounds and sweeps; `clips`
/// cuts, and looks once a minute whether a camera's picture stands still. When the disk runs full the oldest footage
/// goes first, then [#isTight()] lets the bank give up the oldest clip, and last the cameras stop.
///
/// All that can go wrong with the folder happens on `cameras` and costs footage: a camera whose folder cannot be used
/// is told as failed and tried again, and nothing else waits for it.
///
/// Thread rule: any thread.
public final class FfmpegCameras implements Cameras {
    private static final Duration PACE = Duration.ofMillis(500);

    /// A segment after the end must be there before a clip is cut, and comes within this time or not at all.
    private static final long PATIENCE_MILLIS = 15_000;

    /// Between two tries to use a folder that could not be used.
    private static final long REOPEN_MILLIS = 10_000;

    private static final String NO_FOLDER = "the folder of footage cannot be used";

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegCameras.class);

    private record Asked(Cut cut, Consumer<CutResult> answer) {}

    private final List<CameraSettings> settings;
    private final RecorderSettings recorder;
    private final LongSupplier uptime;
    private final InstantSource wall;
    private final Path clips;
    private final Cutter cutter;
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    /// Why cameras that are not open are not.
    private final Map<String, String> shut = new ConcurrentHashMap<>();

    private volatile Map<String, FilmedCamera> cameras = Map.of();
    private volatile @Nullable Set<String> kept;
    private volatile @Nullable String cutting;
    private volatile boolean tight;
    private volatile long startedUp;
    private long reopenUp = Long.MIN_VALUE;
    private boolean unswept;
    private long epoch;
    private long boot;

    /// Nothing is started yet.
    ///
    /// @param uptime of the controller in milliseconds
    /// @param wall notes beside each segment what the clock said
    public FfmpegCameras(
            List<CameraSettings> settings, RecorderSettings recorder, LongSupplier uptime, InstantSource wall) {
        this.settings = List.copyOf(settings);
        this.recorder = recorder;
        this.uptime = uptime;
        this.wall = wall;
        this.clips = recorder.folder().resolve("clips");
        this.cutter = new Cutter(recorder.programs(), clips);
    }

    @Override
    public void start(long ofEpoch, long ofBoot) {
        epoch = ofEpoch;
        boot = ofBoot;
        startedUp = uptime.getAsLong();
        threads.add(thread("cameras", this::supervise));
        threads.add(thread("clips", this::cutAll));
    }

    @Override
    public Map<String, Optional<String>> look() {
        Map<String, Optional<String>> seen = new LinkedHashMap<>();
        for (CameraSettings one : settings) {
            FilmedCamera camera = cameras.get(one.name());
            seen.put(one.name(), camera == null ? Optional.ofNullable(shut.get(one.name())) : camera.fault());
        }
        return seen;
    }

    @Override
    public void cut(Cut cut, Consumer<CutResult> answer) {
        boolean known = settings.stream().anyMatch(one -> one.name().equals(cut.camera()));
        if (!known || !ClipName.isValid(cut.clip())) {
            answer.accept(new CutResult.Failed("there is no such camera"));
            return;
        }
        synchronized (asked) {
            asked.put(cut.clip(), new Asked(cut, answer));
        }
    }

    @Override
    public synchronized void keep(Set<String> names) {
        if (!names.equals(kept)) {
            kept = Set.copyOf(names);
            // What was given up makes room first; whether that was enough the next turn says.
            tight = false;
        }
    }

    @Override
    public @Nullable Path file(String clip) {
        Path file = ClipName.isValid(clip) ? cutter.file(clip) : null;
        return file != null && Files.exists(file) ? file : null;
    }

    @Override
    public boolean isTight() {
        return tight;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofSeconds(3))) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        cameras.values().forEach(FilmedCamera::stop);
    }

    /// Ends the threads and leaves pipelines and files as they are: what is left of a process that died.
    void vanish() {
        closing.countDown();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The pipelines' processes, for tests that kill them.
    List<Long> pids() {
        return cameras.keySet().stream()
                .flatMap(camera -> pids(camera).stream())
                .toList();
    }

    /// Those of one camera.
    List<Long> pids(String camera) {
        FilmedCamera filmed = cameras.get(camera);
        Recording recording = filmed == null ? null : filmed.recording();
        return recording == null ? List.of() : recording.pids();
    }

    private Thread thread(String name, Runnable turn) {
        return Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                while (!closing.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    survive(name, turn);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Whatever a turn runs into, also a heap that is full, the next one comes.
    private static void survive(String name, Runnable turn) {
        try {
            turn.run();
        } catch (RuntimeException | Error e) {
            LOG.atError().addKeyValue("thread", name).setCause(e).log("footage could not be looked after");
        }
    }

    private void supervise() {
        openRings();
        Set<String> names = kept;
        sweep(names);
        try {
            boolean room = makeRoom();
            told(names, !room);
            cameras.forEach((name, camera) -> look(name, camera, room));
        } catch (IOException | RuntimeException e) {
            // A disk that is gone is not full: no clip need go.
            told(names, false);
            cameras.keySet().forEach(name -> giveUp(name, e));
        }
    }

    /// @param names what was kept when room was made: if that is older than what is kept now, it says nothing
    private synchronized void told(@Nullable Set<String> names, boolean isTight) {
        tight = isTight && Objects.equals(names, kept);
    }

    private void look(String name, FilmedCamera camera, boolean room) {
        try {
            camera.look(room);
        } catch (RuntimeException e) {
            giveUp(name, e);
        }
    }

    /// Opens what is not open.
    private void openRings() {
        long up = uptime.getAsLong();
        if (up < reopenUp || cameras.size() == settings.size()) {
            return;
        }
        Map<String, FilmedCamera> ready = new LinkedHashMap<>(cameras);
        for (CameraSettings one : settings) {
            if (!ready.containsKey(one.name())) {
                try {
                    Files.createDirectories(clips);
                    Ring ring = Ring.open(recorder.folder().resolve("ring").resolve(one.name()));
                    ready.put(one.name(), new FilmedCamera(one, recorder, ring, uptime, wall, epoch, boot));
                    shut.remove(one.name());
                } catch (IOException | RuntimeException e) {
                    shut(one.name(), e);
                }
            }
        }
        cameras = Map.copyOf(ready);
    }

    /// The folder was usable and is not any more: what it has is read anew once it is back.
    private void giveUp(String name, Exception problem) {
        shut(name, problem);
        Map<String, FilmedCamera> others = new LinkedHashMap<>(cameras);
        FilmedCamera camera = others.remove(name);
        cameras = Map.copyOf(others);
        if (camera != null) {
            camera.stop();
        }
    }

    private void shut(String name, Exception problem) {
        reopenUp = uptime.getAsLong() + REOPEN_MILLIS;
        if (shut.put(name, NO_FOLDER) == null) {
            LOG.atError().addKeyValue("camera", name).setCause(problem).log(NO_FOLDER);
        }
    }

    private boolean makeRoom() throws IOException {
        long share = recorder.ringBytes() / Math.max(1, cameras.size());
        long up = uptime.getAsLong();
        for (FilmedCamera camera : cameras.values()) {
            camera.ring()
                    .prune(
                            share,
                            epoch,
                            boot,
                            up,
                            wall.millis(),
                            recorder.ringAge().toMillis());
        }
        boolean more = true;
        while (more && free() < recorder.reserveBytes()) {
            more = false;
            for (FilmedCamera camera : cameras.values()) {
                more |= camera.ring().dropOldest();
            }
        }
        boolean room = free() >= recorder.reserveBytes();
        tight = !room;
        return room;
    }

    private long free() throws IOException {
        return Files.getFileStore(clips).getUsableSpace();
    }

    /// Deletes the files of clips that nobody wants any more. One that cannot be deleted stops no camera.
    private void sweep(@Nullable Set<String> names) {
        if (names == null) {
            return;
        }
        try {
            Folders.keep(clips, clip -> names.contains(clip) || clip.equals(cutting));
            unswept = false;
        } catch (IOException | RuntimeException e) {
            if (!unswept) {
                LOG.atWarn().setCause(e).log("clips that nobody wants cannot be deleted");
            }
            unswept = true;
        }
    }

    private void cutAll() {
        cutWhatIsReady();
        lookForStillPictures();
    }

    private void lookForStillPictures() {
        try {
            for (FilmedCamera camera : cameras.values()) {
                Path newest = camera.lookedAt();
                String print = newest == null ? null : cutter.print(newest);
                if (print != null) {
                    camera.pictured(print);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Whoever cuts clips goes on cutting.
            LOG.atWarn().setCause(e).log("pictures could not be looked at");
        }
    }

    private void cutWhatIsReady() {
        for (Asked next = takeReady(); next != null && closing.getCount() > 0; next = takeReady()) {
            Cut cut = next.cut();
            FilmedCamera camera = cameras.get(cut.camera());
            if (camera == null) {
                cutting = null;
                next.answer().accept(new CutResult.Failed(NO_FOLDER));
                continue;
            }
            try {
                List<Segment> segments = camera.ring().covering(epoch, cut.boot(), cut.fromUp(), cut.toUp());
                next.answer()
                        .accept(cutter.cut(
                                cut,
                                camera.ring(),
                                segments,
                                camera.settings().source().word()));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.atError().addKeyValue("clip", cut.clip()).setCause(e).log("clip cannot be cut");
                next.answer()
                        .accept(new CutResult.Failed(
                                "it could not be cut: " + e.getClass().getSimpleName()));
            } finally {
                cutting = null;
            }
        }
    }

    /// The first clip whose end is filmed, or will not be any more.
    private @Nullable Asked takeReady() {
        synchronized (asked) {
            for (Asked one : asked.values()) {
                Cut cut = one.cut();
                FilmedCamera camera = cameras.get(cut.camera());
                long end = cut.boot() == boot ? Math.max(startedUp, cut.toUp()) : startedUp;
                boolean filmed =
                        camera != null && (cut.boot() != boot || camera.ring().reaches(epoch, boot, cut.toUp()));
                boolean ready = filmed || uptime.getAsLong() > end + PATIENCE_MILLIS;
                if (ready) {
                    cutting = cut.clip();
                    asked.remove(cut.clip());
                    return one;
                }
            }
            return null;
        }
    }
}
