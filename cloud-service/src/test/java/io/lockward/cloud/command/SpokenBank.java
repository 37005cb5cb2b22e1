package io.lockward.cloud.command;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A bank that only speaks: its words go through the real ingest into the real database, without a broker.
public final class SpokenBank {
    private final BankId id;
    private final FleetStore store;
    private final JournalId journal = new JournalId(UUID.randomUUID());
    private BootId boot = new BootId(UUID.randomUUID());
    private long boots = 1;
    private Duration ahead = Duration.ZERO;
    private Duration clock = Duration.ZERO;
    private final SigningKey key = JwkText.generate(null);
    private final BankWords words = BankWords.registered(_ -> key.verifyingKey());
    private SessionId session = new SessionId(UUID.randomUUID());
    private ChainHash chain = ChainHash.START;
    private long next = 1;
    private long up = 1_000;

    public SpokenBank(String id, FleetStore store) {
        this.id = new BankId(id);
        this.store = store;
    }

    /// Its public key, to be registered.
    public String publicKey() {
        return key.verifyingKey().x();
    }

    /// The number of the entry that it writes next.
    public long next() {
        return next;
    }

    /// Its controller is up for so long, unless it said more already.
    ///
    /// @param millis since its boot
    public void isUpFor(long millis) {
        up = Math.max(up, millis);
    }

    /// Its word for an upload.
    public byte[] seals(UploadClaims claims) {
        return SignedMessage.UPLOAD.sign(claims, key.kid(), key.privateKey());
    }

    /// What it says from now on is said and heard so much later.
    public void moveAhead(Duration by) {
        up += by.minus(ahead).toMillis();
        ahead = by;
    }

    /// Its clock is wrong from now on.
    ///
    /// @param by negative when it is slow
    public void setsItsClock(Duration by) {
        clock = by;
    }

    /// Its power was cut and came back so long ago.
    public void powerOn(Duration upFor) {
        BootId before = boot;
        boot = new BootId(UUID.randomUUID());
        session = new SessionId(UUID.randomUUID());
        boots++;
        up = upFor.toMillis();
        presence(Presence.State.ONLINE);
        say(new AgentEntry.Started(AgentEntry.Cause.POWER_ON, false, boot, before, null, "0.1.0", null));
    }

    /// It wrote an entry that does not arrive.
    public void keepsAnEntryToItself() {
        next++;
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    public void presence(Presence.State state) {
        up += 10;
        Presence presence = new Presence(state, now().plus(clock), boots, boot, up, session, "0.1.0", journal, 1, next);
        take(Channel.PRESENCE, SignedMessage.PRESENCE.sign(presence, key.kid(), key.privateKey()));
    }

    public void say(Entry... entries) {
        writes(entries).run();
    }

    /// It wrote entries that arrive when this is run.
    public Runnable writes(Entry... entries) {
        List<byte[]> texts = new ArrayList<>();
        ChainHash before = chain;
        long first = next;
        for (Entry entry : entries) {
            up += 10;
            byte[] text = WireJson.encode(new Stamp(now().plus(clock), boots, up), entry);
            texts.add(text);
            chain = chain.then(text);
            next++;
        }
        byte[] run = WireJson.encodeRun(journal, 1, first, before, texts);
        return () -> take(Channel.ENTRIES, run);
    }

    /// It signs all it wrote so far.
    public void signs() {
        say(CheckpointSignature.sign(id, journal, 1, next - 1, chain, key));
    }

    private void take(Channel channel, byte[] payload) {
        Ingest.take(store, List.of(Arrival.read(Topics.of(id, channel), payload, false, now(), words)));
    }
}
