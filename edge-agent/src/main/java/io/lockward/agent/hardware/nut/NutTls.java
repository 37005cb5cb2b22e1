package io.lockward.agent.hardware.nut;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Demands STARTTLS: without it the poll is lost, never plain.
///
/// @param context      whom to trust
/// @param checksHost   whether the certificate must name the host; switch off only when `context` trusts nothing but
///                     this daemon's own certificate
public record NutTls(SSLContext context, boolean checksHost) {
    private static final int MOST_CERTIFICATES = 100;

    /// Trusts exactly the certificates in a PEM file.
    ///
    /// @throws IOException when the file cannot be read or holds no certificate
    public static NutTls trusting(Path pem, boolean checksHost) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty() || certificates.size() > MOST_CERTIFICATES) {
                throw new IOException(pem + " holds " + certificates.size() + " certificates");
            }
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("nut-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return new NutTls(context, checksHost);
        } catch (GeneralSecurityException e) {
            throw new IOException(pem + " cannot be used as a trust store: " + e.getMessage(), e);
        }
    }
}
