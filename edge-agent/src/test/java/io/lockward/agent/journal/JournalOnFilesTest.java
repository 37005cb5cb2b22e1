package io.lockward.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalOnFilesTest {
    private static final BootId BOOT_1 = new BootId(new UUID(1, 1));
    private static final BootId BOOT_2 = new BootId(new UUID(2, 2));
    private static final JournalLimits SMALL = new JournalLimits(16 << 10, 4 << 10, 512, 4096, 512);

    @TempDir
    Path folder;

    private static JournalSetup setup(BootId boot) {
        return new JournalSetup(boot, new Random(7), () -> 0L, JournalOnFilesTest::gap, 1);
    }

    private static byte[] gap(long from, long to, Map<String, Long> dropped, ChainHash chain) {
        return ("{\"type\":\"journal.gap\",\"from\":" + from + ",\"to\":" + to + ",\"dropped\":\"" + dropped
                        + "\",\"chain\":\"" + chain.hex() + "\"}")
                .getBytes(UTF_8);
    }

    private Journal open(JournalLimits limits, BootId boot) throws IOException {
        return Journal.open(FileDisk.open(folder), limits, setup(boot));
    }

    private static long append(Journal journal, String text, Priority priority) {
        return journal.append(text.getBytes(UTF_8), Durability.GROUPED, priority, "test.entry");
    }

    private static List<Recorded> all(Journal journal) {
        List<Recorded> entries = new ArrayList<>();
        long from = 1;
        while (from <= journal.durableSeq()) {
            Run run = journal.read(from, 700, 5);
            entries.addAll(run.entries());
            from = run.nextSeq();
        }
        return entries;
    }

    @Test
    void keepsWhatWasSyncedAndNumbersOnAfterReopening() throws IOException {
        try (Journal journal = open(JournalLimits.DEFAULT, BOOT_1)) {
            assertTrue(journal.recovered().made());
            assertEquals(1, journal.boot());
            for (int i = 1; i <= 1000; i++) {
                assertEquals(i, append(journal, "{\"n\":" + i + "}", Priority.NORMAL));
            }
            assertEquals(0, journal.durableSeq());
            assertTrue(journal.read(1, 1000, 10).isEmpty(), "readers see nothing before the sync");
            journal.sync();
            assertEquals(1000, journal.durableSeq());
            assertTrue(journal.acknowledge(40));
            assertFalse(journal.acknowledge(40));
            assertFalse(journal.acknowledge(1001), "nobody can have committed what is not there");
        }
        try (Journal journal = open(JournalLimits.DEFAULT, BOOT_2)) {
            assertEquals(2, journal.boot());
            assertEquals(40, journal.acknowledged());
            List<Recorded> entries = all(journal);
            assertEquals(1000, entries.size());
            ChainHash chain = ChainHash.START;
            for (int i = 0; i < 1000; i++) {
                assertArrayEquals(
                        ("{\"n\":" + (i + 1) + "}").getBytes(UTF_8),
                        entries.get(i).bytes());
                chain = chain.then(entries.get(i).bytes());
            }
            assertEquals(chain, journal.head());
            assertEquals(1001, append(journal, "{}", Priority.LOW));
        }
    }

    @Test
    void dropsTheLowestPriorityFirstAndSaysWhatWent() throws IOException {
        try (Journal journal = open(SMALL, BOOT_1)) {
            for (int i = 1; i <= 600; i++) {
                String text = "{\"n\":" + i + ",\"pad\":\"" + "x".repeat(60) + "\"}";
                append(journal, text, i % 30 == 0 ? Priority.HIGH : i % 60 == 5 ? Priority.NORMAL : Priority.LOW);
                journal.sync();
            }
            assertTrue(journal.stats().bytes() <= SMALL.maxBytes(), "within its limit: " + journal.stats());
            List<Recorded> entries = all(journal);
            long expected = 1;
            int gaps = 0;
            for (Recorded one : entries) {
                assertEquals(expected, one.seq());
                gaps += one.isGap() ? 1 : 0;
                expected = one.lastSeq() + 1;
            }
            assertEquals(601, expected);
            assertTrue(gaps > 0);
            assertEquals(
                    600 - journal.stats().droppedEntries(),
                    entries.stream().filter(one -> !one.isGap()).count());
            assertEquals(
                    20,
                    entries.stream()
                            .filter(one -> one.priority() == Priority.HIGH && !one.isGap())
                            .count());
        }
    }

    @Test
    void deletesOnlyWhatIsAcknowledgedAndCoveredByTheOlderSnapshot() throws IOException {
        try (Journal journal = open(SMALL, BOOT_1)) {
            for (int i = 1; i <= 60; i++) {
                append(journal, "{\"n\":" + i + ",\"pad\":\"" + "x".repeat(60) + "\"}", Priority.NORMAL);
            }
            journal.snapshot("one".getBytes(UTF_8));
            journal.acknowledge(60);
            assertEquals(1, journal.stats().firstSeq());
            append(journal, "{}", Priority.NORMAL);
            journal.snapshot("two".getBytes(UTF_8));
            assertTrue(journal.stats().firstSeq() > 1);
            append(journal, "{\"last\":1}", Priority.NORMAL);
        }
        try (Journal journal = open(SMALL, BOOT_1)) {
            AtomicReference<String> state = new AtomicReference<>("");
            List<Recorded> after = new ArrayList<>();
            journal.replay(bytes -> state.set(new String(bytes, UTF_8)), after::add);
            assertEquals("two", state.get());
            assertEquals(1, after.size());
            assertEquals(62, after.getFirst().seq());
        }
    }

    @Test
    void bitRotInAnEarlierSegmentBecomesACountedGap() throws IOException {
        try (Journal journal = open(SMALL, BOOT_1)) {
            for (int i = 1; i <= 60; i++) {
                append(journal, "{\"n\":" + i + ",\"pad\":\"" + "x".repeat(60) + "\"}", Priority.NORMAL);
            }
        }
        Path first = folder.resolve(Segment.name(1));
        byte[] bytes = Files.readAllBytes(first);
        bytes[1000] ^= 4;
        Files.write(first, bytes);
        try (Journal journal = open(SMALL, BOOT_1)) {
            assertTrue(
                    journal.recovered().lostSomething(),
                    () -> journal.recovered().toString());
            assertEquals(1, journal.recovered().damagedEntries());
            List<Recorded> entries = all(journal);
            assertEquals(60, entries.size());
            assertEquals(1, entries.stream().filter(Recorded::isGap).count());
            assertEquals(61, append(journal, "{}", Priority.LOW));
        }
    }

    @Test
    void aLossIsRememberedAcrossOpeningsUntilTheNextBoot() throws IOException {
        try (Journal journal = open(SMALL, BOOT_1)) {
            for (int i = 1; i <= 60; i++) {
                append(journal, "{\"n\":" + i + ",\"pad\":\"" + "x".repeat(60) + "\"}", Priority.NORMAL);
            }
            assertFalse(journal.recovered().mayHaveForgotten());
        }
        Path first = folder.resolve(Segment.name(1));
        byte[] bytes = Files.readAllBytes(first);
        bytes[1000] ^= 4;
        Files.write(first, bytes);
        try (Journal journal = open(SMALL, BOOT_1)) {
            assertTrue(journal.recovered().mayHaveForgotten());
        }
        // The log is mended: nothing but the mark tells the next process of this boot.
        try (Journal journal = open(SMALL, BOOT_1)) {
            assertFalse(journal.recovered().lostSomething());
            assertTrue(journal.recovered().mayHaveForgotten());
        }
        try (Journal journal = open(SMALL, BOOT_2)) {
            assertFalse(journal.recovered().mayHaveForgotten());
        }
    }

    @Test
    void aNewJournalAfterALossStillKnowsOfItAtTheNextOpening() throws IOException {
        try (Journal journal = open(SMALL, BOOT_1)) {
            append(journal, "{}", Priority.LOW);
            journal.snapshot("state".getBytes(UTF_8));
        }
        Files.write(folder.resolve(Segment.name(1)), new byte[300]);
        open(SMALL, BOOT_1).close();
        try (Journal journal = open(SMALL, BOOT_1)) {
            assertFalse(journal.recovered().afterLoss());
            assertTrue(journal.recovered().mayHaveForgotten());
        }
    }

    @Test
    void aJournalBeyondReadingGivesWayToOneOfAHigherEpochThatStillKnowsTheState() throws IOException {
        String id;
        try (Journal journal = open(SMALL, BOOT_1)) {
            append(journal, "{}", Priority.LOW);
            journal.snapshot("state".getBytes(UTF_8));
            id = journal.id().toString();
        }
        Files.write(folder.resolve(Segment.name(1)), new byte[300]);
        JournalSetup other = new JournalSetup(BOOT_1, new Random(8), () -> 0L, JournalOnFilesTest::gap, 1);
        try (Journal journal = Journal.open(FileDisk.open(folder), SMALL, other)) {
            assertTrue(journal.recovered().afterLoss());
            assertEquals(2, journal.epoch());
            assertNotEquals(id, journal.id().toString());
            List<String> state = new ArrayList<>();
            journal.replay(bytes -> state.add(new String(bytes, UTF_8)), entry -> {});
            assertEquals(List.of("state"), state);
        }
    }

    @Test
    void twoAgentsCannotShareAFolder() throws IOException {
        try (Journal journal = open(SMALL, BOOT_1)) {
            assertThrows(Disk.InUse.class, () -> FileDisk.open(folder));
            append(journal, "{}", Priority.LOW);
        }
        open(SMALL, BOOT_1).close();
    }

    @Test
    void refusesWhatItCannotKeep() throws IOException {
        try (Journal journal = open(SMALL, BOOT_1)) {
            EntryRefused tooLarge = assertThrows(
                    EntryRefused.class,
                    () -> journal.append(new byte[513], Durability.GROUPED, Priority.LOW, "test.entry"));
            assertEquals(EntryRefused.Reason.TOO_LARGE, tooLarge.reason());
            assertThrows(
                    EntryRefused.class,
                    () -> journal.append(new byte[0], Durability.GROUPED, Priority.LOW, "test.entry"));
            assertThrows(
                    EntryRefused.class,
                    () -> journal.append(new byte[1], Durability.GROUPED, Priority.LOW, "Bad Type"));
            assertEquals(0, journal.lastSeq());
        }
        Journal closed = open(SMALL, BOOT_1);
        closed.close();
        JournalFailed over = assertThrows(JournalFailed.class, closed::sync);
        assertEquals(JournalFailed.Reason.CLOSED, over.reason());
    }

    @Test
    void saysWhatWaitsAndForHowLong() throws IOException {
        long[] uptime = {1000};
        JournalSetup clocked = new JournalSetup(BOOT_1, new Random(7), () -> uptime[0], JournalOnFilesTest::gap, 1);
        try (Journal journal = Journal.open(FileDisk.open(folder), SMALL, clocked)) {
            assertTrue(journal.pending().isEmpty());
            append(journal, "{}", Priority.LOW);
            uptime[0] = 3500;
            journal.append(new byte[] {'{', '}'}, Durability.BEFORE_EFFECT, Priority.HIGH, "lock.pulsed");
            Pending pending = journal.pending();
            assertEquals(2, pending.entries());
            assertEquals(2500, pending.oldestMillis());
            assertTrue(pending.beforeEffect());
            journal.sync();
            assertTrue(journal.pending().isEmpty());
        }
    }
}
