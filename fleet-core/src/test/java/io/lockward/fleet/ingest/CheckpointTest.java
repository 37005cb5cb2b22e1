package io.lockward.fleet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lockward.fleet.HostilePayload;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CheckpointTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final JournalId JOURNAL = new JournalId(new UUID(5, 5));
    private static final SigningKey OWN = JwkText.generate(null);
    private static final SigningKey THIEF = JwkText.generate(null);
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    private static final BankWords WORDS = BankWords.registered(bank -> bank.equals(BANK) ? OWN.verifyingKey() : null);

    private static byte[] bytes(Entry entry) {
        return WireJson.encode(new Stamp(NOW, 1, 1_000), entry);
    }

    private static Arrival read(byte[] door, JournalEntry.Checkpoint checkpoint, BankId bank) {
        byte[] payload = WireJson.encodeRun(JOURNAL, 1, 1, ChainHash.START, List.of(door, bytes(checkpoint)));
        return Arrival.read(Topics.of(bank, Channel.ENTRIES), payload, false, NOW, WORDS);
    }

    private static byte[] door(String compartment) {
        return bytes(new DoorEntry.Closed(new CompartmentId(compartment), null));
    }

    private static JournalEntry.Checkpoint over(byte[] door, SigningKey key) {
        return CheckpointSignature.sign(BANK, JOURNAL, 1, 1, ChainHash.START.then(door), key);
    }

    private static void refused(Arrival arrival) {
        Arrival.Hostile hostile = assertInstanceOf(Arrival.Hostile.class, arrival);
        assertEquals(HostilePayload.Reason.NOT_SIGNED, hostile.payload().reason());
    }

    @Test
    void takesWhatTheBankSigned() {
        assertInstanceOf(Arrival.Run.class, read(door("A01"), over(door("A01"), OWN), BANK));
    }

    @Test
    void noticesThatAnEntryBeforeItWasRewritten() {
        refused(read(door("A02"), over(door("A01"), OWN), BANK));
        refused(read(door("A02"), over(door("A02"), THIEF), BANK));
    }

    @Test
    void refusesACheckpointOverAnythingElse() {
        JournalEntry.Checkpoint good = over(door("A01"), OWN);
        refused(read(door("A01"), new JournalEntry.Checkpoint(0, good.chain(), good.kid(), good.signature()), BANK));
        refused(read(
                door("A01"),
                CheckpointSignature.sign(new BankId("harbour-8"), JOURNAL, 1, 1, good.chain(), OWN),
                BANK));
        refused(read(door("A01"), CheckpointSignature.sign(BANK, JOURNAL, 2, 1, good.chain(), OWN), BANK));
        refused(read(door("A01"), new JournalEntry.Checkpoint(1, good.chain(), good.kid(), "no base64!"), BANK));
    }

    @Test
    void believesABankWithoutARegisteredKeyForNow() {
        assertInstanceOf(Arrival.Run.class, read(door("A01"), over(door("A01"), THIEF), new BankId("harbour-9")));
    }
}
