package io.lockward.signer.token;

import java.io.IOException;

/// A PKCS#11 call failed, or the token does not have what was asked for.
public final class TokenFault extends IOException {
    private final long code;

    TokenFault(String message) {
        this(message, 0);
    }

    /// @param code as the module returned it (`CKR_…`); 0 when it is none of its
    TokenFault(String message, long code) {
        super(message);
        this.code = code;
    }

    long code() {
        return code;
    }
}
