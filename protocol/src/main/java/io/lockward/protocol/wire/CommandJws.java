package io.lockward.protocol.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Commands as JWS compact (RFC 7515) signed with EdDSA over Ed25519 (RFC 8037): the exact bytes are signed, so no
/// JSON needs a canonical form. The algorithm is pinned: a header naming another one is refused, whatever the key.
/// Stateless; every method may be called from any thread.
public final class CommandJws {
    /// The `typ` of the header, so that nothing else we sign can pass for a command (RFC 8725, section 3.11).
    public static final String TYPE = "lockward-command+jws";

    private static final int SIGNATURE_BYTES = 64;
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
    private static final Base64.Encoder TO_BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_BASE64 = Base64.getUrlDecoder();
    /// Fields of a signed command are not ignored when unknown: a newer one could narrow what it allows.
    private static final ObjectReader CLAIMS =
            StrictJson.MAPPER.readerFor(CommandClaims.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /// What verifying gives.
    public sealed interface Verdict {
        record Valid(CommandClaims claims, String kid) implements Verdict {}

        /// @param command its id, told only when the signature held
        record Invalid(Refusal reason, @Nullable CommandId command, String detail) implements Verdict {}
    }

    private CommandJws() {}

    /// Signs a command.
    ///
    /// @param kid names the key, at most 64 characters
    /// @param key an Ed25519 private key
    public static byte[] sign(CommandClaims claims, String kid, PrivateKey key) {
        try {
            String header = base64(StrictJson.MAPPER.writeValueAsBytes(
                    new java.util.TreeMap<>(Map.of("alg", "EdDSA", "typ", TYPE, "kid", kid))));
            String signed = header + '.' + base64(StrictJson.MAPPER.writeValueAsBytes(claims));
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(signed.getBytes(StandardCharsets.US_ASCII));
            return (signed + '.' + base64(ed25519.sign())).getBytes(StandardCharsets.US_ASCII);
        } catch (JacksonException e) {
            throw new UncheckedIOException("our own records can always be written", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the key " + kid, e);
        }
    }

    /// Checks and reads a command. Total on any bytes.
    ///
    /// @param keys the public Ed25519 keys the bank trusts, by `kid`
    public static Verdict verify(byte[] payload, Map<String, PublicKey> keys) {
        if (payload.length > Channel.COMMANDS.maxPayloadBytes()) {
            return malformed("more than " + Channel.COMMANDS.maxPayloadBytes() + " bytes");
        }
        String[] parts = new String(payload, StandardCharsets.ISO_8859_1).split("\\.", -1);
        if (parts.length != 3) {
            return malformed("a JWS has three parts");
        }
        byte[] header = canonical(parts[0]);
        byte[] claims = canonical(parts[1]);
        byte[] signature = canonical(parts[2]);
        if (header == null || claims == null || signature == null) {
            return malformed("a part is not canonical base64url");
        }
        String kid = kid(header);
        if (kid == null) {
            return malformed("the header is not that of a command");
        }
        PublicKey key = keys.get(kid);
        if (key == null) {
            return new Verdict.Invalid(Refusal.UNKNOWN_KEY, null, "the bank does not know this key");
        }
        // Some JDKs accept a longer signature (JDK-8285389), so the length is checked here.
        byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
        if (signature.length != SIGNATURE_BYTES || !holds(signed, signature, key)) {
            return new Verdict.Invalid(Refusal.BAD_SIGNATURE, null, "the signature does not hold");
        }
        return claims(claims, kid);
    }

    private static @Nullable String kid(byte[] header) {
        try {
            JsonNode node = StrictJson.MAPPER.readTree(header);
            boolean ours = node.isObject()
                    && node.size() == HEADER.size()
                    && HEADER.stream().allMatch(name -> node.path(name).isTextual())
                    && node.path("alg").textValue().equals("EdDSA")
                    && node.path("typ").textValue().equals(TYPE);
            return ours ? node.path("kid").textValue() : null;
        } catch (IOException _) {
            return null;
        }
    }

    private static boolean holds(byte[] signed, byte[] signature, PublicKey key) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(signed);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static Verdict claims(byte[] json, String kid) {
        try {
            CommandClaims claims = CLAIMS.readValue(json);
            return claims == null ? malformed("no claims") : new Verdict.Valid(claims, kid);
        } catch (InvalidTypeIdException _) {
            return new Verdict.Invalid(Refusal.UNKNOWN_KIND, id(json), "this bank does not know the kind");
        } catch (JacksonException e) {
            return new Verdict.Invalid(Refusal.MALFORMED, id(json), StrictJson.explain(e));
        } catch (IOException e) {
            return malformed(e.getClass().getSimpleName());
        }
    }

    private static @Nullable CommandId id(byte[] json) {
        try {
            return CommandId.parse(StrictJson.MAPPER.readTree(json).path("jti").asText());
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }

    private static Verdict malformed(String detail) {
        return new Verdict.Invalid(Refusal.MALFORMED, null, detail);
    }

    private static String base64(byte[] bytes) {
        return TO_BASE64.encodeToString(bytes);
    }

    private static byte @Nullable [] canonical(String part) {
        try {
            byte[] bytes = FROM_BASE64.decode(part);
            return base64(bytes).equals(part) ? bytes : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
