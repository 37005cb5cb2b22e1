package io.lockward.agent.link;

import io.lockward.protocol.Ack;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.wire.WireJson;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides which journal entries are sent when. Reads no clock and does no I/O but [Backlog]: time comes in as uptime
/// in milliseconds, runs go out as values. One thread.
///
/// Sending starts at `ack + 1` after every connect and goes on while runs are in flight, as far as the window allows.
/// A run is in flight until the cloud's ack covers it; a PUBACK frees only the broker's share of the window. When acks
/// make no progress it rewinds to `ack + 1`. The window opens from one run and doubles with each ack that makes
/// progress, so that a fleet coming back does not pour its backlogs into a cloud that is not there.
public final class Uplink {
    /// No deadline.
    public static final long NEVER = Long.MAX_VALUE;

    /// One `entries` message.
    ///
    /// @param token from 1, rising; names its PUBACK
    /// @param payload must not be changed
    /// @param first the first sequence number in it
    /// @param last the last one
    @SuppressWarnings("ArrayRecordComponent") // a payload is bytes; nobody compares runs
    public record Outgoing(long token, byte[] payload, long first, long last) {}

    private record Flight(long token, long last) {}

    private final JournalId journal;
    private final long epoch;
    private final Backlog backlog;
    private final LinkLimits limits;
    private final RandomGenerator random;
    private final ArrayDeque<Flight> uncommitted = new ArrayDeque<>();
    private final Set<Long> unwritten = new HashSet<>();
    private boolean connected;
    private long acknowledged;
    private long highestSent;
    private long cursor;
    private long lastToken;
    private int window = 1;
    private int fruitless;
    private long rewindAt = NEVER;

    /// @param acknowledged what the journal remembers as committed by the cloud, from 0
    public Uplink(
            JournalId journal,
            long epoch,
            long acknowledged,
            Backlog backlog,
            LinkLimits limits,
            RandomGenerator random) {
        this.journal = journal;
        this.epoch = epoch;
        this.backlog = backlog;
        this.limits = limits;
        this.random = random;
        this.acknowledged = acknowledged;
        this.cursor = acknowledged + 1;
        // An earlier run of the agent may have sent anything that is durable by now.
        this.highestSent = Math.max(acknowledged, backlog.durableUpTo());
    }

    /// A connection is ready to take entries.
    public void connected() {
        connected = true;
        unwritten.clear();
        fruitless = 0;
        startOver();
    }

    public void disconnected() {
        connected = false;
        unwritten.clear();
        startOver();
    }

    private void startOver() {
        uncommitted.clear();
        cursor = acknowledged + 1;
        window = 1;
        rewindAt = NEVER;
    }

    /// The next run to publish now; `null` when there is none, or the window is full. Call until `null`.
    ///
    /// @param now uptime in milliseconds
    public @Nullable Outgoing next(long now) {
        if (!connected
                || uncommitted.size() >= window
                || unwritten.size() >= limits.window()
                || cursor > backlog.durableUpTo()) {
            return null;
        }
        Backlog.Stretch stretch = backlog.read(cursor, limits.runBytes(), limits.runEntries());
        if (stretch.entries().isEmpty()) {
            return null;
        }
        byte[] payload = WireJson.encodeRun(journal, epoch, stretch.first(), stretch.prev(), stretch.entries());
        long token = ++lastToken;
        uncommitted.add(new Flight(token, stretch.last()));
        unwritten.add(token);
        cursor = stretch.last() + 1;
        highestSent = Math.max(highestSent, stretch.last());
        if (rewindAt == NEVER) {
            rewindAt = now + limits.rewind().delayMillis(fruitless, random);
        }
        return new Outgoing(token, payload, stretch.first(), stretch.last());
    }

    /// The broker has a run. Says nothing about the cloud.
    ///
    /// @return whether one of this connection's runs was waiting for it
    public boolean written(long token) {
        return unwritten.remove(token);
    }

    /// Why an ack is no progress, whoever says it; `null` when it would be.
    public @Nullable AckRefusal refusal(Ack ack) {
        if (!ack.journal().equals(journal)) {
            return AckRefusal.OTHER_JOURNAL;
        }
        if (ack.upTo() <= acknowledged) {
            return AckRefusal.NOT_NEW;
        }
        return ack.upTo() > highestSent ? AckRefusal.NOT_SENT : null;
    }

    /// The cloud said what it has committed. Whether it was the cloud is [AckGate]'s to know.
    ///
    /// @return why this changes nothing; `null` when it was progress
    public @Nullable AckRefusal acknowledge(Ack ack, long now) {
        AckRefusal refusal = refusal(ack);
        if (refusal != null) {
            return refusal;
        }
        acknowledged = ack.upTo();
        cursor = Math.max(cursor, acknowledged + 1);
        uncommitted.removeIf(flight -> flight.last <= acknowledged);
        window = Math.min(limits.window(), window * 2);
        fruitless = 0;
        rewindAt = uncommitted.isEmpty() ? NEVER : now + limits.rewind().delayMillis(0, random);
        return null;
    }

    /// Rewinds when acks are overdue.
    ///
    /// @return whether it did; then [#next] starts again at `ack + 1`
    public boolean tick(long now) {
        if (now < rewindAt) {
            return false;
        }
        fruitless++;
        startOver();
        return true;
    }

    /// When [#tick] is due, in milliseconds of uptime; [#NEVER] when nothing is in flight.
    public long deadline() {
        return rewindAt;
    }

    /// Everything up to here is committed by the cloud.
    public long acknowledged() {
        return acknowledged;
    }

    /// Whether everything durable is committed by the cloud.
    public boolean isDrained() {
        return acknowledged >= backlog.durableUpTo();
    }

    /// Runs sent since the last rewind that no ack covers yet: at most the window.
    public int inFlight() {
        return uncommitted.size();
    }

    /// Runs the broker has not acknowledged: at most the window.
    public int awaitingBroker() {
        return unwritten.size();
    }
}
