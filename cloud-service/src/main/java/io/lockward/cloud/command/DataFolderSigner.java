package io.lockward.cloud.command;

import io.lockward.cloud.access.PrivateFile;
import io.lockward.fleet.command.Signing.Signature;
import io.lockward.protocol.Desired;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Signs with a key in the data folder, for development only. Made at the first start, in `keys`: `root.jwk`,
/// `command.jwk`, and for the banks `key-set.jws` and `root-key` (the root's public `x`).
final class DataFolderSigner implements CommandSigner {
    private final SigningKey key;

    private DataFolderSigner(SigningKey key) {
        this.key = key;
    }

    static DataFolderSigner in(Path data, Instant now) {
        try {
            return new DataFolderSigner(open(data.resolve("keys"), now));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the keys in " + data, e);
        }
    }

    @Override
    public Signature sign(CommandClaims claims, @Nullable String kid) {
        return new Signature.Made(CommandJws.sign(claims, key.kid(), key.privateKey()));
    }

    @Override
    public Signature sign(Desired desired, @Nullable String kid) {
        return new Signature.Made(SignedMessage.DESIRED.sign(desired, key.kid(), key.privateKey()));
    }

    @Override
    public @Nullable String away() {
        return null;
    }

    private static SigningKey open(Path folder, Instant now) throws IOException {
        Path command = folder.resolve("command.jwk");
        if (!Files.exists(command)) {
            SigningKey root = JwkText.generate(null);
            SigningKey made = JwkText.generate(null);
            KeySet set = new KeySet(
                    1,
                    now,
                    List.of(new TrustedKey(
                            made.kid(),
                            made.verifyingKey(),
                            now.minus(Duration.ofDays(1)),
                            now.plus(Duration.ofDays(365)),
                            Set.of(Scope.COMMAND, Scope.CONFIGURE),
                            null)));
            byte[] signed = SignedMessage.KEY_SET.sign(set, root.kid(), root.privateKey());
            PrivateFile.write(folder.resolve("root.jwk"), JwkText.write(root));
            PrivateFile.write(folder.resolve("root-key"), root.verifyingKey().x() + "\n");
            PrivateFile.write(folder.resolve("key-set.jws"), new String(signed, StandardCharsets.US_ASCII) + "\n");
            PrivateFile.write(command, JwkText.write(made));
        }
        return JwkText.read(Files.readString(command));
    }
}
