package io.lockward.agent.hardware.camera;

import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Footage;
import io.lockward.agent.hardware.Cameras.CutResult;
import io.lockward.agent.hardware.Sha256;
import io.lockward.protocol.entry.ClipEntry.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes a clip's file out of segments, and finds out what it really has.
///
/// Thread rule: one thread.
final class Cutter {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_SAID = 4_096;
    private static final int MOST_REASON = 128;
    private static final Pattern DURATION = Pattern.compile("(?m)^duration=([0-9.]{1,20})$");
    private static final Pattern PRINT = Pattern.compile("(?m)^MD5=([0-9a-f]{32})$");
    private static final Pattern PACKETS = Pattern.compile("(?m)^nb_read_packets=([0-9]{1,12})$");

    private final RecorderSettings.Programs programs;
    private final Path clips;
    private final Duration patience;

    /// @param clips where clips' files are
    Cutter(RecorderSettings.Programs programs, Path clips) {
        this(programs, clips, PATIENCE);
    }

    /// @param patience with one program
    Cutter(RecorderSettings.Programs programs, Path clips, Duration patience) {
        this.programs = programs;
        this.clips = clips;
        this.patience = patience;
    }

    /// A clip's file, whether it is there or not.
    Path file(String clip) {
        return clips.resolve(clip + ".mp4");
    }

    /// Blocks until it is done, a second or so.
    CutResult cut(Cut cut, Ring ring, List<Segment> segments, Source source) throws InterruptedException {
        if (segments.isEmpty()) {
            return new CutResult.Failed("the camera gave no pictures");
        }
        Path list = ring.folder().resolve("cut-" + cut.clip() + ".txt");
        Path half = clips.resolve(cut.clip() + ".part");
        try {
            Files.writeString(
                    list,
                    segments.stream()
                            .map(segment -> "file " + segment.name() + "\n")
                            .collect(Collectors.joining("", "ffconcat version 1.0\n", "")));
            run(Commands.cut(programs.ffmpeg(), list, half));
            String facts = run(Commands.probe(programs.ffprobe(), half));
            return finish(cut, half, facts, segments, source);
        } catch (IOException e) {
            String why = "it could not be cut: "
                    + (e.getMessage() == null ? e.toString() : Commands.withoutSecrets(e.getMessage()));
            return new CutResult.Failed(why.length() > MOST_REASON ? why.substring(0, MOST_REASON) : why);
        } finally {
            deleteQuietly(list);
            deleteQuietly(half);
        }
    }

    /// What the first picture of a segment is, as a hash.
    ///
    /// @return `null` when it cannot be decoded
    @Nullable
    String print(Path segment) throws InterruptedException {
        try {
            Matcher print = PRINT.matcher(run(Commands.print(programs.ffmpeg(), segment)));
            return print.find() ? print.group(1) : null;
        } catch (IOException _) {
            // It may have been given up meanwhile, or be torn: the next look sees another.
            return null;
        }
    }

    private CutResult finish(Cut cut, Path half, String facts, List<Segment> segments, Source source)
            throws IOException {
        long pictured = pictured(facts);
        if (pictured <= 0) {
            return new CutResult.Failed("the camera gave no pictures");
        }
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        String sha256 = Sha256.of(half);
        long bytes = Files.size(half);
        Files.move(half, file(cut.clip()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.force(clips);
        Segment first = segments.getFirst();
        Segment last = segments.getLast();
        return new CutResult.Done(new Footage(
                bytes,
                sha256,
                first.from(),
                last.to().isBefore(first.from()) ? first.from() : last.to(),
                first.boot(),
                first.fromUp(),
                last.toUp(),
                last.offsetMillis(),
                gapMillis(segments, pictured),
                source));
    }

    /// What of the span from the first to the last segment is not in the file: the holes between segments, and
    /// what the file has less than its segments said.
    static long gapMillis(List<Segment> segments, long picturedMillis) {
        long holes = 0;
        long covered = 0;
        long reached = segments.getFirst().fromUp();
        for (Segment segment : segments) {
            long hole = segment.fromUp() - reached;
            holes += hole > Ring.JITTER_MILLIS ? hole : 0;
            covered += segment.toUp() - segment.fromUp();
            reached = Math.max(reached, segment.toUp());
        }
        long missing = covered - picturedMillis;
        long allowed = Math.max(500, covered / 50);
        return holes + (missing > allowed ? missing : 0);
    }

    private static long pictured(String facts) {
        Matcher packets = PACKETS.matcher(facts);
        Matcher duration = DURATION.matcher(facts);
        return packets.find() && Long.parseLong(packets.group(1)) > 0 && duration.find()
                ? Math.round(Double.parseDouble(duration.group(1)) * 1_000)
                : 0;
    }

    /// What a program printed.
    ///
    /// @throws IOException when it failed, or took too long, also when it hangs without a word
    private String run(List<String> command) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        FutureTask<String> listening = new FutureTask<>(() -> words(process));
        Thread.ofPlatform().daemon().name("clips-hears").start(listening);
        try {
            String said = listening.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw late();
            }
            if (process.exitValue() != 0) {
                String last = said.strip().lines().reduce("", (_, line) -> line);
                throw new IOException("exit " + process.exitValue() + ", " + last);
            }
            return said;
        } catch (TimeoutException _) {
            throw late();
        } catch (ExecutionException e) {
            throw new IOException("what it says cannot be read: " + e.getCause());
        } finally {
            // Also what it started itself: that would hold the pipe open, and with it the thread that listens.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String words(Process process) throws IOException {
        try (InputStream from = process.getInputStream()) {
            // More than that nobody reads; a closed pipe ends a program that says more.
            return new String(from.readNBytes(MOST_SAID), StandardCharsets.UTF_8);
        }
    }

    private IOException late() {
        return new IOException("it took longer than " + patience.toSeconds() + " s");
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // The next start sweeps it.
        }
    }
}
