package io.lockward.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.UnreadEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BankJournalTest {
    private static final String AT = "2026-11-22T12:00:00.000Z";

    private final BankJournal journal = BankJournal.of(new BankId("bench-00001"), 3);

    @Test
    void continuesItsChainFromRunToRun() {
        EntryRun first = read(journal.run(1, AT));
        EntryRun second = read(journal.run(8, AT));
        assertEquals(ChainHash.START, first.prev());
        assertEquals(1, first.first());
        assertEquals(first.entries().getLast().chain(), second.prev());
        assertEquals(2, second.first());
        assertEquals(9, second.last());
        assertEquals(10, journal.next());
    }

    @Test
    void makesEntriesOfThreeHundredBytesThatTheProtocolUnderstands() {
        read(journal.run(80, AT)).entries().forEach(entry -> {
            assertEquals(BankJournal.ENTRY_BYTES, entry.json().getBytes(StandardCharsets.UTF_8).length);
            assertTrue(!(entry.entry() instanceof UnreadEntry), entry.json());
        });
    }

    @Test
    void fitsALargestRunIntoTheChannel() {
        byte[] run = journal.run(64 * 1024 / (BankJournal.ENTRY_BYTES + 1), AT);
        assertTrue(run.length <= Channel.ENTRIES.maxPayloadBytes(), () -> run.length + " bytes");
    }

    private static EntryRun read(byte[] payload) {
        return assertInstanceOf(Decoded.Ok.class, WireJson.run(payload)).value() instanceof EntryRun run
                ? run
                : org.junit.jupiter.api.Assertions.fail("not a run");
    }
}
