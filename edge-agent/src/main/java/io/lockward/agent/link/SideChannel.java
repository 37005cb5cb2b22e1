package io.lockward.agent.link;

import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Telemetry;
import io.lockward.protocol.Topics;
import io.lockward.protocol.wire.WireJson;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What goes up beside entries and presence, and waits for nothing: samples, and a diagnostic bundle when one was asked
/// for. Any thread offers; one sends.
final class SideChannel {
    private static final int TELEMETRY_WAITING = 64;

    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
    private record Bundle(byte[] payload, Runnable sent) {}

    private final BankId bank;
    private final Queue<Telemetry> samples = new ArrayBlockingQueue<>(TELEMETRY_WAITING);
    private final AtomicReference<@Nullable Bundle> bundle = new AtomicReference<>();

    SideChannel(BankId bank) {
        this.bank = bank;
    }

    /// @return false when too many wait
    boolean offer(Telemetry telemetry) {
        return samples.offer(telemetry);
    }

    /// A newer bundle replaces one that still waits.
    ///
    /// @param sent told on the link's thread when it was handed to the connection
    void offer(byte[] payload, Runnable sent) {
        bundle.set(new Bundle(payload, sent));
    }

    /// @param connection `null` when there is none
    /// @return how many samples were dropped for want of a connection
    int send(Transport.@Nullable Connection connection) {
        int dropped = 0;
        for (Telemetry sample = samples.poll(); sample != null; sample = samples.poll()) {
            if (connection == null) {
                dropped++;
            } else {
                publish(connection, Channel.TELEMETRY, WireJson.encode(sample));
            }
        }
        Bundle waiting = connection == null ? null : bundle.getAndSet(null);
        if (waiting != null && connection != null) {
            publish(connection, Channel.DIAGNOSTICS, waiting.payload);
            waiting.sent.run();
        }
        return dropped;
    }

    private void publish(Transport.Connection connection, Channel channel, byte[] payload) {
        connection.publish(Topics.of(bank, channel), payload, channel.qos(), 0);
    }
}
