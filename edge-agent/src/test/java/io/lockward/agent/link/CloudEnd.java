package io.lockward.agent.link;

import io.lockward.agent.TestKeys;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Presence;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.ReceivedEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import java.net.URI;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The cloud's side of the broker: commits what comes and acknowledges it, notes presences.
public final class CloudEnd implements Transport.Listener, AutoCloseable {
    private final BankId bank;
    private final Transport.Connection connection;
    private final BitSet committed = new BitSet();
    public final List<Presence> presences = new CopyOnWriteArrayList<>();
    /// Every entry that came, also those that came twice.
    public final List<ReceivedEntry> entries = new CopyOnWriteArrayList<>();
    private volatile boolean connected;
    volatile boolean ready;
    volatile long upTo;

    public CloudEnd(int port, BankId bank) {
        this(port, bank, 0);
    }

    /// @param known what it committed before
    CloudEnd(int port, BankId bank, int known) {
        this.bank = bank;
        this.committed.set(1, known + 1);
        ConnectOptions options =
                new ConnectOptions("cloud", "cloud", "cloud", "cloud/will", new byte[0], 20, 1_000, 5_000);
        this.connection =
                PahoTransport.plain(URI.create("tcp://127.0.0.1:" + port)).connect(options, this);
        Await.until("the cloud is connected", () -> connected);
        connection.subscribe(List.of(Topics.of(bank, Channel.ENTRIES), Topics.of(bank, Channel.PRESENCE)));
        Await.until("the cloud is subscribed", () -> ready);
    }

    public void send(Channel channel, byte[] payload) {
        connection.publish(Topics.of(bank, channel), payload, 1, -1);
    }

    @Override
    public void connected() {
        connected = true;
    }

    @Override
    public void subscribed(boolean granted) {
        ready = granted;
    }

    @Override
    public void published(long token) {}

    @Override
    public synchronized void arrived(String topic, byte[] payload, boolean retained) {
        if (topic.endsWith("presence")
                && SignedMessage.PRESENCE.open(payload, TestKeys.BANK.verifyingKey())
                        instanceof Opened.Ok<Presence>(Presence said, String _)) {
            presences.add(said);
        } else if (WireJson.run(payload) instanceof Decoded.Ok<EntryRun>(EntryRun run)) {
            entries.addAll(run.entries());
            committed.set((int) run.first(), (int) run.last() + 1);
            upTo = committed.nextClearBit(1) - 1L;
            send(Channel.ACK, TestKeys.sign(new AckClaims(bank, run.journal(), upTo)));
        }
    }

    @Override
    public void closed(Transport.Closing why, String detail) {
        ready = false;
    }

    @Override
    public void close() {
        connection.close();
    }
}
