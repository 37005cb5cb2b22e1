package io.lockward.cloud.command;

import io.lockward.cloud.access.PrivateFile;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.wire.CommandJws;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Signs with an Ed25519 key in the data folder, made at the first start: `command-key` (one line: PKCS8 in base64,
/// mode 0600) and, for the banks, `command-key.pub` (one line: the kid, a space, X.509 in base64).
@Singleton
final class DataFolderSigner implements CommandSigner {
    private record Key(String kid, PrivateKey secret) {}

    private final Key key;

    DataFolderSigner(@ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data) {
        try {
            key = open(Path.of(data));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the command key in " + data, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the command key in " + data + " is not an Ed25519 key", e);
        }
    }

    /// Makes the key at the start, so that banks can be given it before the first command.
    void ready(@Observes StartupEvent started) {}

    @Override
    public byte[] sign(CommandClaims claims) {
        return CommandJws.sign(claims, key.kid(), key.secret());
    }

    private static Key open(Path data) throws IOException, GeneralSecurityException {
        Path secretFile = data.resolve("command-key");
        Path publicFile = data.resolve("command-key.pub");
        if (!Files.exists(secretFile) || !Files.exists(publicFile)) {
            KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            PrivateFile.write(
                    publicFile,
                    kid(made.getPublic()) + ' ' + base64(made.getPublic().getEncoded()) + '\n');
            PrivateFile.write(secretFile, base64(made.getPrivate().getEncoded()) + '\n');
        }
        KeyFactory ed25519 = KeyFactory.getInstance("Ed25519");
        byte[] pkcs8 = Base64.getDecoder().decode(Files.readString(secretFile).strip());
        String[] words = Files.readString(publicFile).strip().split(" ", -1);
        PublicKey open = ed25519.generatePublic(
                new X509EncodedKeySpec(Base64.getDecoder().decode(words[words.length - 1])));
        return new Key(kid(open), ed25519.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    }

    private static String kid(PublicKey key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return "dev-" + HexFormat.of().formatHex(digest, 0, 8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
