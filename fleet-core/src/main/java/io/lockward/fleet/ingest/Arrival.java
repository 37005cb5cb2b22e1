package io.lockward.fleet.ingest;

import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.HostilePayload;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.Presence;
import io.lockward.protocol.Telemetry;
import io.lockward.protocol.Topics;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.ReceivedEntry;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.BiFunction;

/// One message as it came up, read.
public sealed interface Arrival {
    Instant receivedAt();

    record Run(BankId bank, Instant receivedAt, EntryRun run) implements Arrival {}

    /// @param proven whether it is signed with the key registered for the bank
    record Said(BankId bank, Instant receivedAt, Presence presence, boolean proven) implements Arrival {}

    /// A diagnostic bundle of a bank whose signature holds.
    ///
    record Diagnosed(FleetTransaction.Bundle bundle) implements Arrival {
        @Override
        public Instant receivedAt() {
            return bundle.receivedAt();
        }
    }

    record Sampled(BankId bank, Instant receivedAt, Telemetry telemetry) implements Arrival {}

    /// Something that cannot be taken.
    record Hostile(HostilePayload payload) implements Arrival {
        @Override
        public Instant receivedAt() {
            return payload.receivedAt();
        }
    }

    /// Reads a message. Total on any topic and any bytes.
    ///
    /// @param words tells whether a word is the bank's own
    static Arrival read(String topic, byte[] payload, boolean retained, Instant receivedAt, BankWords words) {
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
                read(
                        topic,
                        payload,
                        receivedAt,
                        WireJson.run(payload),
                        (run, at) -> areVouchedFor(bank, run, words)
                                ? new Run(bank, at, run)
                                : hostile(
                                        topic,
                                        payload,
                                        at,
                                        HostilePayload.Reason.NOT_SIGNED,
                                        "a checkpoint is not the bank's signature over what comes before it"));
            case PRESENCE -> presence(topic, bank, payload, receivedAt, words);
            case DIAGNOSTICS -> diagnostics(topic, bank, payload, receivedAt, words);
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

    /// A checkpoint covers exactly what comes before it, and is signed with the bank's own key.
    private static boolean areVouchedFor(BankId bank, EntryRun run, BankWords words) {
        ChainHash before = run.prev();
        for (ReceivedEntry entry : run.entries()) {
            if (entry.entry() instanceof JournalEntry.Checkpoint checkpoint
                    && !(checkpoint.upTo() == entry.seq() - 1
                            && checkpoint.chain().equals(before)
                            && words.vouchesFor(bank, run.journal(), run.epoch(), checkpoint))) {
                return false;
            }
            before = entry.chain();
        }
        return true;
    }

    private static Arrival presence(String topic, BankId bank, byte[] payload, Instant at, BankWords words) {
        return switch (words.of(bank, SignedMessage.PRESENCE, payload)) {
            case BankWords.Word.Own<Presence>(Presence said) -> new Said(bank, at, said, true);
            case BankWords.Word.Unproven<Presence>(Presence said) -> new Said(bank, at, said, false);
            case BankWords.Word.None<Presence> none -> hostile(topic, payload, at, none);
        };
    }

    private static Arrival diagnostics(String topic, BankId bank, byte[] payload, Instant at, BankWords words) {
        return switch (words.of(bank, SignedMessage.DIAGNOSTICS, payload)) {
            case BankWords.Word.Own<Diagnostics>(Diagnostics told)
            when told.bank().equals(bank) ->
                new Diagnosed(
                        new FleetTransaction.Bundle(bank, at, told, new String(payload, StandardCharsets.US_ASCII)));
            case BankWords.Word.Own<Diagnostics> _, BankWords.Word.Unproven<Diagnostics> _ ->
                hostile(topic, payload, at, HostilePayload.Reason.NOT_SIGNED, "nobody can tell whose bundle this is");
            case BankWords.Word.None<Diagnostics> none -> hostile(topic, payload, at, none);
        };
    }

    private static Arrival hostile(String topic, byte[] payload, Instant at, BankWords.Word.None<?> none) {
        HostilePayload.Reason reason =
                none.forged() ? HostilePayload.Reason.NOT_SIGNED : HostilePayload.Reason.WRONG_SHAPE;
        return hostile(topic, payload, at, reason, none.detail());
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
