package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.hardware.Sha256;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real ffmpeg films a pattern that says which frame is which and when it was made. Events happen, pipelines
/// and processes are killed, the power goes, the clock is turned; then every clip is held against its own
/// pictures. About a dozen events by default, 500 with `-Dlong=true`.
final class FootageTest {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final long SEED = Long.getLong("footage.seed", 20_261_130L);

    /// What a pipeline may be late by: pictures are dated by when a segment of them arrived.
    private static final long LATE_MILLIS = 1_000;

    private static final long BEFORE = 2_000;
    private static final long AFTER = 5_000;

    @TempDir
    Path folder;

    @Test
    @Timeout(1_800)
    void everyClipShowsItsEventAndClaimsNothingThatIsNotThere() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        TreeSet<CompartmentId> compartments = new TreeSet<>();
        for (int i = 1; i <= 40; i++) {
            compartments.add(new CompartmentId("A%02d".formatted(i)));
        }
        ClipSetup clips = new ClipSetup(
                new TreeSet<>(Set.of("left")), Duration.ofMillis(BEFORE), Duration.ofMillis(AFTER), 1L << 40);
        RecorderSettings recorder = new RecorderSettings(
                folder, 1L << 30, Duration.ofHours(1), 0, Duration.ofSeconds(5), RecorderSettings.Programs.USUAL);
        FilmedBank bank = new FilmedBank(clips, List.of(camera()), recorder, compartments);
        int boots = LONG ? 20 : 2;
        int events = LONG ? 25 : 6;
        for (int boot = 0; boot < boots; boot++) {
            live(bank, random, List.copyOf(compartments), events, boot);
            if (boot < boots - 1) {
                bank.powerCut(() -> tear(random));
            }
        }
        // Cuts are made one after the other, and a loaded machine needs seconds for each.
        for (int i = 0; i < (LONG ? 3_600 : 120) && !bank.isSettled(); i++) {
            bank.until(bank.up() + 500);
        }
        assertTrue(bank.isSettled(), "everything wanted has ended");
        check(bank, boots * events);
        bank.cameras.close();
    }

    /// An agent that dies leaves its pipeline behind, which must neither go on for ever nor write where the next one
    /// does.
    @Test
    @Timeout(120)
    void aPipelineThatItsAgentLeftBehindEnds() throws InterruptedException {
        RecorderSettings recorder = new RecorderSettings(
                folder, 1L << 30, Duration.ofHours(1), 0, Duration.ofSeconds(10), RecorderSettings.Programs.USUAL);
        ClipSetup clips = ClipSetup.NONE.withCameras(new TreeSet<>(Set.of("left")));
        FilmedBank bank = new FilmedBank(clips, List.of(camera()), recorder, Set.of(new CompartmentId("A01")));
        List<Long> left = List.of();
        for (int i = 0; i < 200 && left.isEmpty(); i++) {
            bank.until(bank.up() + 50);
            left = bank.cameras.pids();
        }
        bank.crash(false);
        ProcessHandle orphan = ProcessHandle.of(left.getFirst()).orElseThrow();
        for (int i = 0; i < 300 && orphan.isAlive(); i++) {
            bank.until(bank.up() + 50);
        }
        assertTrue(!orphan.isAlive(), "it found its folder gone");
        bank.cameras.close();
    }

    private static CameraSettings camera() {
        return new CameraSettings("left", new CameraSource.Synthetic(), Frames.WIDTH, Frames.HEIGHT, 5, List.of());
    }

    /// One boot: events a second or less apart, and once in it something is killed and the clock is turned.
    private static void live(FilmedBank bank, Random random, List<CompartmentId> doors, int events, int boot)
            throws InterruptedException {
        bank.until(bank.up() + 4_000);
        int trouble = LONG ? random.nextInt(events) : 1;
        for (int event = 0; event < events; event++) {
            if (event == trouble) {
                bank.wallOffset = random.nextLong(-500_000_000L, 500_000_000L);
                switch ((boot + (LONG ? random.nextInt(3) : 0)) % 3) {
                    case 0 -> bank.cameras.pids().forEach(FilmedBank::kill);
                    case 1 -> bank.crash(true);
                    default -> bank.crash(false);
                }
            }
            CompartmentId door = doors.get(random.nextInt(doors.size()));
            bank.decide(new Input.DoorSensed(door, true));
            bank.until(bank.up() + 200 + random.nextInt(800));
            bank.decide(new Input.DoorSensed(door, false));
        }
        bank.until(bank.up() + 6_000 + random.nextInt(2_000));
    }

    /// What a power cut may leave where a disk lies about its cache: the newest segment shorter than it was, or
    /// zeros.
    private void tear(Random random) {
        try (Stream<Path> all = Files.list(folder.resolve("ring").resolve("left"))) {
            List<Path> newest = all.filter(path -> Segment.of(path.getFileName().toString()) != null)
                    .sorted(Comparator.comparing(
                            path -> Objects.requireNonNull(
                                    Segment.of(path.getFileName().toString())),
                            Comparator.reverseOrder()))
                    .limit(1)
                    .toList();
            for (Path path : newest) {
                int size = (int) Files.size(path);
                Files.write(path, random.nextBoolean() ? new byte[size] : new byte[size / 2]);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void check(FilmedBank bank, int events) throws IOException {
        List<ClipEntry.Recorded> recorded = bank.all(ClipEntry.Recorded.class);
        List<ClipEntry.Lost> lost = bank.all(ClipEntry.Lost.class);
        List<FilmedBank.Line> raised = bank.journal.stream()
                .filter(line -> line.entry() instanceof ConditionEntry.Raised condition
                        && condition.kind() == ConditionEntry.Kind.FORCED_ENTRY)
                .toList();
        for (ClipEntry.Recorded clip : recorded) {
            claims(bank, clip);
        }
        int shown = 0;
        for (FilmedBank.Line event : raised) {
            List<ClipEntry.Recorded> of = recorded.stream()
                    .filter(clip -> isAbout(clip.first(), clip.last(), clip.compartment(), event))
                    .toList();
            long gone = lost.stream()
                    .filter(clip -> isAbout(clip.first(), clip.last(), clip.compartment(), event))
                    .count();
            assertEquals(1, of.size() + gone, "entry " + event.seq() + " has one end");
            if (of.isEmpty()) {
                long up = event.stamp().up();
                assertEquals(
                        List.of(), pictures(event.stamp().boot(), up - BEFORE, up + AFTER), "what is lost is there");
            } else {
                shows(bank, of.getFirst(), event);
                shown++;
            }
        }
        assertTrue(raised.size() >= events * 3 / 4, raised.size() + " events");
        assertTrue(shown >= raised.size() * 3 / 4, shown + " of " + raised.size() + " were filmed: " + lost);
        assertTrue(
                bank.all(ConditionEntry.Raised.class).stream()
                        .anyMatch(condition -> condition.kind() == ConditionEntry.Kind.CAMERA_FAULT),
                "a pipeline that was killed is told of");
        System.out.printf(
                "footage: seed %d, %d events, %d clips, %d lost, %d with gaps%n",
                SEED,
                raised.size(),
                recorded.size(),
                lost.size(),
                recorded.stream().filter(clip -> gap(clip) > 0).count());
    }

    /// The file is what the entry says, and its pictures are of the span that it claims.
    private void claims(FilmedBank bank, ClipEntry.Recorded clip) throws IOException {
        Path file = folder.resolve("clips").resolve(clip.clip() + ".mp4");
        assertEquals(clip.sha256(), Sha256.of(file));
        assertEquals(clip.bytes(), Files.size(file));
        Frames frames = Frames.of(file);
        List<Long> ups = ups(bank, clip, frames);
        near(some(clip.fromUp()), ups.getFirst(), clip + " begins");
        near(some(clip.toUp()), ups.getLast(), clip + " ends");
        long missing = 0;
        for (int i = 1; i < ups.size(); i++) {
            long hole = ups.get(i) - ups.get(i - 1);
            assertTrue(hole >= -100, clip + " goes back by " + hole);
            missing += hole > 700 ? hole - 200 : 0;
            boolean next = frames.number().get(i) == frames.number().get(i - 1) + 1;
            assertTrue(
                    next || hole > 0, clip + " repeats frame " + frames.number().get(i));
        }
        assertTrue(missing <= gap(clip) + LATE_MILLIS, clip + " lacks " + missing + " ms and says " + gap(clip));
        assertTrue(gap(clip) <= missing + 2 * LATE_MILLIS, clip + " says it lacks " + gap(clip) + ", it is " + missing);
    }

    /// All that there is around the event is in the clip.
    private void shows(FilmedBank bank, ClipEntry.Recorded clip, FilmedBank.Line event) throws IOException {
        long boot = event.stamp().boot();
        long up = event.stamp().up();
        assertEquals(boot, some(clip.filmedBoot()));
        assertEquals(List.of(), pictures(boot, up - BEFORE, some(clip.fromUp())), clip + " could begin earlier");
        assertEquals(List.of(), pictures(boot, some(clip.toUp()), up + AFTER), clip + " could end later");
        if (gap(clip) == 0 && boot == bank.bootNumber()) {
            assertTrue(some(clip.toUp()) >= up + AFTER, clip + " ends before entry " + event.seq() + " was over");
        }
    }

    private List<Segment> pictures(long boot, long fromUp, long toUp) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("ring").resolve("left"))) {
            return all.map(path -> Segment.of(path.getFileName().toString()))
                    .filter(Objects::nonNull)
                    .filter(segment -> segment.isOf(FilmedBank.EPOCH, boot))
                    .filter(segment -> Math.min(segment.toUp(), toUp) - Math.max(segment.fromUp(), fromUp) > 10)
                    .toList();
        }
    }

    private static List<Long> ups(FilmedBank bank, ClipEntry.Recorded clip, Frames frames) {
        List<Long> ups = new ArrayList<>();
        frames.wallMillis().forEach(wall -> ups.add(bank.upAt(some(clip.filmedBoot()), wall)));
        assertTrue(!ups.isEmpty(), clip + " has pictures");
        return ups;
    }

    private static void near(long claimed, long is, String what) {
        assertTrue(Math.abs(claimed - is) <= LATE_MILLIS, what + " at " + is + " and says " + claimed);
    }

    private static boolean isAbout(
            @org.jspecify.annotations.Nullable Long first,
            @org.jspecify.annotations.Nullable Long last,
            @org.jspecify.annotations.Nullable CompartmentId compartment,
            FilmedBank.Line event) {
        assertNotNull(first);
        assertNotNull(last);
        return first <= event.seq()
                && event.seq() <= last
                && event.entry() instanceof ConditionEntry.Raised condition
                && condition.subject().equals(String.valueOf(compartment));
    }

    private static long gap(ClipEntry.Recorded clip) {
        return some(clip.gapMillis());
    }

    private static long some(@org.jspecify.annotations.Nullable Long number) {
        return Objects.requireNonNull(number);
    }
}
