package io.lockward.protocol.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.ReceivedEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a run of entries, keeping each entry's exact bytes because the hash chain runs over them.
final class RunReader {
    private static final Set<String> NEEDED = Set.of("journal", "epoch", "first", "prev", "entries");

    private final byte[] payload;
    private final Set<String> seen = new HashSet<>();
    private final List<EntryScan> scans = new ArrayList<>();
    private @Nullable JournalId journal;
    private @Nullable ChainHash prev;
    private long epoch;
    private long first;

    private RunReader(byte[] payload) {
        this.payload = payload;
    }

    static Decoded<EntryRun> read(byte[] payload) {
        try {
            return new RunReader(payload).read();
        } catch (Misshapen e) {
            return new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, e.words());
        } catch (IllegalArgumentException e) {
            return new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            return new Decoded.Rejected<>(Decoded.Reason.NOT_JSON, StrictJson.explain(e));
        } catch (IOException e) {
            return new Decoded.Rejected<>(Decoded.Reason.NOT_JSON, e.getClass().getSimpleName());
        }
    }

    static Decoded<WireJson.Stamped> entry(byte[] source) {
        try {
            return new Decoded.Ok<>(EntryScan.alone(source).read(source));
        } catch (Misshapen e) {
            return new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, e.words());
        } catch (JacksonException e) {
            return new Decoded.Rejected<>(Decoded.Reason.NOT_JSON, StrictJson.explain(e));
        } catch (IOException e) {
            return new Decoded.Rejected<>(Decoded.Reason.NOT_JSON, e.getClass().getSimpleName());
        }
    }

    private Decoded<EntryRun> read() throws IOException {
        try (JsonParser parser = StrictJson.MAPPER.createParser(payload)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "an object was expected");
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
                expect(token == JsonToken.FIELD_NAME, "the object does not end");
                String name = parser.currentName();
                parser.nextToken();
                field(parser, name);
                seen.add(name);
            }
            expect(parser.nextToken() == null, "something follows the run");
        }
        for (String name : NEEDED) {
            expect(seen.contains(name), name + " is missing");
        }
        return run();
    }

    private void field(JsonParser parser, String name) throws IOException {
        switch (name) {
            case "journal" -> journal = JournalId.parse(text(parser, name));
            case "prev" -> prev = new ChainHash(text(parser, name));
            case "epoch" -> epoch = number(parser, name);
            case "first" -> first = number(parser, name);
            case "entries" -> entries(parser);
            default -> parser.skipChildren();
        }
    }

    private static String text(JsonParser parser, String name) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_STRING, name + " is a string");
        return parser.getText();
    }

    private static long number(JsonParser parser, String name) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, name + " is a whole number");
        long value = parser.getLongValue();
        expect(value >= 1, name + " is at least 1");
        return value;
    }

    private void entries(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, "entries is an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            scans.add(EntryScan.of(parser));
            expect(scans.size() <= EntryRun.MAX_ENTRIES, "too many entries in one run");
        }
        expect(!scans.isEmpty(), "a run has at least one entry");
    }

    private Decoded<EntryRun> run() throws IOException {
        if (journal == null || prev == null) {
            throw new Misshapen("journal and prev are needed");
        }
        List<ReceivedEntry> received = new ArrayList<>(scans.size());
        ChainHash chain = prev;
        long seq = first;
        for (EntryScan scan : scans) {
            expect(seq > 0, "the sequence numbers run over");
            WireJson.Stamped stamped = scan.read(payload);
            Entry entry = stamped.entry();
            long lastSeq = WireJson.lastSeq(seq, entry);
            chain = entry instanceof JournalEntry.Gap gap && gap.from() == seq
                    ? gap.chain()
                    : chain.then(payload, scan.offset(), scan.length());
            String json = new String(payload, scan.offset(), scan.length(), StandardCharsets.UTF_8);
            received.add(new ReceivedEntry(seq, lastSeq, stamped.stamp(), stamped.type(), entry, json, chain));
            seq = lastSeq + 1;
        }
        return new Decoded.Ok<>(new EntryRun(journal, epoch, first, prev, received));
    }

    private static void expect(boolean holds, String words) {
        if (!holds) {
            throw new Misshapen(words);
        }
    }
}
