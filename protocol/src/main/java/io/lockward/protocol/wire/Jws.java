package io.lockward.protocol.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// JWS compact (RFC 7515) with EdDSA over Ed25519 (RFC 8037) by the JOSE library, behind a narrower gate than the
/// standard's: three canonical base64url parts, a header of exactly `alg`, `kid` and `typ` (so neither `crit` nor a
/// key inside the message), the algorithm pinned, 64 bytes of signature. Stateless; any thread.
final class Jws {
    private static final int SIGNATURE_BYTES = 64;
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
    private static final AlgorithmConstraints ONLY_EDDSA =
            new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);
    private static final Base64.Encoder TO_BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_BASE64 = Base64.getUrlDecoder();

    /// What looking at a message gives.
    sealed interface Look {}

    /// A message taken apart; nothing of it is believed yet.
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
    record Parts(String text, String kid, byte[] payload, byte[] signature) implements Look {}

    /// Not a message of that type.
    record No(String why) implements Look {}

    private Jws() {}

    /// @param type the `typ` of the header
    static byte[] sign(String type, String kid, byte[] payload, PrivateKey key) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(ONLY_EDDSA);
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        jws.setKeyIdHeaderValue(kid);
        jws.setHeader(HeaderParameterNames.TYPE, type);
        jws.setPayloadBytes(payload);
        jws.setKey(key);
        try {
            return jws.getCompactSerialization().getBytes(StandardCharsets.US_ASCII);
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign with the key " + kid, e);
        }
    }

    /// The same envelope with an empty signature.
    static byte[] unsigned(String type, byte[] payload) {
        String header = "{\"alg\":\"EdDSA\",\"kid\":\"none\",\"typ\":\"" + type + "\"}";
        return (TO_BASE64.encodeToString(header.getBytes(StandardCharsets.US_ASCII))
                        + '.'
                        + TO_BASE64.encodeToString(payload)
                        + '.')
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Takes a message apart.
    static Look look(byte[] jws, String type, int most) {
        if (jws.length > most) {
            return new No("more than " + most + " bytes");
        }
        String text = new String(jws, StandardCharsets.ISO_8859_1);
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return new No("a JWS has three parts");
        }
        byte[] header = canonical(parts[0]);
        byte[] payload = canonical(parts[1]);
        byte[] signature = canonical(parts[2]);
        if (header == null || payload == null || signature == null) {
            return new No("a part is not canonical base64url");
        }
        String kid = kid(header, type);
        return kid == null ? new No("the header is not that of a " + type) : new Parts(text, kid, payload, signature);
    }

    /// Whether the signature is this key's. Some JDKs accept a longer one (JDK-8285389), so the length is checked
    /// here.
    static boolean holds(Parts parts, PublicKey key) {
        if (parts.signature().length != SIGNATURE_BYTES) {
            return false;
        }
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(ONLY_EDDSA);
        jws.setKey(key);
        try {
            jws.setCompactSerialization(parts.text());
            return jws.verifySignature();
        } catch (JoseException _) {
            return false;
        }
    }

    /// The `typ` of something that looks like a JWS; `null` when it does not. Believes nothing.
    static @Nullable String typeOf(byte[] jws) {
        int dot = 0;
        while (dot < jws.length && jws[dot] != '.') {
            dot++;
        }
        byte[] header = dot > 512 ? null : canonical(new String(jws, 0, dot, StandardCharsets.ISO_8859_1));
        try {
            return header == null
                    ? null
                    : StrictJson.MAPPER.readTree(header).path("typ").textValue();
        } catch (IOException _) {
            return null;
        }
    }

    private static @Nullable String kid(byte[] header, String type) {
        try {
            JsonNode node = StrictJson.MAPPER.readTree(header);
            boolean ours = node.isObject()
                    && node.size() == HEADER.size()
                    && HEADER.stream().allMatch(name -> node.path(name).isTextual())
                    && node.path("alg").textValue().equals(AlgorithmIdentifiers.EDDSA)
                    && node.path("typ").textValue().equals(type);
            return ours ? node.path("kid").textValue() : null;
        } catch (IOException _) {
            return null;
        }
    }

    private static byte @Nullable [] canonical(String part) {
        try {
            byte[] bytes = FROM_BASE64.decode(part);
            return TO_BASE64.encodeToString(bytes).equals(part) ? bytes : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
