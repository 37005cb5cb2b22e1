package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Real ffmpeg films a pattern that says which frame is which and when it was made. Events happen, pipelines
/// and processes are killed, the power goes, the clock is turned; then every clip is held against its own
/// pictures. About a dozen events by default, 500 with `-Dlong=true`.
@Execution(ExecutionMode.CONCURRENT)
final class FootageTest {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final long SEED = Long.getLong("footage.seed", 20_261_130L);

    private static final long BEFORE = 2_000;
    private static final long AFTER = 5_000;

    private final Map<String, Integer> troubles = new TreeMap<>();
    private int powerCuts;
    private int clockSteps;

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
        bank.cloud = Files.createDirectory(folder.resolve("cloud"));
        int boots = LONG ? 22 : 2;
        int events = LONG ? 25 : 6;
        for (int boot = 0; boot < boots; boot++) {
            // Every other boot the machine has other things to do; a short run would only measure that.
            Load load = LONG && boot % 2 == 1 ? new Load(folder) : null;
            live(bank, random, List.copyOf(compartments), events, boot);
            if (load != null) {
                load.end();
            }
            if (boot < boots - 1) {
                bank.powerCut(() -> tear(random));
                powerCuts++;
            }
        }
        // Cuts are made one after the other, and a loaded machine needs seconds for each.
        for (int i = 0; i < (LONG ? 3_600 : 120) && !bank.isSettled(); i++) {
            bank.until(bank.up() + 500);
        }
        assertTrue(bank.isSettled(), "everything wanted has ended");
        check(bank, clips, boots * events);
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
    private void live(FilmedBank bank, Random random, List<CompartmentId> doors, int events, int boot)
            throws InterruptedException {
        bank.until(bank.up() + 4_000);
        int trouble = LONG ? random.nextInt(events) : 1;
        for (int event = 0; event < events; event++) {
            if (event == trouble) {
                bank.wallOffset = random.nextLong(-500_000_000L, 500_000_000L);
                clockSteps++;
                trouble(bank, (boot + (LONG ? random.nextInt(3) : 0)) % 3);
            }
            CompartmentId door = doors.get(random.nextInt(doors.size()));
            bank.decide(new Input.DoorSensed(door, true));
            bank.until(bank.up() + 200 + random.nextInt(800));
            bank.decide(new Input.DoorSensed(door, false));
        }
        // Sometimes the power goes while spans are still open.
        bank.until(
                bank.up() + (LONG && random.nextInt(3) == 0 ? random.nextInt(6_000) : 6_000 + random.nextInt(2_000)));
    }

    private void trouble(FilmedBank bank, int kind) {
        switch (kind) {
            case 0 -> {
                troubles.merge("pipeline killed", 1, Integer::sum);
                bank.cameras.pids().forEach(FilmedBank::kill);
            }
            case 1 -> {
                troubles.merge("agent and pipeline killed", 1, Integer::sum);
                bank.crash(true);
            }
            default -> {
                troubles.merge("agent killed", 1, Integer::sum);
                bank.crash(false);
            }
        }
    }

    /// What a power cut may leave where a disk lies about its cache: the newest segment shorter than it was, or
    /// zeros.
    private void tear(Random random) {
        Path ring = folder.resolve("ring").resolve("left");
        List<Segment> segments = SegmentFiles.of(ring);
        if (segments.isEmpty()) {
            return;
        }
        Path newest = ring.resolve(segments.getLast().name());
        try {
            int size = (int) Files.size(newest);
            Files.write(newest, random.nextBoolean() ? new byte[size] : new byte[size / 2]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void check(FilmedBank bank, ClipSetup clips, int events) throws IOException {
        ClipTruth.Shown shown = new ClipTruth(folder, clips).check(bank);
        int raised = ClipTruth.events(bank).size();
        List<ClipEntry.Recorded> recorded = bank.all(ClipEntry.Recorded.class);
        List<ClipEntry.Lost> lost = bank.all(ClipEntry.Lost.class);
        assertTrue(raised >= events * 3 / 4, raised + " events");
        assertTrue(shown.events() >= raised * 3 / 4, shown + " of " + raised + " were filmed: " + lost);
        assertTrue(
                bank.all(ConditionEntry.Raised.class).stream()
                        .anyMatch(condition -> condition.kind() == ConditionEntry.Kind.CAMERA_FAULT),
                "a pipeline that was killed is told of");
        System.out.printf(
                "footage: seed %d, %d doors forced, %d events told, %s in %d clips, %d clips with gaps, lost %s;"
                        + " %d power cuts, troubles %s, %d clock steps, broken 0%n",
                SEED,
                events,
                raised,
                shown,
                recorded.size(),
                recorded.stream().filter(clip -> ClipTruth.gap(clip) > 0).count(),
                lost.stream().collect(Collectors.groupingBy(ClipEntry.Lost::reason, Collectors.counting())),
                powerCuts,
                troubles,
                clockSteps);
    }
}
