package io.lockward.protocol.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Objects;

/// A public Ed25519 key.
///
/// @param x its 32 bytes as base64url without padding, 43 characters: the `x` of a JWK (RFC 8037, section 2)
public record VerifyingKey(String x) {
    private static final int BYTES = 32;
    /// 2^255 - 19 (RFC 8032, section 5.1).
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    public VerifyingKey {
        Objects.requireNonNull(x, "x");
        if (x.length() != 43) {
            throw new IllegalArgumentException("an Ed25519 key has 43 characters of base64url");
        }
        byte[] bytes = decode(x);
        if (bytes.length != BYTES || !encode(bytes).equals(x)) {
            throw new IllegalArgumentException("an Ed25519 key is canonical base64url");
        }
        if (isOfSmallOrder(bytes)) {
            throw new IllegalArgumentException("this key would accept forged signatures");
        }
    }

    /// The key of a JDK key pair.
    ///
    /// @throws IllegalArgumentException when it is not an Ed25519 key
    public static VerifyingKey of(PublicKey key) {
        if (!(key instanceof EdECPublicKey edec) || !edec.getParams().getName().equals("Ed25519")) {
            throw new IllegalArgumentException("not an Ed25519 key");
        }
        EdECPoint point = edec.getPoint();
        byte[] bytes = new byte[BYTES];
        byte[] y = point.getY().toByteArray();
        for (int i = 0; i < Math.min(BYTES, y.length); i++) {
            bytes[i] = y[y.length - 1 - i];
        }
        if (point.isXOdd()) {
            bytes[BYTES - 1] |= (byte) 0x80;
        }
        return new VerifyingKey(encode(bytes));
    }

    /// As the JDK and the JOSE library take it.
    ///
    /// @throws IllegalArgumentException when the bytes are no point of the curve
    public PublicKey toPublicKey() {
        byte[] bytes = decode(x);
        boolean odd = (bytes[BYTES - 1] & 0x80) != 0;
        bytes[BYTES - 1] &= 0x7F;
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(
                            new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, littleEndian(bytes))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no Ed25519 key", e);
        }
    }

    /// The name of this key that nobody chooses: its JWK thumbprint (RFC 7638 with the members of RFC 8037, section
    /// 2), 43 characters.
    public String thumbprint() {
        try {
            String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
            return encode(MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return x;
    }

    /// Whether it is one of the points of order 1, 2, 4 or 8, with which one signature can hold for many messages
    /// (RFC 7748, section 6.1 asks for the like; RFC 8725, section 3.4: validate cryptographic inputs). Decided by
    /// the y coordinate: 0, 1, -1 and the two of order 8, also where y is not reduced modulo p.
    private static boolean isOfSmallOrder(byte[] bytes) {
        byte[] unsigned = bytes.clone();
        unsigned[BYTES - 1] &= 0x7F;
        BigInteger y = littleEndian(unsigned).mod(P);
        if (y.signum() == 0 || y.equals(BigInteger.ONE) || y.equals(P.subtract(BigInteger.ONE))) {
            return true;
        }
        return y.equals(ORDER_8) || y.equals(P.subtract(ORDER_8));
    }

    /// A y coordinate of the points of order 8 (libsodium, `ed25519_ref10.c`, the list in
    /// `ge25519_has_small_order`).
    private static final BigInteger ORDER_8 =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] big = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            big[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("an Ed25519 key is base64url", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
