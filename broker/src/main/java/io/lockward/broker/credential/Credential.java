package io.lockward.broker.credential;

import java.security.cert.X509Certificate;

/// What a client shows to prove who it is.
public sealed interface Credential {
    /// A name and its password from CONNECT.
    record Password(String name, String secret) implements Credential {
        @Override
        public String toString() {
            return "Password[name=" + name + "]";
        }
    }

    /// A certificate from the TLS handshake. The seam for fleets with their own CA; refused until that lands.
    record ClientCertificate(X509Certificate certificate) implements Credential {}
}
