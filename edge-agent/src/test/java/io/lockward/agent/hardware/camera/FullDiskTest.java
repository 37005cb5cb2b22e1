package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.journal.Durability;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.journal.JournalSetup;
import io.lockward.agent.journal.Priority;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Footage and the journal on one small disk that runs full for real.
@Execution(ExecutionMode.CONCURRENT)
final class FullDiskTest {
    private static final long MIB = 1 << 20;
    private static final long RESERVE = 6 * MIB;
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");
    private static final CompartmentId A03 = new CompartmentId("A03");
    private static final BootId BOOT = new BootId(new UUID(7, 0x8000_0000_0000_0000L));

    @TempDir
    Path folder;

    private Path disk;
    private long written;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        // Only root may mount. Where everything has to be proven it is, and then nothing is passed over.
        assumeTrue(Files.isWritable(Path.of("/root")) || "true".equals(System.getenv("CI")), "mounting needs root");
        disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "lockward-test", disk.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (disk != null) {
            run("umount", "-l", disk.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private long free() throws IOException {
        return Files.getFileStore(disk).getUsableSpace();
    }

    /// Somebody else's file grows until so much is free; 0 for a disk that takes no byte more.
    private void fill(long leave) throws IOException {
        try (FileChannel file =
                FileChannel.open(disk.resolve("somebody-else"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            int block = 64 * 1024;
            while (free() > leave) {
                file.write(ByteBuffer.allocate(block));
            }
        } catch (IOException e) {
            assertEquals(0, leave, () -> "only a full disk was meant to be full: " + e);
        }
    }

    private Journal journal() throws IOException {
        JournalSetup setup = new JournalSetup(BOOT, new Random(7), () -> 0L, (_, _, _, _) -> new byte[] {'{', '}'}, 1);
        return Journal.open(FileDisk.open(disk.resolve("journal")), JournalLimits.DEFAULT, setup);
    }

    private void append(Journal journal) {
        journal.append(
                ("{\"n\":" + ++written + "}").getBytes(StandardCharsets.UTF_8),
                Durability.GROUPED,
                Priority.NORMAL,
                "test.entry");
        journal.sync();
    }

    private void until(FilmedBank bank, Journal journal, String what, BooleanSupplier is) throws InterruptedException {
        for (int i = 0; i < 400 && !is.getAsBoolean(); i++) {
            bank.until(bank.up() + 100);
            append(journal);
        }
        assertTrue(is.getAsBoolean(), () -> what + ": " + bank.cameras.look() + " " + bank.journal);
    }

    private List<Segment> ring() {
        return SegmentFiles.of(disk.resolve("footage/ring/left"));
    }

    private static void forced(FilmedBank bank, CompartmentId door) {
        bank.decide(new Input.DoorSensed(door, true));
        bank.decide(new Input.DoorSensed(door, false));
    }

    /// What the journal tells of the camera.
    private static List<String> faults(FilmedBank bank) {
        return bank.all(ConditionEntry.Raised.class).stream()
                .filter(raised -> raised.kind() == ConditionEntry.Kind.CAMERA_FAULT)
                .map(ConditionEntry.Raised::detail)
                .toList();
    }

    @Test
    @Timeout(120)
    void footageGivesWayToTheJournalAndComesBackByItself() throws IOException, InterruptedException {
        ClipSetup clips =
                new ClipSetup(new TreeSet<>(Set.of("left")), Duration.ofSeconds(1), Duration.ofSeconds(5), 1L << 40);
        RecorderSettings recorder = new RecorderSettings(
                disk.resolve("footage"),
                16 * MIB,
                Duration.ofHours(1),
                RESERVE,
                Duration.ofSeconds(5),
                RecorderSettings.Programs.USUAL);
        CameraSettings camera = new CameraSettings("left", new CameraSource.Synthetic(), 1_280, 720, 15, List.of());
        try (Journal journal = journal()) {
            FilmedBank bank = new FilmedBank(clips, List.of(camera), recorder, Set.of(A01, A02, A03));
            until(bank, journal, "it films", () -> ring().size() > 1);
            forced(bank, A01);
            until(
                    bank,
                    journal,
                    "a clip is cut",
                    () -> !bank.all(ClipEntry.Recorded.class).isEmpty());
            // Little more is left than what is reserved: the newest footage takes the place of the oldest.
            Segment oldest = ring().getFirst();
            fill(RESERVE + MIB / 2);
            until(bank, journal, "the oldest goes", () -> !ring().contains(oldest));
            assertTrue(free() > RESERVE - MIB, "what is reserved stays: " + free());
            assertEquals(List.of(), bank.all(ClipEntry.Lost.class));

            fill(0);
            assertTrue(free() < 64 * 1024, "no room at all: " + free());
            for (int i = 0; i < 100 && free() < MIB / 2; i++) {
                bank.until(bank.up() + 100);
            }
            // From here on the journal is written again: footage made room for it.
            forced(bank, A02);
            until(bank, journal, "it is told of", () -> !faults(bank).isEmpty());
            until(
                    bank,
                    journal,
                    "everything is given up",
                    () -> bank.all(ClipEntry.Lost.class).stream()
                            .anyMatch(lost -> lost.reason().equals("the disk was full")));
            // What a pipeline finished with its last breath goes with the next look around.
            until(bank, journal, "no footage is left", () -> ring().isEmpty());
            assertEquals(List.of("there is no room on the disk for footage"), faults(bank));
            bank.until(bank.up() + 6_000);

            Files.delete(disk.resolve("somebody-else"));
            until(
                    bank,
                    journal,
                    "it films again",
                    () -> bank.all(ConditionEntry.Cleared.class).stream()
                            .anyMatch(cleared -> cleared.kind() == ConditionEntry.Kind.CAMERA_FAULT));
            forced(bank, A03);
            until(bank, journal, "every clip has an end", bank::isSettled);
            assertEquals(2, bank.all(ClipEntry.Recorded.class).size(), "of A01 and A03");
            assertEquals(
                    List.of("the camera gave no pictures"),
                    bank.all(ClipEntry.Lost.class).stream()
                            .filter(lost -> A02.equals(lost.compartment()))
                            .map(ClipEntry.Lost::reason)
                            .toList());
            bank.cameras.close();
        }
        try (Journal journal = journal()) {
            assertEquals(written, journal.lastSeq(), "nothing of the journal is lost");
            assertNotEquals(0, written);
        }
    }
}
