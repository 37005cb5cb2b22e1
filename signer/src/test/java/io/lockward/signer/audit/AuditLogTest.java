package io.lockward.signer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.protocol.ChainHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {
    private static final AuditLog.Bounds LARGE = new AuditLog.Bounds(1 << 20, 4);
    private static final Duration BACK = Duration.ofMinutes(1);

    @TempDir
    Path folder = Path.of("");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final InstantSource clock = now::get;

    private Path file() {
        return folder.resolve("audit.ndjson");
    }

    private AuditLog open(AuditLog.Bounds bounds) throws IOException {
        return AuditLog.open(file(), bounds, clock, BACK);
    }

    private static ObjectNode line(String what) {
        return JsonNodeFactory.instance.objectNode().put("what", what);
    }

    private void write(int lines) throws IOException {
        try (AuditLog log = open(LARGE)) {
            for (int i = 0; i < lines; i++) {
                log.append(line("signed").put("i", i));
            }
        }
    }

    @Test
    void linesHoldEachOtherAcrossRestarts() throws IOException {
        write(3);
        write(2);
        AuditChain.Walk walk = AuditChain.walk(file(), _ -> {});
        assertInstanceOf(AuditChain.End.Whole.class, walk.end());
        assertEquals(6, walk.last(), "an opening line and five more");
        assertEquals(ChainHash.START, walk.prev());
        List<String> text = Files.readAllLines(file());
        assertTrue(text.get(1).startsWith("{\"n\":2,\"at\":\"2026-11-22T12:00:00Z\",\"what\":\"signed\",\"i\":0,"));
    }

    @Test
    void changingAnyByteOfAnyLineIsSeen() throws IOException {
        write(3);
        byte[] good = Files.readAllBytes(file());
        int end = new String(good, java.nio.charset.StandardCharsets.US_ASCII).indexOf('\n', 200);
        for (int i = 0; i < end; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            Files.write(file(), changed);
            AuditChain.Walk walk = AuditChain.walk(file(), _ -> {});
            assertInstanceOf(AuditChain.End.Broken.class, walk.end(), "byte " + i);
        }
        Files.write(file(), good);
    }

    @Test
    void aLineTakenOutOrPutInIsSeenAndNothingIsAdded() throws IOException {
        write(4);
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.remove(2);
        Files.write(file(), lines);
        AuditBroken broken = assertThrows(AuditBroken.class, () -> open(LARGE).close());
        assertTrue(broken.toString().contains("line 3"), broken::toString);
    }

    /// A crash at every byte of the last line.
    @Test
    void everyTornTailIsCutOffAndNoted() throws IOException {
        write(3);
        byte[] good = Files.readAllBytes(file());
        String text = new String(good, java.nio.charset.StandardCharsets.US_ASCII);
        int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
        for (int length = lastLine + 1; length < good.length; length++) {
            Files.write(file(), Arrays.copyOf(good, length));
            try (AuditLog log = open(LARGE)) {
                assertEquals(4, log.last());
                log.append(line("signed"));
            }
            List<ObjectNode> lines = new ArrayList<>();
            AuditChain.Walk walk = AuditChain.walk(file(), lines::add);
            assertInstanceOf(AuditChain.End.Whole.class, walk.end(), length + " bytes");
            assertEquals("recovered", lines.get(3).path("what").asText());
            assertEquals(length - lastLine, lines.get(3).path("tornBytes").asInt());
        }
    }

    @Test
    void zerosWhereTheLastLineShouldBeAreATornTail() throws IOException {
        write(2);
        byte[] good = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(good, good.length + 100));
        write(1);
        assertInstanceOf(
                AuditChain.End.Whole.class, AuditChain.walk(file(), _ -> {}).end());
    }

    @Test
    void aFileThatToreInItsFirstLineStartsAnew() throws IOException {
        Files.writeString(file(), "{\"n\":1,\"at\":");
        write(1);
        AuditChain.Walk walk = AuditChain.walk(file(), _ -> {});
        assertInstanceOf(AuditChain.End.Whole.class, walk.end());
        assertEquals(3, walk.last());
    }

    @Test
    void theChainGoesOnThroughRotationAndTheOldestGoes() throws IOException {
        AuditLog.Bounds small = new AuditLog.Bounds(4 * 1024, 3);
        for (int run = 0; run < 4; run++) {
            try (AuditLog log = open(small)) {
                for (int i = 0; i < 60; i++) {
                    log.append(line("signed").put("i", i));
                }
            }
        }
        List<Path> files = new ArrayList<>(AuditLog.earlier(file()));
        files.add(file());
        assertEquals(3, files.size());
        for (int i = 1; i < files.size(); i++) {
            AuditChain.Walk before = AuditChain.walk(files.get(i - 1), _ -> {});
            assertTrue(before.isFollowedBy(AuditChain.walk(files.get(i), _ -> {})));
        }
        List<ObjectNode> lines = new ArrayList<>();
        AuditChain.walk(file(), lines::add);
        assertTrue(lines.getFirst().path("forgot").asText().startsWith("audit.ndjson."));
    }

    @Test
    void aCrashBetweenPuttingAwayAndStartingAnewLosesNothing() throws IOException {
        write(3);
        Files.move(file(), folder.resolve("audit.ndjson.000000000001"));
        write(1);
        AuditChain.Walk walk = AuditChain.walk(file(), _ -> {});
        assertEquals(5, walk.first());
        assertTrue(AuditChain.walk(folder.resolve("audit.ndjson.000000000001"), _ -> {})
                .isFollowedBy(walk));
    }

    @Test
    void twoCannotWriteAtOnce() throws IOException {
        try (AuditLog _ = open(LARGE)) {
            IOException inUse =
                    assertThrows(IOException.class, () -> open(LARGE).close());
            assertTrue(inUse.toString().contains("another signer"), inUse::toString);
        }
    }

    @Test
    void whatWasSignedLatelyIsRememberedAlsoWhenTheClockWentBack() throws IOException {
        write(2);
        now.set(Instant.parse("2026-11-22T12:00:30Z"));
        write(1);
        now.set(Instant.parse("2026-11-22T12:01:15Z"));
        try (AuditLog log = open(LARGE)) {
            assertEquals(1, log.takeRecent().size());
        }
        now.set(Instant.EPOCH);
        try (AuditLog log = open(LARGE)) {
            assertEquals(4, log.takeRecent().size());
            assertTrue(log.takeRecent().isEmpty());
        }
    }

    /// A disk that fails at a chosen call, after half of the bytes.
    private static final class Breaking implements Appender {
        private final Appender real;
        private final int[] callsLeft;

        Breaking(Appender real, int[] callsLeft) {
            this.real = real;
            this.callsLeft = callsLeft;
        }

        private boolean breaks() {
            return callsLeft[0]-- == 0;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (breaks()) {
                real.write(Arrays.copyOf(bytes, bytes.length / 2));
                throw new IOException("no space left");
            }
            real.write(bytes);
        }

        @Override
        public void force() throws IOException {
            if (breaks()) {
                throw new IOException("the disk does not answer");
            }
            real.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            if (breaks()) {
                throw new IOException("the disk does not answer");
            }
            real.truncate(size);
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }

    @Test
    void aDiskThatBreaksAtAnyCallLeavesAChainThatHolds() throws IOException {
        for (int call = 0; call < 12; call++) {
            Path broken = folder.resolve("broken-" + call + ".ndjson");
            int[] callsLeft = {Integer.MAX_VALUE};
            int durable = 0;
            int failed = 0;
            try (AuditLog log =
                    AuditLog.open(broken, LARGE, clock, BACK, file -> new Breaking(Appender.onDisk(file), callsLeft))) {
                callsLeft[0] = call;
                for (int i = 0; i < 6; i++) {
                    try {
                        log.append(line("signed").put("i", i));
                        durable++;
                    } catch (IOException _) {
                        failed++;
                    }
                }
                log.append(line("signed"));
                durable++;
            }
            List<ObjectNode> lines = new ArrayList<>();
            assertInstanceOf(
                    AuditChain.End.Whole.class,
                    AuditChain.walk(broken, lines::add).end());
            assertEquals(durable, lines.size() - 1, "what counts is there, and nothing else");
            assertEquals(1, failed);
        }
    }
}
