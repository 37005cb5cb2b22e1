package io.lockward.agent.hardware.nut;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server on the loopback that answers every connection as a test says, to be as hostile as no upsd is.
public final class ScriptedUpsd implements AutoCloseable {
    /// One connection's behaviour; the connection is closed when it returns.
    public interface Behaviour {
        void serve(Socket socket, BufferedReader in, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();

    public ScriptedUpsd(Behaviour behaviour) {
        try {
            server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    public NutSettings settings() {
        return new NutSettings("127.0.0.1", server.getLocalPort(), "ups", Duration.ofMillis(300), null, null);
    }

    int connections() {
        return connections.size();
    }

    /// A pause shorter than any read timeout of the tests: the hostile part of a slow drip.
    static void drip() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(50);
    }

    /// Answers each request line with the first matching answer; a line without one ends the connection.
    public static Behaviour answering(String... requestsAndAnswers) {
        return (socket, in, out) -> {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = answerTo(line, requestsAndAnswers);
                if (answer == null) {
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        };
    }

    static @Nullable String answerTo(String line, String... requestsAndAnswers) {
        for (int i = 0; i < requestsAndAnswers.length; i += 2) {
            if (line.startsWith(requestsAndAnswers[i])) {
                return requestsAndAnswers[i + 1];
            }
        }
        return null;
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(behaviour, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            InputStreamReader reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            BufferedReader in = new BufferedReader(reader) {
                @Override
                public @Nullable String readLine() throws IOException {
                    String line = super.readLine();
                    if (line != null) {
                        heard.add(line);
                    }
                    return line;
                }
            };
            behaviour.serve(socket, in, socket.getOutputStream());
        } catch (IOException e) {
            // The client hung up: that is what most of these tests want.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
