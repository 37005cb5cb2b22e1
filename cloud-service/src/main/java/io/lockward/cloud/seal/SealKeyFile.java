package io.lockward.cloud.seal;

import io.lockward.cloud.access.PrivateFile;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.wire.SecretSeal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The service's X25519 key in a file that only its owner can read: kid, public half, private half (PKCS #8), a
/// line each.
///
/// @param secret the private half, encoded; never shown
record SealKeyFile(SealKey key, PrivateKey secret) {
    private static final int KID_BYTES = 6;

    static SealKeyFile make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            SealKey unnamed = SecretSeal.toWire("unnamed", pair.getPublic());
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(unnamed.x().getBytes(StandardCharsets.US_ASCII));
            SealKey key = new SealKey("seal-" + HexFormat.of().formatHex(hash, 0, KID_BYTES), unnamed.x());
            return new SealKeyFile(key, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has X25519 and SHA-256", e);
        }
    }

    /// @throws IOException when it cannot be read or is none
    static SealKeyFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            if (lines.size() < 3) {
                throw new IllegalArgumentException("it has three lines");
            }
            byte[] encoded = Base64.getDecoder().decode(lines.get(2));
            PrivateKey secret = KeyFactory.getInstance("X25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new SealKeyFile(new SealKey(lines.get(0), lines.get(1)), secret);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IOException(file + " is no seal key");
        }
    }

    void write(Path file) throws IOException {
        PrivateFile.write(
                file,
                key.kid() + "\n" + key.x() + "\n" + Base64.getEncoder().encodeToString(secret.getEncoded()) + "\n");
    }

    @Override
    public String toString() {
        return "SealKeyFile[" + key.kid() + "]";
    }
}
