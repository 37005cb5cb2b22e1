package io.lockward.signer.token;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets `Signature.getInstance("EdDSA")`, and so the JOSE library, sign with a [TokenKey]. Takes no other key.
final class TokenProvider extends Provider {
    private static final String NAME = "LockwardToken";

    private TokenProvider() {
        super(NAME, "1", "Ed25519 keys in PKCS#11 tokens");
        putService(new InToken(this));
    }

    /// Behind all others, which refuse a key without bytes.
    static synchronized void register() {
        if (Security.getProvider(NAME) == null) {
            Security.addProvider(new TokenProvider());
        }
    }

    private static final class InToken extends Service {
        InToken(Provider provider) {
            super(
                    provider,
                    "Signature",
                    "EdDSA",
                    TokenSignature.class.getName(),
                    List.of("Ed25519"),
                    Map.of("SupportedKeyClasses", TokenKey.class.getName()));
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new TokenSignature();
        }
    }
}
