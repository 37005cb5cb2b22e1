package io.lockward.protocol.wire;

import io.lockward.protocol.BankId;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.SealKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Seals a bank's secret so that only the cloud can read it: JWE compact (RFC 7516), ECDH-ES over X25519 (RFC 8037),
/// A256GCM, by the JOSE library. The bank's name is inside, so that one bank's seal cannot pass for another's. That it
/// is this bank's at all stands in the journal that carries it. Stateless; any thread.
public final class SecretSeal {
    private static final String TYPE = "lockward-secret+jwe";
    private static final int BYTES = 32;
    private static final int MOST = 1_024;
    private static final AlgorithmConstraints ONLY_ECDH_ES = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.ECDH_ES);
    private static final AlgorithmConstraints ONLY_A256GCM = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);

    private SecretSeal() {}

    /// The wire form of a public key.
    ///
    /// @throws IllegalArgumentException when it is not an X25519 key
    public static SealKey toWire(String kid, PublicKey key) {
        if (!(key instanceof XECPublicKey x25519)) {
            throw new IllegalArgumentException("a seal key is an X25519 key");
        }
        byte[] bigEndian = x25519.getU().toByteArray();
        byte[] little = new byte[BYTES];
        for (int i = 0; i < bigEndian.length && i < BYTES; i++) {
            little[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return new SealKey(kid, Base64.getUrlEncoder().withoutPadding().encodeToString(little));
    }

    /// @throws IllegalArgumentException when nothing can be sealed to this key
    public static String seal(BankId bank, BankSecret secret, SealKey key) {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(ONLY_ECDH_ES);
        jwe.setContentEncryptionAlgorithmConstraints(ONLY_A256GCM);
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.ECDH_ES);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        jwe.setKeyIdHeaderValue(key.kid());
        jwe.setHeader(HeaderParameterNames.TYPE, TYPE);
        byte[] name = (bank.value() + '\n').getBytes(StandardCharsets.US_ASCII);
        byte[] payload = Arrays.copyOf(name, name.length + BankSecret.BYTES);
        System.arraycopy(secret.bytes(), 0, payload, name.length, BankSecret.BYTES);
        jwe.setPlaintext(payload);
        jwe.setKey(toPublicKey(key));
        try {
            return jwe.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalArgumentException("nothing can be sealed to the key " + key.kid(), e);
        }
    }

    /// Opens what a bank sealed. Total on any text.
    ///
    /// @return `null` when it is not that bank's secret, sealed to this key
    public static @Nullable BankSecret open(BankId bank, String sealed, PrivateKey key) {
        if (sealed.length() > MOST) {
            return null;
        }
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(ONLY_ECDH_ES);
        jwe.setContentEncryptionAlgorithmConstraints(ONLY_A256GCM);
        jwe.setKey(key);
        try {
            jwe.setCompactSerialization(sealed);
            if (!TYPE.equals(jwe.getHeader(HeaderParameterNames.TYPE))) {
                return null;
            }
            byte[] payload = jwe.getPlaintextBytes();
            byte[] name = (bank.value() + '\n').getBytes(StandardCharsets.US_ASCII);
            boolean ours = payload.length == name.length + BankSecret.BYTES
                    && Arrays.equals(payload, 0, name.length, name, 0, name.length);
            return ours ? new BankSecret(Arrays.copyOfRange(payload, name.length, payload.length)) : null;
        } catch (JoseException | RuntimeException _) {
            // The library throws unchecked exceptions on some malformed ephemeral keys.
            return null;
        }
    }

    private static PublicKey toPublicKey(SealKey key) {
        try {
            byte[] little = Base64.getUrlDecoder().decode(key.x());
            if (little.length != BYTES) {
                throw new IllegalArgumentException("x has 32 bytes");
            }
            little[BYTES - 1] &= 0x7F; // RFC 7748, section 5: the highest bit is masked
            byte[] big = new byte[BYTES];
            for (int i = 0; i < BYTES; i++) {
                big[i] = little[BYTES - 1 - i];
            }
            return KeyFactory.getInstance("X25519")
                    .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, big)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key " + key.kid() + " is none", e);
        }
    }
}
