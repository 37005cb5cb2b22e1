package io.lockward.agent;

import io.lockward.agent.link.Trust;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/// A fleet's keys, made for one run of the tests.
public final class TestKeys {
    public static final SigningKey ROOT = JwkText.generate("root");
    public static final SigningKey COMMAND = JwkText.generate("cloud-1");
    public static final SigningKey ACKNOWLEDGE = JwkText.generate("ack-1");
    public static final SigningKey BANK = JwkText.generate(null);
    public static final BankSecret SECRET = new BankSecret(new byte[BankSecret.BYTES]);
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private TestKeys() {}

    /// The key set of a version with keys that may command and configure, and the one that acknowledges.
    public static KeySet set(long version, SigningKey... keys) {
        return new KeySet(
                version,
                AT,
                Stream.concat(
                                Stream.of(keys).map(key -> trusted(key, Scope.COMMAND, Scope.CONFIGURE)),
                                Stream.of(trusted(ACKNOWLEDGE, Scope.ACKNOWLEDGE)))
                        .toList());
    }

    /// A key that counts for ten years.
    public static TrustedKey trusted(SigningKey key, Scope... scope) {
        return new TrustedKey(key.kid(), key.verifyingKey(), AT, AT.plus(Duration.ofDays(3_650)), Set.of(scope), null);
    }

    /// As the root signs it.
    public static String signed(KeySet set) {
        return new String(
                SignedMessage.KEY_SET.sign(set, ROOT.verifyingKey().thumbprint(), ROOT.privateKey()),
                StandardCharsets.US_ASCII);
    }

    public static Trust trust() {
        return new Trust(ROOT.verifyingKey(), signed(set(1, COMMAND)));
    }

    public static KeyRing ring() {
        return KeyRing.of(set(1, COMMAND));
    }

    public static byte[] sign(AckClaims claims) {
        return SignedMessage.ACK.sign(claims, ACKNOWLEDGE.kid(), ACKNOWLEDGE.privateKey());
    }

    public static byte[] sign(CommandClaims claims) {
        return CommandJws.sign(claims, COMMAND.kid(), COMMAND.privateKey());
    }
}
