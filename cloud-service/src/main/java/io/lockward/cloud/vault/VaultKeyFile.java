package io.lockward.cloud.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.lockward.cloud.access.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The master keys in a file that only its owner can read: 32 bytes in base64, a line each, the newest last. A key is
/// named by its own hash, so that no two can be mixed up. Immutable.
final class VaultKeyFile {
    private static final int KEY_BYTES = 32;
    private static final int NAME_BYTES = 6;

    private final Map<String, Aead> keys;
    private final String newest;

    private VaultKeyFile(Map<String, Aead> keys, String newest) {
        this.keys = keys;
        this.newest = newest;
    }

    /// Makes one with one key.
    static void make(Path file, RandomGenerator random) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        PrivateFile.write(file, Base64.getEncoder().encodeToString(key) + "\n");
    }

    /// @throws IOException when it cannot be read or is none
    static VaultKeyFile read(Path file) throws IOException {
        Map<String, Aead> keys = new LinkedHashMap<>();
        String newest = "";
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    byte[] key = Base64.getDecoder().decode(line.strip());
                    if (key.length != KEY_BYTES) {
                        throw new IllegalArgumentException("a key has 32 bytes");
                    }
                    newest = name(key);
                    keys.put(newest, new AesGcmJce(key));
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IOException(file + " is no file of master keys");
        }
        if (keys.isEmpty()) {
            throw new IOException(file + " holds no key");
        }
        return new VaultKeyFile(keys, newest);
    }

    private static String name(byte[] key) throws GeneralSecurityException {
        return "clip-"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, NAME_BYTES);
    }

    Map<String, Aead> keys() {
        return keys;
    }

    String newest() {
        return newest;
    }

    @Override
    public String toString() {
        return "VaultKeyFile" + keys.keySet();
    }
}
