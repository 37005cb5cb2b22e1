package io.lockward.protocol.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Desired;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/// The lines between the cloud and the signer. Reading is total and strict: a field nobody knows makes a line
/// malformed, on both sides, because both sides are of one release. Stateless; any thread.
public final class SignerWire {
    /// A command is much smaller; a bank's whole configuration takes most of this.
    public static final int MOST_REQUEST_BYTES = 48 * 1024;

    /// The largest thing that is signed, and its frame.
    public static final int MOST_ANSWER_BYTES = Channel.DESIRED.maxPayloadBytes() + 1024;

    private static final JsonMapper MAPPER = StrictJson.mapper(Channel.DESIRED.maxPayloadBytes());

    private SignerWire() {}

    /// One line, with its end.
    public static byte[] encode(SignRequest request) {
        ObjectNode line = MAPPER.createObjectNode();
        switch (request) {
            case SignRequest.Command(String kid, CommandClaims claims) ->
                line.put("sign", "command").put("kid", kid).set("claims", MAPPER.valueToTree(claims));
            case SignRequest.Configuration(String kid, Desired claims) ->
                line.put("sign", "desired").put("kid", kid).set("claims", MAPPER.valueToTree(claims));
            case SignRequest.Ticketing(String kid, Tickets claims) ->
                line.put("sign", "tickets").put("kid", kid).set("claims", MAPPER.valueToTree(claims));
            case SignRequest.Keys() -> line.put("keys", true);
            case SignRequest.Health() -> line.put("health", true);
        }
        return write(line);
    }

    /// One line, with its end.
    public static byte[] encode(SignAnswer answer) {
        return write(
                switch (answer) {
                    case SignAnswer.Signed(String jws) ->
                        MAPPER.createObjectNode().put("jws", jws);
                    case SignAnswer.Refused(SignRefusal reason, String detail) ->
                        MAPPER.createObjectNode()
                                .put("refused", MAPPER.convertValue(reason, String.class))
                                .put("detail", detail);
                    case SignAnswer.Keys keys -> MAPPER.valueToTree(keys);
                    case SignAnswer.Health health -> MAPPER.valueToTree(health);
                });
    }

    /// Reads a line without its end. Total on any bytes.
    public static Decoded<SignRequest> request(byte[] line) {
        return read(line, MOST_REQUEST_BYTES, SignerWire::asRequest);
    }

    /// Reads a line without its end. Total on any bytes.
    public static Decoded<SignAnswer> answer(byte[] line) {
        return read(line, MOST_ANSWER_BYTES, SignerWire::asAnswer);
    }

    private static SignRequest asRequest(JsonNode line) throws IOException {
        if (hasExactly(line, "keys") && isTrue(line, "keys")) {
            return new SignRequest.Keys();
        }
        if (hasExactly(line, "health") && isTrue(line, "health")) {
            return new SignRequest.Health();
        }
        if (!hasExactly(line, "sign", "kid", "claims")) {
            throw new Misshapen("a request has sign, kid and claims, or it is keys or health");
        }
        String kid = text(line, "kid");
        return switch (text(line, "sign")) {
            case "command" -> new SignRequest.Command(kid, as(CommandClaims.class, line.path("claims")));
            case "desired" -> new SignRequest.Configuration(kid, as(Desired.class, line.path("claims")));
            case "tickets" -> new SignRequest.Ticketing(kid, as(Tickets.class, line.path("claims")));
            default -> throw new Misshapen("sign: command, desired or tickets");
        };
    }

    private static SignAnswer asAnswer(JsonNode line) throws IOException {
        if (hasExactly(line, "jws")) {
            return new SignAnswer.Signed(text(line, "jws"));
        }
        if (hasExactly(line, "refused", "detail")) {
            return new SignAnswer.Refused(as(SignRefusal.class, line.path("refused")), text(line, "detail"));
        }
        return line.has("keys") ? as(SignAnswer.Keys.class, line) : as(SignAnswer.Health.class, line);
    }

    private static boolean hasExactly(JsonNode line, String... names) {
        return line.size() == names.length && Set.of(names).stream().allMatch(line::has);
    }

    private static boolean isTrue(JsonNode line, String name) {
        return line.path(name).isBoolean() && line.path(name).booleanValue();
    }

    private static String text(JsonNode line, String name) {
        if (!line.path(name).isTextual()) {
            throw new Misshapen(name + ": a string was expected");
        }
        return line.path(name).textValue();
    }

    private static <T> T as(Class<T> type, JsonNode node) throws IOException {
        T value = MAPPER.readerFor(type)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(node);
        if (value == null) {
            throw new Misshapen("null");
        }
        return value;
    }

    private interface Shape<T> {
        T of(JsonNode line) throws IOException;
    }

    private static <T> Decoded<T> read(byte[] line, int most, Shape<T> shape) {
        if (line.length > most) {
            return new Decoded.Rejected<>(Decoded.Reason.TOO_LARGE, "a line has at most " + most + " bytes");
        }
        try {
            JsonNode node = MAPPER.readTree(line);
            return node != null && node.isObject()
                    ? new Decoded.Ok<>(shape.of(node))
                    : new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, "a line is one JSON object");
        } catch (Misshapen e) {
            return new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, e.words());
        } catch (InvalidTypeIdException _) {
            return new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, "there is no such kind of command");
        } catch (com.fasterxml.jackson.databind.JsonMappingException e) {
            return new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, StrictJson.explain(e));
        } catch (JacksonException e) {
            return new Decoded.Rejected<>(Decoded.Reason.NOT_JSON, StrictJson.explain(e));
        } catch (IllegalArgumentException | NullPointerException e) {
            return new Decoded.Rejected<>(Decoded.Reason.WRONG_SHAPE, e.getMessage() + "");
        } catch (IOException e) {
            return new Decoded.Rejected<>(Decoded.Reason.NOT_JSON, e.getClass().getSimpleName());
        }
    }

    private static byte[] write(JsonNode line) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(MAPPER.writeValueAsBytes(line));
            out.write('\n');
            return out.toByteArray();
        } catch (JacksonException e) {
            throw new UncheckedIOException("our own records can always be written", e);
        }
    }
}
