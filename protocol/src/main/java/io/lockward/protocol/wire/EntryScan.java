package io.lockward.protocol.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.entry.UnreadEntry;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One entry's JSON, looked at once from end to end: where it lies, its stamp and its type. Everything that makes JSON
/// hostile (depth, lengths, duplicate keys) has been refused when it exists; only then is it read as its type.
///
/// Two passes over the bytes and no tree: this is where ingest spends most of its time (docs/reference/performance.md).
final class EntryScan {
    /// By the name of the type. The duplicate keys have been looked for by then.
    private static final Map<String, ObjectReader> READERS = EntryTypes.all().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    type -> StrictJson.MAPPER
                            .readerFor(type.getValue())
                            .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)));

    private final int offset;
    private int length;
    private @Nullable String at;
    private @Nullable String type;
    private @Nullable Long boot;
    private @Nullable Long up;

    private EntryScan(int offset) {
        this.offset = offset;
    }

    /// @param parser strict, and at the entry's start; afterwards at its end
    /// @throws Misshapen when this is no entry
    /// @throws JacksonException when this is no JSON within the bounds
    static EntryScan of(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "an entry is an object");
        EntryScan scan = new EntryScan((int) parser.currentTokenLocation().getByteOffset());
        scan.look(parser);
        scan.length = (int) parser.currentLocation().getByteOffset() - scan.offset;
        expect(scan.length <= EntryRun.MAX_ENTRY_BYTES, "an entry is too long");
        expect(scan.at != null, "at is an RFC 3339 instant");
        expect(scan.boot != null, "boot is a whole number");
        expect(scan.up != null, "up is a whole number");
        String name = scan.type;
        if (name == null) {
            throw new Misshapen("type is a string");
        }
        expect(!name.isBlank() && name.length() <= 64, "type has 1 to 64 characters");
        return scan;
    }

    /// An entry that is alone in its bytes.
    static EntryScan alone(byte[] source) throws IOException {
        try (JsonParser parser = StrictJson.MAPPER.createParser(source)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "an entry is an object");
            EntryScan scan = of(parser);
            expect(parser.nextToken() == null, "something follows the entry");
            return scan;
        }
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    private void look(JsonParser parser) throws IOException {
        String name = "";
        int depth = 1;
        while (depth > 0) {
            switch (parser.nextToken()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME -> name = depth == 1 ? parser.currentName() : "";
                case VALUE_STRING -> text(parser, depth == 1 ? name : "");
                case VALUE_NUMBER_INT -> number(parser, depth == 1 ? name : "");
                case VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
                case null -> throw new Misshapen("the entry does not end");
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new Misshapen("not JSON text");
            }
        }
    }

    private void text(JsonParser parser, String name) throws IOException {
        switch (name) {
            case "at" -> at = parser.getText();
            case "type" -> type = parser.getText();
            // Skipped text would never be held against the bound.
            default -> parser.finishToken();
        }
    }

    private void number(JsonParser parser, String name) throws IOException {
        switch (name) {
            case "boot" -> boot = whole(parser);
            case "up" -> up = whole(parser);
            default -> {
                // The parser has held it against its bound.
            }
        }
    }

    private static @Nullable Long whole(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : (Long) parser.getLongValue();
    }

    /// @param source what was scanned
    /// @throws Misshapen when the stamp is out of range
    WireJson.Stamped read(byte[] source) throws IOException {
        if (at == null || boot == null || up == null || type == null) {
            throw new Misshapen("at, boot, up and type are needed");
        }
        Stamp stamp;
        try {
            stamp = new Stamp(WireModule.instant(at), boot, up);
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new Misshapen("at, boot or up is out of range");
        }
        return new WireJson.Stamped(stamp, type, entry(source, type));
    }

    private Entry entry(byte[] source, String name) throws IOException {
        ObjectReader reader = READERS.get(name);
        if (reader == null) {
            return new UnreadEntry(name, null);
        }
        try {
            return reader.readValue(source, offset, length);
        } catch (JacksonException e) {
            String problem = StrictJson.explain(e);
            return new UnreadEntry(name, problem.length() > 256 ? problem.substring(0, 256) : problem);
        }
    }

    private static void expect(boolean holds, String words) {
        if (!holds) {
            throw new Misshapen(words);
        }
    }
}
