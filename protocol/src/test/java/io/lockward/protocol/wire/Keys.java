package io.lockward.protocol.wire;

import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The key pair of RFC 8037, appendix A.1.
final class Keys {
    static final String KID = "rfc8037";
    private static final String D = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private Keys() {}

    static PrivateKey privateKey() {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(der("302e020100300506032b657004220420", D)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static PublicKey publicKey() {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(der("302a300506032b6570032100", X)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// When all keys of these tests count.
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    static KeyRing trusted() {
        return trusted(KID, Set.of(Scope.COMMAND));
    }

    static KeyRing trusted(String kid, Set<Scope> scope) {
        return KeyRing.of(
                new KeySet(1, NOW.minusSeconds(60), List.of(key(kid, VerifyingKey.of(publicKey()), scope, null))));
    }

    static TrustedKey key(String kid, VerifyingKey x, Set<Scope> scope, @Nullable String holder) {
        return new TrustedKey(kid, x, NOW.minusSeconds(60), NOW.plusSeconds(3_600), scope, holder);
    }

    private static byte[] der(String prefix, String key) {
        return HexFormat.of()
                .parseHex(
                        prefix + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(key)));
    }
}
