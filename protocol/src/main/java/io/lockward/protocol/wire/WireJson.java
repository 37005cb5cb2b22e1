package io.lockward.protocol.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.protocol.Ack;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Channel;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Telemetry;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bytes to messages and back, for what is not signed on its own ([SignedMessage] is for that). Reading is total:
/// any bytes give a message or a typed rejection, never an exception. Stateless; every method may be called from
/// any thread.
public final class WireJson {
    private static final ObjectReader TELEMETRY = StrictJson.MAPPER.readerFor(Telemetry.class);
    private static final ObjectReader COMMAND = StrictJson.MAPPER.readerFor(Command.class);
    private static final ObjectReader ACK = StrictJson.MAPPER.readerFor(Ack.class);

    /// An entry with its stamp, as a journal holds it.
    public record Stamped(Stamp stamp, String type, Entry entry) {}

    private WireJson() {}

    public static Decoded<Telemetry> telemetry(byte[] payload) {
        return read(TELEMETRY, payload, Channel.TELEMETRY);
    }

    public static Decoded<Ack> ack(byte[] payload) {
        return read(ACK, payload, Channel.ACK);
    }

    /// Reads a run. One entry that breaks the rules of its type does not spoil the others: it comes as
    /// [UnreadEntry].
    public static Decoded<EntryRun> run(byte[] payload) {
        if (payload.length > Channel.ENTRIES.maxPayloadBytes()) {
            return tooLarge(Channel.ENTRIES);
        }
        return RunReader.read(payload);
    }

    /// Reads one entry's own bytes, as kept in a journal.
    public static Decoded<Stamped> entry(byte[] json) {
        if (json.length > EntryRun.MAX_ENTRY_BYTES) {
            return new Decoded.Rejected<>(Decoded.Reason.TOO_LARGE, "entry");
        }
        return RunReader.entry(json);
    }

    /// One text of an entry that [#entry] could read, also of one whose type has become richer since: what proves
    /// something today must not stop to because a bank says more.
    ///
    /// @return `null` when it has no such text
    public static @Nullable String text(byte[] entry, String field) {
        try {
            return StrictJson.MAPPER.readTree(entry).path(field).textValue();
        } catch (IOException _) {
            return null;
        }
    }

    /// Reads one command without anything around it, as a store keeps it.
    public static Decoded<Command> command(byte[] json) {
        return read(COMMAND, json, Channel.COMMANDS);
    }

    public static byte[] encode(Command command) {
        return write(command);
    }

    public static byte[] encode(Telemetry telemetry) {
        return write(telemetry);
    }

    public static byte[] encode(Ack ack) {
        return write(ack);
    }

    /// One entry as it goes into a journal, and later, byte for byte, over the wire.
    public static byte[] encode(Stamp stamp, Entry entry) {
        ObjectNode node = StrictJson.MAPPER.createObjectNode();
        node.put(
                "at",
                stamp.at().truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
        node.put("boot", stamp.boot());
        node.put("up", stamp.up());
        node.put("type", EntryTypes.nameOf(entry.getClass()));
        node.setAll((ObjectNode) StrictJson.MAPPER.valueToTree(entry));
        return write(node);
    }

    /// Puts journal entries, as they are, into one payload.
    ///
    /// @param entries the exact bytes of each, at least one
    public static byte[] encodeRun(JournalId journal, long epoch, long first, ChainHash prev, List<byte[]> entries) {
        int size = entries.stream().mapToInt(entry -> entry.length + 1).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + 192);
        out.writeBytes(("{\"journal\":\"" + journal + "\",\"epoch\":" + epoch + ",\"first\":" + first + ",\"prev\":\""
                        + prev.hex() + "\",\"entries\":[")
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(entries.get(i));
        }
        out.writeBytes(new byte[] {']', '}'});
        return out.toByteArray();
    }

    /// The last sequence number an entry at `seq` occupies.
    static long lastSeq(long seq, Entry entry) {
        return entry instanceof JournalEntry.Gap gap && gap.from() == seq ? gap.to() : seq;
    }

    static <T> Decoded<T> tooLarge(Channel channel) {
        return new Decoded.Rejected<>(
                Decoded.Reason.TOO_LARGE, channel.level() + " takes at most " + channel.maxPayloadBytes() + " bytes");
    }

    private static <T> Decoded<T> read(ObjectReader reader, byte[] payload, Channel channel) {
        if (payload.length > channel.maxPayloadBytes()) {
            return tooLarge(channel);
        }
        try {
            T value = reader.readValue(payload);
            return value == null ? new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, "null") : new Decoded.Ok<>(value);
        } catch (com.fasterxml.jackson.databind.JsonMappingException e) {
            return new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, StrictJson.explain(e));
        } catch (JacksonException e) {
            return new Decoded.Rejected<>(Decoded.Reason.NOT_JSON, StrictJson.explain(e));
        } catch (IOException e) {
            return new Decoded.Rejected<>(Decoded.Reason.NOT_JSON, e.getClass().getSimpleName());
        }
    }

    private static byte[] write(Object message) {
        try {
            return StrictJson.MAPPER.writeValueAsBytes(message);
        } catch (JacksonException e) {
            throw new UncheckedIOException("our own records can always be written", e);
        }
    }
}
