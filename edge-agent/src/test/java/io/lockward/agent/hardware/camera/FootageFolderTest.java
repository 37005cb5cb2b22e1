package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.hardware.Cameras.CutResult;
import io.lockward.agent.link.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A folder of footage that is damaged, goes away and comes back, and programs that hang: real files and processes, and
/// a script in the place of ffmpeg that gives no pictures.
@Timeout(60)
final class FootageFolderTest {
    private static final Optional<String> NO_FOLDER = Optional.of("the folder of footage cannot be used");
    private static final Logger LOG = Logger.getLogger(FfmpegCameras.class.getName());

    @TempDir
    Path folder;

    private final AtomicLong skipped = new AtomicLong();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord told) {
            logged.add(told.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @AfterEach
    void hearNoMore() {
        LOG.removeHandler(log);
    }

    private Path footage() {
        return folder.resolve("footage");
    }

    private FfmpegCameras cameras(long reserveBytes) throws IOException {
        LOG.addHandler(log);
        Path hangs = NetworkCamera.program(folder, "exec sleep 300");
        RecorderSettings recorder = new RecorderSettings(
                footage(),
                1L << 30,
                Duration.ofHours(1),
                reserveBytes,
                Duration.ofSeconds(3),
                new RecorderSettings.Programs(hangs, hangs, hangs));
        FfmpegCameras cameras = new FfmpegCameras(
                List.of(camera("left"), camera("right")),
                recorder,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + skipped.get(),
                InstantSource.system());
        cameras.start(7, 2);
        return cameras;
    }

    private static CameraSettings camera(String name) {
        return new CameraSettings(name, new CameraSource.Synthetic(), 320, 240, 5, List.of());
    }

    /// Of an earlier boot: it can be cut as soon as the ring is open.
    private static Cut earlier(String clip, String camera) {
        return new Cut(clip, camera, 2, 1, 0, 30_000);
    }

    @Test
    void aCameraWhoseFolderIsDamagedIsToldAloneAndFilmsOnceItIsMended() throws Exception {
        Files.createDirectories(footage().resolve("ring"));
        Path damaged = Files.writeString(footage().resolve("ring/left"), "a file where a folder should be");
        try (FfmpegCameras cameras = cameras(0)) {
            Await.until("the other films", () -> !cameras.pids("right").isEmpty());
            assertEquals(Map.of("left", NO_FOLDER, "right", Optional.empty()), cameras.look());

            Files.delete(damaged);
            skipped.addAndGet(10_000);
            Await.until("it films too", () -> !cameras.pids("left").isEmpty());
            assertEquals(Optional.empty(), cameras.look().get("left"));
            assertEquals(List.of("camera=left " + NO_FOLDER.orElseThrow()), logged, "once");
        }
    }

    @Test
    void aDiskThatGoesIsToldOnceUntilItIsBack() throws Exception {
        try (FfmpegCameras cameras = cameras(0)) {
            Await.until("both film", () -> cameras.pids().size() == 2);
            cameras.keep(Set.of());
            Files.move(footage(), folder.resolve("elsewhere"));
            Files.writeString(footage(), "no folder");
            Await.until("it is told", () -> cameras.look().equals(Map.of("left", NO_FOLDER, "right", NO_FOLDER)));
            assertEquals(List.of(), cameras.pids(), "nobody writes to a disk that is not there");
            skipped.addAndGet(10_000);
            BlockingQueue<CutResult> answers = new LinkedBlockingQueue<>();
            skipped.addAndGet(20_000);
            cameras.cut(earlier("c-7-2-left", "left"), answers::add);
            assertEquals(new CutResult.Failed(NO_FOLDER.orElseThrow()), answers.poll(20, TimeUnit.SECONDS));
            assertFalse(cameras.isTight(), "no clip need go for it");

            Files.delete(footage());
            Files.move(folder.resolve("elsewhere"), footage());
            skipped.addAndGet(10_000);
            Await.until("both film again", () -> cameras.pids().size() == 2);
            assertEquals(Map.of("left", Optional.empty(), "right", Optional.empty()), cameras.look());
            assertEquals(
                    2,
                    logged.stream()
                            .filter(line -> line.endsWith(NO_FOLDER.orElseThrow()))
                            .count(),
                    "once each: " + logged);
        }
    }

    @Test
    void whoCutsClipsSurvivesAnErrorAndAnswersTheNext() throws Exception {
        BlockingQueue<CutResult> answers = new LinkedBlockingQueue<>();
        try (FfmpegCameras cameras = cameras(0)) {
            cameras.cut(earlier("c-7-2-left", "left"), _ -> {
                throw new StackOverflowError("planted");
            });
            cameras.cut(earlier("c-7-3-left", "left"), answers::add);
            assertEquals(new CutResult.Failed("the camera gave no pictures"), answers.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aProgramThatHangsWithoutAWordIsKilledWithAllThatItStarted() throws Exception {
        Path pid = folder.resolve("pid");
        Path hangs = NetworkCamera.program(folder, "sleep 300 & echo $! > '" + pid + "'; wait");
        Cutter cutter = new Cutter(new RecorderSettings.Programs(hangs, hangs, hangs), folder, Duration.ofMillis(700));
        assertNull(cutter.print(folder.resolve("some.ts")));
        long started = Long.parseLong(Files.readString(pid).strip());
        Await.until(
                "nothing is left of it",
                () -> ProcessHandle.of(started).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aFullDiskCostsNoSecondClipBeforeTheFirstOneHasMadeRoom() throws Exception {
        try (FfmpegCameras cameras = cameras(1L << 60)) {
            Path first = footage().resolve("clips/c-7-2-left.mp4");
            Path second = footage().resolve("clips/c-7-3-left.mp4");
            Await.until("it looked", cameras::isTight);
            cameras.keep(Set.of("c-7-2-left", "c-7-3-left"));
            Files.writeString(first, "clip");
            Files.writeString(second, "clip");
            Await.until("the disk is full", cameras::isTight);
            cameras.keep(Set.of("c-7-2-left", "c-7-3-left"));
            assertTrue(cameras.isTight(), "nothing was given up");

            cameras.keep(Set.of("c-7-3-left"));
            assertFalse(cameras.isTight(), "nobody knows yet whether that was enough");
            Await.until("it was not", cameras::isTight);
            assertFalse(Files.exists(first), "looked at before it was gone");
            assertTrue(Files.exists(second));
        }
    }
}
