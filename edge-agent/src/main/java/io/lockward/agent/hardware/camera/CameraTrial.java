package io.lockward.agent.hardware.camera;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Tries a camera for a few seconds, for `agent check`. Keeps nothing.
public final class CameraTrial {
    private static final long PATIENCE_SECONDS = 20;
    private static final int MOST_SAID = 4_096;

    private CameraTrial() {}

    /// Whether ffmpeg is there.
    ///
    /// @return its first line, which names its version
    /// @throws IOException when it is not, with a sentence
    public static String ffmpeg(RecorderSettings recorder) throws IOException {
        for (Path program :
                List.of(recorder.programs().ffmpeg(), recorder.programs().ffprobe())) {
            if (!Files.isExecutable(program)) {
                throw new IOException(program + " is not there");
            }
        }
        String said = run(List.of(recorder.programs().ffmpeg().toString(), "-version"));
        return said.lines().findFirst().orElse("ffmpeg says nothing");
    }

    /// Films until the first segment is finished.
    ///
    /// @return what came, for people
    /// @throws IOException when nothing came, with a sentence
    public static String film(CameraSettings camera, RecorderSettings recorder) throws IOException {
        Path folder = Files.createTempDirectory("lockward-camera");
        Recording recording = null;
        try {
            Ring ring = Ring.open(folder);
            Path open = ring.newOpen("trial");
            recording = Recording.start(
                    camera.name(),
                    ring,
                    Commands.record(camera, recorder.programs(), Commands.password(camera), open),
                    open,
                    () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() & Long.MAX_VALUE),
                    java.time.InstantSource.system(),
                    1,
                    1);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (recording.finished() == 0 && recording.isAlive() && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            if (recording.finished() == 0) {
                String said = recording.complaint();
                throw new IOException(said == null ? "no pictures came within " + PATIENCE_SECONDS + " s" : said);
            }
            return ring.bytes() / 1_024 + " KiB in the first " + Commands.SEGMENT_SECONDS + " s";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            if (recording != null) {
                recording.stop();
            }
            Folders.delete(folder);
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .start();
        try {
            return new String(process.getInputStream().readNBytes(MOST_SAID), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
