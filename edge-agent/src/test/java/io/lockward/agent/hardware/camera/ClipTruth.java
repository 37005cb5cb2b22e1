package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.hardware.Sha256;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Holds what entries say of clips against the clips' own pictures, which say when they were made, and against
/// what the ring has.
///
/// @param folder of all footage
/// @param clips how much is wanted around an event
record ClipTruth(Path folder, ClipSetup clips) {
    /// What a pipeline may be late by: pictures are dated by when a segment of them arrived.
    static final long LATE_MILLIS = 1_000;

    /// A camera that gives nothing is told of by then, with the shortest silence.
    private static final long TOLD_WITHIN_MILLIS = 10_000;

    private long before() {
        return clips.before().toMillis();
    }

    private long after() {
        return clips.after().toMillis();
    }

    /// How much of the events was filmed.
    ///
    /// @param events that have a clip
    /// @param moments of them whose very moment lies in the span that the clip claims
    /// @param whole of them whose whole span is there, without a gap
    record Shown(int events, int moments, int whole) {}

    /// The entries that a clip is wanted for.
    static List<FilmedBank.Line> events(FilmedBank bank) {
        return bank.journal.stream()
                .filter(line -> line.entry() instanceof ConditionEntry.Raised condition
                        && condition.kind() == ConditionEntry.Kind.FORCED_ENTRY)
                .toList();
    }

    /// Each clip is what its entry says, and each event has one end for each camera.
    ///
    /// @return how many events were filmed, of all cameras together
    Shown check(FilmedBank bank) throws IOException {
        List<ClipEntry.Recorded> recorded = bank.all(ClipEntry.Recorded.class);
        List<ClipEntry.Lost> lost = bank.all(ClipEntry.Lost.class);
        for (ClipEntry.Recorded clip : recorded) {
            if (stillKept(clip, lost)) {
                claims(bank, clip);
            }
        }
        int shown = 0;
        int moments = 0;
        int whole = 0;
        for (FilmedBank.Line event : events(bank)) {
            for (String camera : clips.cameras()) {
                List<ClipEntry.Recorded> of = recorded.stream()
                        .filter(clip -> clip.camera().equals(camera)
                                && isAbout(clip.first(), clip.last(), clip.compartment(), event))
                        .toList();
                long gone = lost.stream()
                        .filter(clip -> camera.equals(clip.camera())
                                && isAbout(clip.first(), clip.last(), clip.compartment(), event)
                                && recorded.stream().noneMatch(one -> one.clip().equals(clip.clip())))
                        .count();
                assertEquals(1, of.size() + gone, "entry " + event.seq() + " has one end for " + camera);
                if (of.isEmpty()) {
                    long up = event.stamp().up();
                    assertEquals(
                            List.of(),
                            pictures(camera, event.stamp().boot(), up - before(), up + after()),
                            "what is lost is there");
                } else if (stillKept(of.getFirst(), lost)) {
                    ClipEntry.Recorded clip = of.getFirst();
                    shows(bank, clip, event);
                    long up = event.stamp().up();
                    shown++;
                    moments += some(clip.fromUp()) <= up && up <= some(clip.toUp()) ? 1 : 0;
                    boolean all = some(clip.fromUp()) <= Math.max(0, up - before())
                            && some(clip.toUp()) >= up + after()
                            && gap(clip) == 0;
                    whole += all ? 1 : 0;
                }
            }
        }
        return new Shown(shown, moments, whole);
    }

    private static boolean stillKept(ClipEntry.Recorded clip, List<ClipEntry.Lost> lost) {
        return lost.stream().noneMatch(one -> one.clip().equals(clip.clip()));
    }

    /// The file is what the entry says, and its pictures are of the span that it claims.
    private void claims(FilmedBank bank, ClipEntry.Recorded clip) throws IOException {
        Path file = file(clip);
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

    /// All that there is around the event is in the clip, and a clip without a gap shows the very moment.
    private void shows(FilmedBank bank, ClipEntry.Recorded clip, FilmedBank.Line event) throws IOException {
        long boot = event.stamp().boot();
        long up = event.stamp().up();
        String camera = clip.camera();
        assertEquals(boot, some(clip.filmedBoot()));
        assertEquals(
                List.of(), pictures(camera, boot, up - before(), some(clip.fromUp())), clip + " could begin earlier");
        assertEquals(List.of(), pictures(camera, boot, some(clip.toUp()), up + after()), clip + " could end later");
        if (gap(clip) == 0 && boot == bank.bootNumber() && isWell(bank, camera, event)) {
            assertTrue(some(clip.toUp()) >= up + after(), clip + " ends before entry " + event.seq() + " was over");
        }
        if (gap(clip) == 0 && up >= some(clip.fromUp()) && up <= some(clip.toUp())) {
            long nearest = ups(bank, clip, Frames.of(file(clip))).stream()
                    .mapToLong(one -> Math.abs(one - up))
                    .min()
                    .orElseThrow();
            assertTrue(
                    nearest <= LATE_MILLIS, clip + " shows nothing within " + nearest + " ms of entry " + event.seq());
        }
    }

    /// Whether nothing was told that could excuse a camera for the span of an event: a fault of its own, or that
    /// the agent died and with it who films.
    private boolean isWell(FilmedBank bank, String camera, FilmedBank.Line event) {
        long from = event.stamp().up() - before();
        long to = event.stamp().up() + after() + TOLD_WITHIN_MILLIS;
        return bank.journal.stream()
                .filter(line -> line.stamp().boot() == event.stamp().boot())
                .filter(line -> line.stamp().up() >= from && line.stamp().up() <= to)
                .noneMatch(line -> line.entry() instanceof AgentEntry.Started
                        || (line.entry() instanceof ConditionEntry.Raised raised
                                && raised.kind() == ConditionEntry.Kind.CAMERA_FAULT
                                && raised.subject().equals(camera)));
    }

    private Path file(ClipEntry.Recorded clip) {
        Path brought = folder.resolve("cloud").resolve(clip.clip() + ".mp4");
        return Files.exists(brought) ? brought : folder.resolve("clips").resolve(clip.clip() + ".mp4");
    }

    /// What the ring has of a span.
    private List<Segment> pictures(String camera, long boot, long fromUp, long toUp) {
        return SegmentFiles.of(folder.resolve("ring").resolve(camera)).stream()
                .filter(segment -> segment.isOf(FilmedBank.EPOCH, boot))
                .filter(segment -> Math.min(segment.toUp(), toUp) - Math.max(segment.fromUp(), fromUp) > 10)
                .toList();
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
            @Nullable Long first, @Nullable Long last, @Nullable CompartmentId compartment, FilmedBank.Line event) {
        assertNotNull(first);
        assertNotNull(last);
        return first <= event.seq()
                && event.seq() <= last
                && event.entry() instanceof ConditionEntry.Raised condition
                && condition.subject().equals(String.valueOf(compartment));
    }

    static long gap(ClipEntry.Recorded clip) {
        return some(clip.gapMillis());
    }

    private static long some(@Nullable Long number) {
        return Objects.requireNonNull(number);
    }
}
