package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.SealKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A bank's secret reaches the cloud and nobody else.
final class SecretSealTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final BankSecret SECRET = new BankSecret(new byte[BankSecret.BYTES]);

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isOpenedByTheKeyItWasSealedToAndByNoOther() {
        for (int round = 0; round < 50; round++) {
            KeyPair cloud = pair();
            String sealed = SecretSeal.seal(BANK, SECRET, SecretSeal.toWire("seal-1", cloud.getPublic()));
            assertTrue(sealed.length() <= 1_024, sealed);
            assertEquals(SECRET, SecretSeal.open(BANK, sealed, cloud.getPrivate()));
            assertNull(SecretSeal.open(BANK, sealed, pair().getPrivate()));
            assertNull(SecretSeal.open(new BankId("harbour-8"), sealed, cloud.getPrivate()));
        }
    }

    @Test
    void aSealThatWasTouchedOpensForNobody() {
        KeyPair cloud = pair();
        byte[] sealed = SecretSeal.seal(BANK, SECRET, SecretSeal.toWire("seal-1", cloud.getPublic()))
                .getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(11);
        int opened = 0;
        for (int round = 0; round < 500; round++) {
            byte[] touched = sealed.clone();
            touched[random.nextInt(touched.length)] = (byte) (33 + random.nextInt(94));
            String text = new String(touched, StandardCharsets.US_ASCII);
            BankSecret found = SecretSeal.open(BANK, text, cloud.getPrivate());
            if (found != null) {
                // The last character of a part has bits that say nothing.
                assertEquals(SECRET, found);
                opened++;
            }
        }
        assertTrue(opened < 25, "opened " + opened);
        assertNull(SecretSeal.open(BANK, "", cloud.getPrivate()));
        assertNull(SecretSeal.open(BANK, "a.b.c.d.e", cloud.getPrivate()));
        assertNull(SecretSeal.open(BANK, "x".repeat(2_000), cloud.getPrivate()));
    }

    @Test
    void nothingIsSealedToAKeyThatMakesEverySecretTheSame() {
        // A point of small order gives an all-zero agreement (RFC 7748, section 6.1).
        String zero = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        assertThrows(IllegalArgumentException.class, () -> SecretSeal.seal(BANK, SECRET, new SealKey("seal-1", zero)));
        assertFalse(zero.isEmpty());
    }
}
