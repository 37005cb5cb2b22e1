package io.lockward.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate that vouches for itself: what a server shows, and what its operator would give to the bank.
///
/// @param pem the certificate alone
public record SelfSigned(KeyStore keys, Path pem) {
    private static final String PASSWORD = "not-a-secret";

    /// Makes one with the JDK's keytool.
    ///
    /// @param subject the alternative name, such as `ip:127.0.0.1` or `dns:other.example`
    public static SelfSigned make(Path folder, String name, String subject) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String arguments = "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=server -validity 2"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -ext san=" + subject;
        ProcessBuilder command = new ProcessBuilder(keytool.toString());
        command.command().addAll(List.of(arguments.split(" ", -1)));
        command.command().addAll(List.of("-keystore", store.toString()));
        Process process = command.redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("keytool failed, see " + folder);
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Path pem = folder.resolve(name + ".pem");
        String base64 = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("server").getEncoded());
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
        return new SelfSigned(keys, pem);
    }

    /// The server's side of TLS.
    public SSLContext server() {
        try {
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
