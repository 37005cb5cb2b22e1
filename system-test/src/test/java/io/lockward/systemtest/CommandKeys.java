package io.lockward.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// The public keys that the cloud service writes out: `kid base64` a line.
final class CommandKeys {
    private CommandKeys() {}

    static Map<String, PublicKey> read(Path file) throws IOException {
        Map<String, PublicKey> keys = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.strip().split("[ =]+", 2);
            if (words.length == 2) {
                keys.put(words[0], key(words[1]));
            }
        }
        return keys;
    }

    private static PublicKey key(String base64) throws IOException {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IOException("not a public Ed25519 key", e);
        }
    }
}
