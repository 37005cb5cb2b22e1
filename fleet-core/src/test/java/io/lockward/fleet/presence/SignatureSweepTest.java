package io.lockward.fleet.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.memory.InMemoryFleetStore;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A bank that signs, a broker that may leave its signatures out, and minutes of uptime.
class SignatureSweepTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final JournalId JOURNAL = new JournalId(new UUID(5, 5));
    private static final Instant BOOTED = Instant.parse("2026-11-20T17:00:00Z");

    private final InMemoryFleetStore store = new InMemoryFleetStore();
    private final SigningKey key = JwkText.generate(null);
    private BankWords words = BankWords.registered(_ -> key.verifyingKey());
    private ChainHash chain = ChainHash.START;
    private long next = 1;
    private long boot = 1;
    private Instant booted = BOOTED;

    private Instant at(int minute) {
        return booted.plusSeconds(minute * 60L);
    }

    private void take(Channel channel, byte[] payload, Instant at) {
        Arrival arrival = Arrival.read(Topics.of(BANK, channel), payload, false, at, words);
        assertEquals(List.of(), Ingest.take(store, List.of(arrival)).hostile(), "what an honest bank says is taken");
    }

    private void beats(int minute) {
        Presence said = new Presence(
                Presence.State.ONLINE,
                at(minute),
                boot,
                new BootId(new UUID(0x4000, 0x8000_0000_0000_0000L | boot)),
                minute * 60_000L,
                new SessionId(new UUID(0x4000, 0x8000_0000_0000_0000L)),
                "1.0",
                JOURNAL,
                1,
                next);
        take(Channel.PRESENCE, SignedMessage.PRESENCE.sign(said, key.kid(), key.privateKey()), at(minute));
    }

    private void writes(int minute, Entry entry) {
        byte[] json = WireJson.encode(new Stamp(at(minute), boot, minute * 60_000L), entry);
        take(Channel.ENTRIES, WireJson.encodeRun(JOURNAL, 1, next, chain, List.of(json)), at(minute));
        chain = chain.then(json);
        next++;
    }

    private void writes(int minute) {
        writes(minute, new DoorEntry.Closed(new CompartmentId("A01"), null));
    }

    private void signs(int minute) {
        writes(minute, CheckpointSignature.sign(BANK, JOURNAL, 1, next - 1, chain, key));
    }

    /// The bank beats and the sweep runs.
    ///
    /// @return whether the alarm is open
    private boolean alarmAt(int minute) {
        beats(minute);
        SignatureSweep.sweep(store, at(minute));
        return store.openAlarms().stream().map(Alarm::kind).anyMatch(AlarmKind.JOURNAL_UNSIGNED::equals);
    }

    @Test
    void anHonestBankIsNeverBlamed() {
        for (int minute = 0; minute < 300; minute += 3) {
            writes(minute);
            if (minute % 12 == 9) {
                signs(minute);
            }
            assertEquals(false, alarmAt(minute), () -> "in the story so far " + next);
        }
    }

    @Test
    void aQuietBankHasNothingToSign() {
        writes(1);
        signs(10);
        assertEquals(false, alarmAt(10_000));
    }

    @Test
    void whoLeavesTheSignaturesOutIsNoticedAndItEndsWithTheNextSignature() {
        writes(1);
        signs(10);
        writes(11);
        assertEquals(false, alarmAt(40));
        assertEquals(true, alarmAt(41));
        assertEquals(true, alarmAt(60));
        signs(61);
        assertEquals(false, alarmAt(62));
    }

    @Test
    void entriesOfAnEarlierBootCountFromThisOne() {
        writes(1);
        boot = 2;
        booted = at(600);
        assertEquals(false, alarmAt(29));
        assertEquals(true, alarmAt(30));
    }

    @Test
    void aBacklogMayStillBringItsSignatures() {
        beats(1);
        next = 2;
        int late = 500;
        byte[] json =
                WireJson.encode(new Stamp(at(2), boot, 120_000), new DoorEntry.Closed(new CompartmentId("A01"), null));
        take(Channel.ENTRIES, WireJson.encodeRun(JOURNAL, 1, 1, ChainHash.START, List.of(json)), at(late));
        assertEquals(false, alarmAt(late + 9));
        assertEquals(true, alarmAt(late + 10));
    }

    @Test
    void nobodyIsJudgedByAnUnprovenUptime() {
        words = BankWords.registered(_ -> null);
        writes(1);
        assertEquals(false, alarmAt(500));
    }
}
