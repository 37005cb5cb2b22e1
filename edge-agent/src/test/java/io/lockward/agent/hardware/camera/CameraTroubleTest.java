package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.hardware.camera.CameraSettings.Mask;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A camera that freezes, dies, or does not know the bank: real ffmpeg, real processes and a camera on the network that
/// asks for a password.
@Execution(ExecutionMode.CONCURRENT)
final class CameraTroubleTest {
    private static final String PASSWORD = "s3cret/'word";
    private static final Mask MASK = new Mask(120, 60, 40, 20);
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");
    private static final Set<String> CAMERAS = Set.of("left", "right", "top", "far");

    @TempDir
    Path folder;

    private final ClipSetup clips =
            new ClipSetup(new TreeSet<>(CAMERAS), Duration.ofSeconds(1), Duration.ofSeconds(5), 1L << 40);

    private FilmedBank bank(NetworkCamera network, NetworkCamera far, String password) throws IOException {
        RecorderSettings recorder = new RecorderSettings(
                folder.resolve("footage"),
                1L << 30,
                Duration.ofHours(1),
                0,
                Duration.ofSeconds(3),
                new RecorderSettings.Programs(
                        RecorderSettings.Programs.USUAL.ffmpeg(),
                        RecorderSettings.Programs.USUAL.ffprobe(),
                        raspberry()));
        Path file = Files.writeString(folder.resolve("password"), password + "\n");
        return new FilmedBank(
                clips,
                List.of(
                        camera("left", new CameraSource.Synthetic(), MASK),
                        camera("right", new CameraSource.Rtsp(network.url("viewer"), file)),
                        camera("far", new CameraSource.Rtsp(far.url("viewer"), file)),
                        camera("top", new CameraSource.Rpicam(0))),
                recorder,
                Set.of(A01, A02));
    }

    private static CameraSettings camera(String name, CameraSource source, Mask... masks) {
        return new CameraSettings(name, source, Frames.WIDTH, Frames.HEIGHT, 5, List.of(masks));
    }

    /// A program in the place of `rpicam-vid`: the test pattern as H.264, whatever it is asked for.
    private Path raspberry() throws IOException {
        return NetworkCamera.program(folder, "exec " + NetworkCamera.words(NetworkCamera.lens("-f", "h264", "pipe:1")));
    }

    private static void until(FilmedBank bank, String what, BooleanSupplier is) throws InterruptedException {
        for (int i = 0; i < 400 && !is.getAsBoolean(); i++) {
            bank.until(bank.up() + 100);
        }
        assertTrue(is.getAsBoolean(), () -> what + ": " + bank.cameras.look() + " " + bank.journal);
    }

    private boolean films(FilmedBank bank, String camera) {
        return bank.fault(camera).isEmpty() && !SegmentFiles.of(ring(camera)).isEmpty();
    }

    private Path ring(String camera) {
        return folder.resolve("footage").resolve("ring").resolve(camera);
    }

    private static List<String> faults(FilmedBank bank, String camera) {
        return bank.all(ConditionEntry.Raised.class).stream()
                .filter(raised -> raised.kind() == ConditionEntry.Kind.CAMERA_FAULT)
                .filter(raised -> raised.subject().equals(camera))
                .map(raised -> String.valueOf(raised.detail()))
                .toList();
    }

    private static boolean well(FilmedBank bank, String camera) {
        long cleared = bank.all(ConditionEntry.Cleared.class).stream()
                .filter(one -> one.kind() == ConditionEntry.Kind.CAMERA_FAULT
                        && one.subject().equals(camera))
                .count();
        return cleared == faults(bank, camera).size();
    }

    /// What nobody may see is black in every picture.
    private static void masked(Path clip) throws IOException {
        byte[] all = Frames.gray(clip);
        assertTrue(all.length > 0);
        for (int frame = 0; frame + Frames.WIDTH * Frames.HEIGHT <= all.length; frame += Frames.WIDTH * Frames.HEIGHT) {
            for (int y = MASK.top() + 2; y < MASK.top() + MASK.height() - 2; y++) {
                for (int x = MASK.left() + 2; x < MASK.left() + MASK.width() - 2; x++) {
                    int bright = all[frame + y * Frames.WIDTH + x] & 0xFF;
                    assertTrue(bright < 24, clip + " shows " + bright + " at " + x + "," + y);
                }
            }
        }
    }

    private static void forced(FilmedBank bank, CompartmentId door) {
        bank.decide(new Input.DoorSensed(door, true));
        bank.decide(new Input.DoorSensed(door, false));
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor());
    }

    @Test
    @Timeout(120)
    void aCameraThatFreezesOrDiesIsToldOfAndStartedAgainAndNothingIsClaimedOfWhatItDidNotSee()
            throws IOException, InterruptedException {
        try (NetworkCamera network = new NetworkCamera("viewer", PASSWORD);
                NetworkCamera far = new NetworkCamera("viewer", PASSWORD)) {
            FilmedBank bank = bank(network, far, PASSWORD);
            until(bank, "all film", () -> CAMERAS.stream().allMatch(camera -> films(bank, camera)));
            long pipeline = bank.cameras.pids("left").getFirst();
            noSecretIn(bank.cameras.pids("right"));
            // A program that hangs, a camera that hangs, one that dies, and one whose power is gone.
            signal("STOP", pipeline);
            network.freeze();
            signal("KILL", bank.cameras.pids("top").getFirst());
            far.loseItsPower();
            forced(bank, A01);
            until(
                    bank,
                    "all are told of",
                    () -> CAMERAS.stream()
                            .noneMatch(camera -> faults(bank, camera).isEmpty()));
            assertEquals(List.of("no pictures came for 3 s"), faults(bank, "left"));
            assertEquals(List.of("no pictures came for 3 s"), faults(bank, "right"));
            assertTrue(faults(bank, "top").getFirst().startsWith("the pipeline ended"), bank.journal.toString());
            assertTrue(faults(bank, "far").getFirst().startsWith("the pipeline ended"), bank.journal.toString());
            network.thaw();
            far.getItsPowerBack();
            until(bank, "all film again", () -> CAMERAS.stream().allMatch(camera -> well(bank, camera)));
            assertFalse(
                    ProcessHandle.of(pipeline).filter(ProcessHandle::isAlive).isPresent(), "the old one is gone");
            forced(bank, A02);
            until(bank, "the clips have an end", bank::isSettled);
            bank.cameras.close();
            ClipTruth.Shown shown = new ClipTruth(folder.resolve("footage"), clips).check(bank);
            assertTrue(shown.events() >= CAMERAS.size(), shown + " were filmed: " + bank.all(ClipEntry.Lost.class));
            for (ClipEntry.Recorded clip : bank.all(ClipEntry.Recorded.class)) {
                if (clip.camera().equals("left")) {
                    masked(folder.resolve("footage").resolve("clips").resolve(clip.clip() + ".mp4"));
                }
            }
            assertFalse(bank.journal.toString().contains("s3cret"));
        }
    }

    /// What everybody on the machine may read of a process.
    private static void noSecretIn(List<Long> pids) throws IOException {
        for (long pid : pids) {
            for (String what : List.of("cmdline", "environ")) {
                String said = Files.readString(
                        Path.of("/proc", Long.toString(pid), what), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertFalse(said.contains("s3cret") || said.contains("viewer"), what + ": " + said);
            }
            assertTrue(
                    Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                            .contains("ffmpeg"),
                    "it was the right process");
        }
    }

    @Test
    @Timeout(60)
    void aCameraThatDoesNotKnowTheBankSaysSoAndNotWithWhichPassword() throws IOException, InterruptedException {
        try (NetworkCamera network = new NetworkCamera("viewer", "an0ther")) {
            FilmedBank bank = bank(network, network, PASSWORD);
            until(bank, "it is told of", () -> !faults(bank, "right").isEmpty());
            bank.cameras.close();
            String why = faults(bank, "right").getFirst();
            assertTrue(why.contains("401 Unauthorized"), why);
            assertFalse(why.contains("s3cret"), why);
        }
    }
}
