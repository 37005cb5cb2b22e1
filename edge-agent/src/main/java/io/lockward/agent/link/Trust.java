package io.lockward.agent.link;

import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Whom a bank believes: the offline root it was installed with, and the newest key set of that root it knows.
///
/// @param root vouches for key sets
/// @param installed the key set the bank was installed with, as the root signed it; `null` when one has to come
///     first
public record Trust(VerifyingKey root, @Nullable String installed) {

    /// The keys to begin with: of the installed set and the one remembered, the newer that the root vouches for.
    public KeyRing ring(@Nullable String remembered) {
        KeyRing first = ring(root, installed);
        KeyRing second = ring(root, remembered);
        return second.version() > first.version() ? second : first;
    }

    private static KeyRing ring(VerifyingKey root, @Nullable String jws) {
        return jws != null
                        && SignedMessage.KEY_SET.open(bytes(jws), root)
                                instanceof Opened.Ok<KeySet>(KeySet set, String _)
                ? KeyRing.of(set)
                : KeyRing.NONE;
    }

    private static byte[] bytes(String jws) {
        return jws.getBytes(StandardCharsets.ISO_8859_1);
    }
}
