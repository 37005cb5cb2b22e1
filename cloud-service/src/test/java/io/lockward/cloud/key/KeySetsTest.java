package io.lockward.cloud.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.JwkText;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// With which key a command for a bank is signed, while keys come and go.
class KeySetsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    private static final TrustedKey OLD = key("online-1", NOW.minus(Duration.ofDays(20)));
    private static final TrustedKey NEW = key("online-2", NOW.minus(Duration.ofHours(1)));

    private static TrustedKey key(String kid, Instant from) {
        SigningKey made = JwkText.generate(kid);
        return new TrustedKey(
                kid, made.verifyingKey(), from, from.plus(Duration.ofDays(30)), Set.of(Scope.COMMAND), null);
    }

    private static KeySet set(long version, TrustedKey... keys) {
        return new KeySet(version, NOW, Arrays.asList(keys));
    }

    private static String kid(KeySet known, KeySet inForce) {
        TrustedKey key = KeySets.key(known, inForce, Scope.COMMAND, NOW);
        return key == null ? "none" : key.kid();
    }

    @Test
    void aBankThatDoesNotKnowTheNewKeyYetIsSignedForWithTheOldOne() {
        assertEquals("online-1", kid(set(1, OLD), set(2, OLD, NEW)));
        assertEquals("online-2", kid(set(2, OLD, NEW), set(2, OLD, NEW)));
    }

    @Test
    void aRevokedKeyIsUsedNowhereAnyMoreAlsoWhereItStillCounts() {
        assertNull(KeySets.key(set(1, OLD), set(3, NEW), Scope.COMMAND, NOW));
        assertEquals("online-2", kid(set(2, OLD, NEW), set(3, NEW)));
    }

    @Test
    void anotherKeyOfTheSameNameIsAnotherKey() {
        assertNull(KeySets.key(set(1, OLD), set(2, key("online-1", NOW)), Scope.COMMAND, NOW));
    }

    @Test
    void aBankThatIsAheadIsSignedForByItsOwnSet() {
        assertEquals("online-2", kid(set(3, NEW), set(1, OLD)));
    }

    @Test
    void nothingIsSignedWithAKeyThatIsOverOrMayNot() {
        assertNull(KeySets.key(set(1, OLD), set(1, OLD), Scope.CONFIGURE, NOW));
        assertNull(KeySets.key(set(1, OLD), set(1, OLD), Scope.COMMAND, OLD.to()));
    }
}
