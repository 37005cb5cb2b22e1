package io.lockward.signer.config;

import io.lockward.protocol.key.VerifyingKey;
import io.lockward.signer.audit.AuditLog;
import io.lockward.signer.rules.SigningLimits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the signer is told to be.
///
/// @param socket where it listens
/// @param users whose processes may ask, by name or number
/// @param connections at a time
/// @param keyFiles private keys by their `kid`
/// @param token where further keys live; `null` for none
/// @param kinds what a key may sign; a key that is missing may sign everything
/// @param keySet the fleet's key set; `null` when it is not at hand
public record SignerConfig(
        Path socket,
        Set<String> users,
        int connections,
        Map<String, Path> keyFiles,
        @Nullable TokenAccess token,
        Map<String, Set<String>> kinds,
        @Nullable KeySetAccess keySet,
        Path auditFile,
        AuditLog.Bounds auditBounds,
        SigningLimits limits) {

    /// A PKCS#11 token.
    ///
    /// @param module the vendor's library
    /// @param label of the token
    /// @param keys the labels of keys in it, by `kid`
    public record TokenAccess(Path module, String label, Path pinFile, Map<String, String> keys) {
        public TokenAccess {
            keys = Map.copyOf(keys);
        }
    }

    /// @param root who signs key sets
    public record KeySetAccess(Path file, VerifyingKey root) {}

    public SignerConfig {
        users = Set.copyOf(users);
        keyFiles = Map.copyOf(keyFiles);
        kinds = Map.copyOf(kinds);
    }
}
