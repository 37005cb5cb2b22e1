package io.lockward.agent.hardware.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running pipeline of one camera. Two threads read what it says: the list of finished segments, and
/// complaints.
///
/// Thread rule: any thread.
final class Recording {
    /// Complaints that reach the log, at most; ffmpeg can say one for each frame.
    private static final int MOST_COMPLAINTS = 20;

    private static final int MOST_CHARACTERS = 300;

    /// Kept back for each line that is read, so that a program gone mad fills no memory.
    private static final int MOST_LINE = 4_096;

    private static final Pattern FINISHED = Pattern.compile("(\\d{6,12})\\.ts,([\\d.]{1,20}),([\\d.]{1,20})");
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

    private final String camera;
    private final Ring ring;
    private final Path open;
    private final List<Process> processes;
    private final LongSupplier uptime;
    private final InstantSource wall;
    private final long epoch;
    private final long boot;
    private final SegmentClock clock = new SegmentClock();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicLong finishedBytes = new AtomicLong();
    private volatile long finishedUp;
    private volatile @Nullable String complaint;
    private long lastToUp;

    private Recording(
            String camera,
            Ring ring,
            Path open,
            List<Process> processes,
            LongSupplier uptime,
            InstantSource wall,
            long epoch,
            long boot) {
        this.camera = camera;
        this.ring = ring;
        this.open = open;
        this.processes = processes;
        this.uptime = uptime;
        this.wall = wall;
        this.epoch = epoch;
        this.boot = boot;
        this.finishedUp = uptime.getAsLong();
    }

    /// @param open where it writes
    /// @param uptime in milliseconds
    /// @throws IOException when a program cannot be started
    static Recording start(
            String camera,
            Ring ring,
            Pipeline pipeline,
            Path open,
            LongSupplier uptime,
            InstantSource wall,
            long epoch,
            long boot)
            throws IOException {
        List<ProcessBuilder> builders = pipeline.commands().stream()
                .map(command -> new ProcessBuilder(command).directory(open.toFile()))
                .toList();
        if (builders.size() > 1) {
            // startPipeline wants the complaints of all but the last to go somewhere that is no pipe.
            builders.subList(0, builders.size() - 1)
                    .forEach(builder -> builder.redirectError(ProcessBuilder.Redirect.DISCARD));
        }
        List<Process> processes;
        try {
            processes = builders.size() == 1
                    ? List.of(builders.getFirst().start())
                    : ProcessBuilder.startPipeline(builders);
        } catch (IOException e) {
            Folders.delete(open);
            throw e;
        }
        Recording recording = new Recording(camera, ring, open, processes, uptime, wall, epoch, boot);
        Process last = processes.getLast();
        tell(processes.getFirst(), pipeline.told());
        read("camera-" + camera, last.getInputStream(), recording::listed);
        read("camera-" + camera + "-says", last.getErrorStream(), recording.complaints());
        return recording;
    }

    /// A few hundred bytes, which a pipe takes at once whether they are read or not.
    private static void tell(Process first, @Nullable String told) {
        if (told != null) {
            try (OutputStream input = first.getOutputStream()) {
                input.write(told.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It ended already; its supervisor sees that.
            }
        }
    }

    /// Whether every process of it runs.
    boolean isAlive() {
        return processes.stream().allMatch(Process::isAlive);
    }

    /// How many segments it has finished.
    long finished() {
        return finished.get();
    }

    /// Grows whenever pictures come.
    long bytes() {
        return finishedBytes.get() + Folders.bytesIn(open);
    }

    /// The last thing it complained of, without secrets; `null` when it never did.
    @Nullable
    String complaint() {
        return complaint;
    }

    /// Ends it. What was open is lost, as with a power cut.
    void stop() {
        processes.forEach(Process::destroy);
        try {
            for (Process process : processes) {
                if (!process.waitFor(1, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
            Folders.delete(open);
        } catch (InterruptedException _) {
            processes.forEach(Process::destroyForcibly);
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("camera", camera).setCause(e).log("open segments cannot be deleted");
        }
    }

    /// The processes' ids, for tests that kill them.
    List<Long> pids() {
        return processes.stream().map(Process::pid).toList();
    }

    private void listed(String line) {
        Matcher parts = FINISHED.matcher(line.strip());
        if (!parts.matches()) {
            return;
        }
        long up = uptime.getAsLong();
        long start = Math.round(Double.parseDouble(parts.group(2)) * 1_000);
        long end = Math.round(Double.parseDouble(parts.group(3)) * 1_000);
        Path file = open.resolve(parts.group(1) + Segment.SUFFIX);
        try {
            add(file, up, start, end);
        } catch (IOException e) {
            // The segment is lost, and the hole is told with the clip that it belongs to.
            LOG.atWarn().addKeyValue("camera", camera).setCause(e).log("segment cannot be kept");
        }
    }

    private void add(Path file, long up, long start, long end) throws IOException {
        long lead = clock.told(up, end);
        long bytes = Files.size(file);
        // A pipeline begins before the pictures' clock is well known; nothing is claimed twice or before the boot.
        long fromUp = Math.max(lastToUp, Math.max(0, start + lead));
        long toUp = end + lead;
        if (bytes == 0 || toUp <= fromUp || toUp - fromUp > 120_000) {
            Files.deleteIfExists(file);
            return;
        }
        long late = up - toUp;
        ring.add(file, new Segment(epoch, boot, fromUp, toUp, wall.millis() - late, -late, bytes));
        lastToUp = toUp;
        finishedBytes.addAndGet(bytes);
        finished.incrementAndGet();
        finishedUp = up;
    }

    /// When the last segment was finished, uptime in milliseconds; before that when it began.
    long finishedUp() {
        return finishedUp;
    }

    private java.util.function.Consumer<String> complaints() {
        int[] said = {0};
        return line -> {
            // In this order: a URL that is cut in the middle is not known as one any more.
            String known = Commands.withoutSecrets(line);
            String safe = known.length() > MOST_CHARACTERS ? known.substring(0, MOST_CHARACTERS) : known;
            complaint = safe;
            if (++said[0] <= MOST_COMPLAINTS) {
                LOG.atWarn()
                        .addKeyValue("camera", camera)
                        .addKeyValue("says", safe)
                        .log("ffmpeg complains");
            }
        };
    }

    private static void read(String name, InputStream from, java.util.function.Consumer<String> line) {
        Thread.ofPlatform().name(name).daemon().start(() -> {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8), MOST_LINE)) {
                for (String one = next(reader); one != null; one = next(reader)) {
                    line.accept(one);
                }
            } catch (IOException _) {
                // The process is over; its supervisor sees that.
            }
        });
    }

    /// A line, cut off at [#MOST_LINE] characters.
    private static @Nullable String next(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() < MOST_LINE) {
                line.append((char) c);
            }
        }
        return line.isEmpty() ? null : line.toString();
    }
}
