package io.lockward.cloud.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/// Short secrets as a database may hold them: AES-256-GCM under a key derived (HKDF-SHA-256, RFC 5869) from the
/// private half of the seal key. Stateless; any thread.
final class Locked {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] INFO = "lockward locked text 1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12; // SP 800-38D, section 8.2
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private Locked() {}

    static String lock(byte[] root, String what, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, root, what, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM and HKDF", e);
        }
    }

    static @Nullable String unlock(byte[] root, String what, String locked) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(locked);
            if (all.length <= NONCE_BYTES) {
                return null;
            }
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, root, what, nonce).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return null;
        }
    }

    private static Cipher cipher(int mode, byte[] root, String what, byte[] nonce) throws GeneralSecurityException {
        SecretKey key = KDF.getInstance("HKDF-SHA256")
                .deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(root).thenExpand(INFO, KEY_BYTES));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(what.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
