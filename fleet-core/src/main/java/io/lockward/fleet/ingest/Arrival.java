package io.lockward.fleet.ingest;

import io.lockward.fleet.HostilePayload;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Presence;
import io.lockward.protocol.Telemetry;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.time.Instant;
import java.util.function.BiFunction;

/// One message as it came up, read.
public sealed interface Arrival {
    Instant receivedAt();

    record Run(BankId bank, Instant receivedAt, EntryRun run) implements Arrival {}

    record Said(BankId bank, Instant receivedAt, Presence presence) implements Arrival {}

    record Sampled(BankId bank, Instant receivedAt, Telemetry telemetry) implements Arrival {}

    /// Something that cannot be taken.
    record Hostile(HostilePayload payload) implements Arrival {
        @Override
        public Instant receivedAt() {
            return payload.receivedAt();
        }
    }

    /// Reads a message. Total on any topic and any bytes.
    static Arrival read(String topic, byte[] payload, boolean retained, Instant receivedAt) {
        Topics.Topic known = Topics.parse(topic);
        if (known == null || known.channel().direction() != Channel.Direction.UP) {
            return hostile(topic, payload, receivedAt, HostilePayload.Reason.UNKNOWN_TOPIC, "not a topic of a bank");
        }
        if (retained) {
            return hostile(topic, payload, receivedAt, HostilePayload.Reason.RETAINED, "banks must not retain");
        }
        BankId bank = known.bank();
        return switch (known.channel()) {
            case ENTRIES ->
                read(topic, payload, receivedAt, WireJson.run(payload), (run, at) -> new Run(bank, at, run));
            case PRESENCE ->
                read(topic, payload, receivedAt, WireJson.presence(payload), (said, at) -> new Said(bank, at, said));
            case TELEMETRY ->
                read(
                        topic,
                        payload,
                        receivedAt,
                        WireJson.telemetry(payload),
                        (samples, at) -> new Sampled(bank, at, samples));
            case ACK, COMMANDS, DESIRED ->
                hostile(topic, payload, receivedAt, HostilePayload.Reason.UNKNOWN_TOPIC, "goes down, not up");
        };
    }

    private static <T> Arrival read(
            String topic, byte[] payload, Instant at, Decoded<T> decoded, BiFunction<T, Instant, Arrival> ok) {
        return switch (decoded) {
            case Decoded.Ok<T> read -> ok.apply(read.value(), at);
            case Decoded.Rejected<T> rejected ->
                hostile(
                        topic,
                        payload,
                        at,
                        switch (rejected.reason()) {
                            case TOO_LARGE -> HostilePayload.Reason.TOO_LARGE;
                            case NOT_JSON -> HostilePayload.Reason.NOT_JSON;
                            case WRONG_SHAPE -> HostilePayload.Reason.WRONG_SHAPE;
                        },
                        rejected.detail());
        };
    }

    private static Arrival hostile(
            String topic, byte[] payload, Instant at, HostilePayload.Reason reason, String detail) {
        return new Hostile(new HostilePayload(at, topic, reason, detail, payload));
    }
}
