package io.lockward.cloud.access;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Passwords as bcrypt hashes (cost 10). Stateless.
final class Passwords {
    /// bcrypt reads no further than this.
    static final int MAX_BYTES = 72;

    /// Compared when there is no such account, so that the time taken does not tell.
    private static final String NOBODY = BcryptUtil.bcryptHash("nobody has this password");

    private Passwords() {}

    static String hash(String password) {
        return BcryptUtil.bcryptHash(password);
    }

    static boolean match(String password, @Nullable String hash) {
        boolean readable = password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        boolean equal = BcryptUtil.matches(readable ? password : "", hash == null ? NOBODY : hash);
        return equal && readable && hash != null;
    }
}
