package io.lockward.agent.hardware.camera;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.hardware.Cameras;
import io.lockward.protocol.ClipName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
/// goes first, then [#isTight()] lets the bank give up the
/// oldest clip, and last the cameras stop.
///
/// Thread rule: any thread.
public final class FfmpegCameras implements Cameras {
    private static final Duration PACE = Duration.ofMillis(500);

    /// A segment after the end must be there before a clip is cut, and comes within this time or not at all.
    private static final long PATIENCE_MILLIS = 15_000;

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
    private volatile Map<String, FilmedCamera> cameras = Map.of();
    private volatile @Nullable Set<String> kept;
    private volatile @Nullable String cutting;
    private volatile boolean tight;
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
        Map<String, FilmedCamera> ready = new LinkedHashMap<>();
        try {
            Files.createDirectories(clips);
            for (CameraSettings one : settings) {
                Ring ring = Ring.open(recorder.folder().resolve("ring").resolve(one.name()));
                ready.put(one.name(), new FilmedCamera(one, recorder, ring, uptime, wall, epoch, boot));
            }
        } catch (IOException e) {
            // A bank works without cameras; each is told as failed until its folder can be used.
            LOG.atError().setCause(e).log("the folder of footage cannot be used");
        }
        cameras = Map.copyOf(ready);
        threads.add(thread("cameras", this::supervise));
        threads.add(thread("clips", this::cutAll));
    }

    @Override
    public Map<String, Optional<String>> look() {
        Map<String, Optional<String>> seen = new LinkedHashMap<>();
        for (CameraSettings one : settings) {
            FilmedCamera camera = cameras.get(one.name());
            seen.put(one.name(), camera == null ? Optional.of("the folder of footage cannot be used") : camera.fault());
        }
        return seen;
    }

    @Override
    public void cut(Cut cut, Consumer<CutResult> answer) {
        if (!cameras.containsKey(cut.camera()) || !ClipName.isValid(cut.clip())) {
            answer.accept(new CutResult.Failed("there is no such camera"));
            return;
        }
        synchronized (asked) {
            asked.put(cut.clip(), new Asked(cut, answer));
        }
    }

    @Override
    public void keep(Set<String> names) {
        kept = Set.copyOf(names);
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
                    turn.run();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void supervise() {
        try {
            boolean room = makeRoom();
            cameras.values().forEach(camera -> camera.look(room));
            sweep();
        } catch (IOException | RuntimeException e) {
            // Footage is worth less than the bank: the next turn tries again.
            LOG.atWarn().setCause(e).log("footage could not be looked after");
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

    /// Deletes the files of clips that nobody wants any more.
    private void sweep() throws IOException {
        Set<String> names = kept;
        if (names == null) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(clips)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                int dot = name.lastIndexOf('.');
                String clip = dot < 0 ? name : name.substring(0, dot);
                if (!names.contains(clip) && !clip.equals(cutting)) {
                    Folders.delete(file);
                }
            }
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
            } catch (RuntimeException e) {
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
                boolean ready = camera == null
                        || cut.boot() != boot
                        || camera.ring().reaches(epoch, boot, cut.toUp())
                        || uptime.getAsLong() > cut.toUp() + PATIENCE_MILLIS;
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
