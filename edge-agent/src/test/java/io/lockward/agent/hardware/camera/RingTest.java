package io.lockward.agent.hardware.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RingTest {
    private static final long EPOCH = 7;
    private static final long WALL = 1_790_000_000_000L;
    private static final long HOUR = 3_600_000;
    private static final int BYTES = 188 * 10;

    @TempDir
    Path folder;

    private Ring ring;

    @BeforeEach
    void open() throws IOException {
        ring = Ring.open(folder.resolve("left"));
    }

    private static byte[] packets() {
        byte[] all = new byte[BYTES];
        Arrays.fill(all, (byte) 1);
        for (int at = 0; at < BYTES; at += 188) {
            all[at] = 0x47;
        }
        return all;
    }

    /// Two seconds of a boot that end at an uptime.
    private Segment film(long boot, long toUp, long wall) throws IOException {
        Path finished = Files.write(folder.resolve("finished"), packets());
        Segment segment = new Segment(EPOCH, boot, toUp - 2_000, toUp, wall, 0, BYTES);
        ring.add(finished, segment);
        return segment;
    }

    private List<Segment> all(long boot) {
        return ring.covering(EPOCH, boot, 0, Long.MAX_VALUE);
    }

    @Test
    void beyondItsBytesTheOldestGoes() throws IOException {
        film(1, 2_000, WALL);
        Segment second = film(1, 4_000, WALL);
        Segment third = film(2, 2_000, WALL);
        ring.prune(3 * BYTES, EPOCH, 2, 2_000, WALL, HOUR);
        assertEquals(3 * BYTES, ring.bytes());
        ring.prune(3 * BYTES - 1, EPOCH, 2, 2_000, WALL, HOUR);
        assertEquals(2 * BYTES, ring.bytes());
        assertEquals(List.of(List.of(second), List.of(third)), List.of(all(1), all(2)));
        ring.prune(0, EPOCH, 2, 2_000, WALL, HOUR);
        assertEquals(List.of(), SegmentFiles.of(ring.folder()));
    }

    @Test
    void beyondItsHoursFootageGoesByUptimeAndNoStepOfTheClockMatters() throws IOException {
        film(1, 2_000, WALL);
        Segment later = film(1, 60_000, WALL - 500 * HOUR);
        long now = HOUR + 3_000;
        ring.prune(Long.MAX_VALUE, EPOCH, 1, HOUR + 2_000, WALL + 500 * HOUR, HOUR);
        assertEquals(2, all(1).size(), "exactly an hour is not too old");
        ring.prune(Long.MAX_VALUE, EPOCH, 1, now, WALL - 500 * HOUR, HOUR);
        assertEquals(List.of(later), all(1));
    }

    @Test
    void footageOfAnEarlierBootStaysUntilItsClipsAreCutAndThenGoesByTheWallClock() throws IOException {
        film(1, 2_000, WALL);
        film(1, 4_000, WALL + HOUR);
        ring.prune(Long.MAX_VALUE, EPOCH, 2, 5_000, WALL + 500 * HOUR, HOUR);
        assertEquals(2, all(1).size(), "just booted: the clock may be wrong");
        ring.prune(Long.MAX_VALUE, EPOCH, 2, 700_000, WALL + HOUR + 1, HOUR);
        assertEquals(1, all(1).size());
        ring.prune(Long.MAX_VALUE, EPOCH, 2, HOUR + 1, WALL - HOUR, HOUR);
        assertEquals(0, all(1).size(), "whatever the clock says, it is older than this boot");
    }

    @Test
    void aTornSegmentCostsItselfAndNothingElse() throws IOException {
        Segment first = film(1, 2_000, WALL);
        Segment zeros = film(1, 4_000, WALL);
        Segment third = film(1, 6_000, WALL);
        Files.write(ring.folder().resolve(zeros.name()), new byte[BYTES]);
        assertEquals(List.of(first, third), all(1));
        assertFalse(Files.exists(ring.folder().resolve(zeros.name())));
        assertEquals(2 * BYTES, ring.bytes());
    }

    @Test
    void whatIsThereIsTakenOverAndWhatIsTornOrWasStillOpenIsNot() throws IOException {
        Segment first = film(1, 2_000, WALL);
        Segment shorter = film(1, 4_000, WALL);
        Files.write(ring.folder().resolve(shorter.name()), new byte[188]);
        Path open = ring.newOpen("1-5-0");
        Files.write(open.resolve("000001.ts"), packets());
        Files.writeString(ring.folder().resolve("cut-c-1-2-left.txt"), "left over");
        Ring again = Ring.open(ring.folder());
        assertEquals(List.of(first), again.covering(EPOCH, 1, 0, Long.MAX_VALUE));
        assertEquals(List.of(first), SegmentFiles.of(ring.folder()));
        assertFalse(Files.exists(open));
        assertEquals(BYTES, again.bytes());
    }

    @Test
    void footageOfAnotherJournalIsNeverTakenForThisOnes() throws IOException {
        film(1, 2_000, WALL);
        assertEquals(List.of(), ring.covering(EPOCH + 1, 1, 0, Long.MAX_VALUE));
        assertTrue(ring.reaches(EPOCH, 1, 2_000));
        assertFalse(ring.reaches(EPOCH + 1, 1, 2_000));
        assertFalse(ring.reaches(EPOCH, 1, 2_001));
    }

    @Test
    void aSegmentThatFitsInNoMemoryIsReadPieceByPiece() throws IOException {
        long bytes = 188L * 12_000_000;
        Segment huge = new Segment(EPOCH, 1, 0, 2_000, WALL, 0, bytes);
        try (FileChannel file = FileChannel.open(
                ring.folder().resolve(huge.name()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // Two good packets, and then nothing but a length: no disk is filled.
            file.write(ByteBuffer.wrap(Arrays.copyOf(packets(), 376)));
            file.write(ByteBuffer.allocate(1), bytes - 1);
        }
        Ring again = Ring.open(ring.folder());
        assertEquals(bytes, again.bytes());
        assertEquals(List.of(), again.covering(EPOCH, 1, 0, Long.MAX_VALUE), "it is torn");
        assertEquals(0, again.bytes());
    }
}
