package io.lockward.simulator.fleet;

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

/// Reads the public keys that the cloud service writes out: a line for each, `kid base64`.
final class CommandKeyFile {
    private CommandKeyFile() {}

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
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("not a public Ed25519 key", e);
        }
    }
}
