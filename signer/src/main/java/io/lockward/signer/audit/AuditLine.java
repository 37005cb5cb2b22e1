package io.lockward.signer.audit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.protocol.ChainHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One line: a JSON object whose last field `hash` is `SHA-256(hash of the line before || this line's object without
/// hash)`. The first field is its number `n`, from 1.
///
/// @param fields without `hash`
record AuditLine(long n, ObjectNode fields, ChainHash hash) {
    /// Longer is no line.
    static final int MOST_BYTES = 8 * 1024;

    private static final byte[] BEFORE_HASH = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_HASH = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL = BEFORE_HASH.length + 64 + AFTER_HASH.length;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxStringLength(MOST_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// The bytes of the next line with its end.
    ///
    /// @param fields `n` first, no `hash`
    static byte[] write(ObjectNode fields, ChainHash before) {
        try {
            byte[] body = MAPPER.writeValueAsBytes(fields);
            byte[] tail = (",\"hash\":\"" + before.then(body).hex() + "\"}\n").getBytes(StandardCharsets.US_ASCII);
            byte[] line = Arrays.copyOf(body, body.length - 1 + tail.length);
            System.arraycopy(tail, 0, line, body.length - 1, tail.length);
            return line;
        } catch (JacksonException e) {
            throw new UncheckedIOException("our own lines can always be written", e);
        }
    }

    /// Reads a line without its end.
    ///
    /// @param before the hash before it; `null` to take it from the line itself, whose field `prev` then has it
    /// @return `null` when it is none, or does not follow
    static @Nullable AuditLine read(byte[] line, @Nullable ChainHash before) {
        if (line.length < TAIL || line.length > MOST_BYTES) {
            return null;
        }
        int bodyEnd = line.length - TAIL;
        int digits = bodyEnd + BEFORE_HASH.length;
        int after = line.length - AFTER_HASH.length;
        if (!Arrays.equals(line, bodyEnd, digits, BEFORE_HASH, 0, BEFORE_HASH.length)
                || !Arrays.equals(line, after, line.length, AFTER_HASH, 0, AFTER_HASH.length)) {
            return null;
        }
        byte[] body = Arrays.copyOf(line, bodyEnd + 1);
        body[bodyEnd] = '}';
        try {
            ChainHash hash = new ChainHash(new String(line, digits, 64, StandardCharsets.ISO_8859_1));
            JsonNode node = MAPPER.readTree(body);
            if (!(node instanceof ObjectNode fields) || !fields.path("n").canConvertToLong()) {
                return null;
            }
            ChainHash from = before == null ? new ChainHash(fields.path("prev").asText()) : before;
            return from.then(body).equals(hash) ? new AuditLine(fields.path("n").longValue(), fields, hash) : null;
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }
}
