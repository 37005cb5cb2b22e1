package io.lockward.protocol.wire;

import io.lockward.protocol.parcel.SealKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The cloud's keys for sealing, both halves, as they lie in a file: three lines for each key (kid, public half
/// in base64url, private half as PKCS #8 in base64), the newest key first. Older ones are kept until no bank's
/// secret is sealed to them any more. Stateless.
public final class SealKeyText {
    /// No more keys than this are in one file.
    public static final int MOST = 8;

    /// More characters are not looked at.
    public static final int MOST_CHARACTERS = 4_096;

    private static final int LINES = 3;
    private static final int KID_BYTES = 6;

    /// A key with its private half.
    ///
    /// @param secret never shown
    public record Pair(SealKey key, PrivateKey secret) {
        @Override
        public String toString() {
            return "Pair[" + key.kid() + "]";
        }
    }

    private SealKeyText() {}

    /// Makes a key with the JDK's secure randomness; its name comes from its public half.
    public static Pair generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            String x = SecretSeal.toWire("unnamed", pair.getPublic()).x();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(x.getBytes(StandardCharsets.US_ASCII));
            return new Pair(new SealKey("seal-" + HexFormat.of().formatHex(hash, 0, KID_BYTES), x), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has X25519 and SHA-256", e);
        }
    }

    /// @param keys the newest first, 1 to [#MOST]
    public static String write(List<Pair> keys) {
        StringBuilder text = new StringBuilder();
        for (Pair pair : keys) {
            text.append(pair.key().kid()).append('\n').append(pair.key().x()).append('\n');
            text.append(Base64.getEncoder().encodeToString(pair.secret().getEncoded()));
            text.append('\n');
        }
        return text.toString();
    }

    /// @throws IllegalArgumentException when it is no such file; the message holds nothing of the text
    public static List<Pair> read(String text) {
        List<String> lines = text.length() > MOST_CHARACTERS
                ? List.of()
                : text.strip().lines().toList();
        if (lines.isEmpty() || lines.size() % LINES != 0 || lines.size() > LINES * MOST) {
            throw new IllegalArgumentException("it has three lines for each of at most " + MOST + " keys");
        }
        List<Pair> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += LINES) {
            Pair pair = pair(lines.get(i), lines.get(i + 1), lines.get(i + 2));
            if (keys.stream()
                    .anyMatch(known -> known.key().kid().equals(pair.key().kid()))) {
                throw new IllegalArgumentException("it has a key twice");
            }
            keys.add(pair);
        }
        return List.copyOf(keys);
    }

    private static Pair pair(String kid, String x, String encoded) {
        try {
            PrivateKey secret = KeyFactory.getInstance("X25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
            return new Pair(new SealKey(kid, x), secret);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IllegalArgumentException("it has no X25519 key where one should be");
        }
    }
}
