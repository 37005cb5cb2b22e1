package io.lockward.agent.hardware.nut;

import io.lockward.agent.SelfSigned;
import io.lockward.agent.hardware.nut.ScriptedUpsd.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// The server's side of STARTTLS, with a certificate of its own, for [ScriptedUpsd].
final class TlsUpsd {
    private final SSLContext context;
    /// What came through TLS, line by line.
    final List<String> heardProtected = new CopyOnWriteArrayList<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    TlsUpsd(SelfSigned certificate) {
        context = certificate.server();
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
