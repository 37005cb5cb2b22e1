package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class StillPictureTest {
    @TempDir
    Path folder;

    @Test
    void aPictureStandsStillWhenItIsTheSameBitByBitForFiveMinutes() {
        StillPicture picture = StillPicture.NONE;
        for (int look = 0; look < StillPicture.ENOUGH; look++) {
            picture = picture.then("a");
            assertFalse(picture.isStill(), "look " + look);
        }
        assertTrue(picture.then("a").isStill());
        assertFalse(picture.then("b").then("a").isStill(), "it moved in between");
    }

    @Test
    void whatARestartDoesNotHelpIsRestartedEverMoreRarely() {
        StillPicture picture = StillPicture.NONE.then("a");
        List<Integer> restarts = new ArrayList<>();
        for (int minute = 1; minute <= 100; minute++) {
            picture = picture.then("a");
            if (picture.asksForRestart()) {
                restarts.add(minute);
            }
        }
        assertEquals(List.of(5, 10, 20, 40, 80), restarts);
    }

    /// A Raspberry Pi's camera that hangs until it is started again: bytes come all the time, and the picture is always
    /// the same. Real pictures, and minutes that a turned clock makes short.
    @Test
    @Timeout(120)
    void aCameraThatSendsTheSamePictureOverAndOverIsToldOfAndStartedAgain() throws IOException, InterruptedException {
        AtomicLong up = new AtomicLong(1_000);
        String still = NetworkCamera.words(NetworkCamera.lens("-f", "h264", "pipe:1"))
                .replace("testsrc2=", "color=gray:")
                .replaceAll("'-vf' '[^']*(?:'\\\\''[^']*)*'", "'-vf' 'format=yuv420p'");
        String moving = NetworkCamera.words(NetworkCamera.lens("-f", "h264", "pipe:1"));
        Path started = folder.resolve("started");
        Path program = NetworkCamera.program(
                folder,
                "if [ -e " + started + " ]; then exec " + moving + "; fi\ntouch " + started + "\nexec " + still);
        RecorderSettings recorder = new RecorderSettings(
                folder,
                1L << 30,
                Duration.ofHours(24),
                0,
                Duration.ofSeconds(30),
                new RecorderSettings.Programs(
                        RecorderSettings.Programs.USUAL.ffmpeg(), RecorderSettings.Programs.USUAL.ffprobe(), program));
        CameraSettings settings =
                new CameraSettings("top", new CameraSource.Rpicam(0), Frames.WIDTH, Frames.HEIGHT, 5, List.of());
        Ring ring = Ring.open(folder.resolve("ring"));
        FilmedCamera camera = new FilmedCamera(settings, recorder, ring, up::get, InstantSource.system(), 7, 1);
        Cutter cutter = new Cutter(recorder.programs(), folder);
        try {
            camera.look(true);
            Recording first = camera.recording();
            assertNotNull(first);
            for (int look = 0; look < StillPicture.ENOUGH; look++) {
                minute(camera, cutter, up);
                assertEquals(Optional.empty(), camera.fault(), "look " + look);
            }
            minute(camera, cutter, up);
            assertEquals(Optional.of("the picture stands still"), camera.fault());
            assertFalse(first.isAlive(), "it is ended");
            up.addAndGet(10_000);
            camera.look(true);
            assertNotEquals(first, camera.recording(), "and started again");
            assertEquals(Optional.of("the picture stands still"), camera.fault(), "until it moves");
            minute(camera, cutter, up);
            minute(camera, cutter, up);
            assertEquals(Optional.empty(), camera.fault());
            assertTrue(Files.exists(started));
        } finally {
            camera.stop();
        }
    }

    /// A minute later one more segment is there, and is looked at.
    private static void minute(FilmedCamera camera, Cutter cutter, AtomicLong up) throws InterruptedException {
        up.addAndGet(StillPicture.EVERY_MILLIS);
        Recording running = camera.recording();
        assertNotNull(running);
        long before = running.finished();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (running.finished() == before && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        Path newest = camera.lookedAt();
        assertNotNull(newest, "a look a minute");
        String print = cutter.print(newest);
        assertNotNull(print, "it can be decoded");
        camera.pictured(print);
        camera.look(true);
    }
}
