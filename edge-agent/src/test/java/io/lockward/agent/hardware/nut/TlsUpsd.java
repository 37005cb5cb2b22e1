package io.lockward.agent.hardware.nut;

import io.lockward.agent.hardware.nut.ScriptedUpsd.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// The server's side of STARTTLS, with a certificate of its own, for [ScriptedUpsd].
final class TlsUpsd {
    private static final String STORE_PASSWORD = "not-a-secret";

    private final SSLContext context;
    /// What came through TLS, line by line.
    final List<String> heardProtected = new CopyOnWriteArrayList<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    /// What upsd shows, and what its operator would give to the bank.
    record Certificate(KeyStore keys, Path pem) {
        /// Makes a self-signed one with the JDK's keytool.
        ///
        /// @param subject the alternative name, such as `ip:127.0.0.1` or `dns:other.example`
        static Certificate selfSigned(Path folder, String name, String subject) throws Exception {
            Path store = folder.resolve(name + ".p12");
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            String arguments = "-genkeypair -alias upsd -keyalg EC -groupname secp256r1 -dname CN=upsd -validity 2"
                    + " -storetype PKCS12 -storepass " + STORE_PASSWORD + " -ext san=" + subject;
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
            KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
            Path pem = folder.resolve(name + ".pem");
            String base64 = Base64.getMimeEncoder()
                    .encodeToString(keys.getCertificate("upsd").getEncoded());
            Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
            return new Certificate(keys, pem);
        }
    }

    TlsUpsd(Certificate certificate) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(certificate.keys(), STORE_PASSWORD.toCharArray());
            context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Says `OK STARTTLS` to the first line, whatever it is, and answers the rest through TLS.
    Behaviour answering(String... requestsAndAnswers) {
        return (socket, in, out) -> {
            try {
                in.readLine();
                out.write("OK STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                try (SSLSocket layered = protect(socket)) {
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(layered.getInputStream(), StandardCharsets.US_ASCII));
                    answer(lines, layered.getOutputStream(), requestsAndAnswers);
                }
            } finally {
                hungUp.countDown();
            }
        };
    }

    /// Whether the client has let go, and everything it said was heard.
    boolean clientHungUp() throws InterruptedException {
        return hungUp.await(20, TimeUnit.SECONDS);
    }

    private SSLSocket protect(Socket socket) throws IOException {
        SSLSocket layered = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        layered.setUseClientMode(false);
        layered.startHandshake();
        return layered;
    }

    private void answer(BufferedReader lines, OutputStream out, String... requestsAndAnswers) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heardProtected.add(line);
            String answer = ScriptedUpsd.answerTo(line, requestsAndAnswers);
            if (answer == null) {
                return;
            }
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}
