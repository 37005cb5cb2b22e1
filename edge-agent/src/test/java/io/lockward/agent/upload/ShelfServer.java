package io.lockward.agent.upload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.lockward.agent.SelfSigned;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A cloud that takes clips as the contract says, in memory, and can be told to misbehave.
final class ShelfServer implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final VerifyingKey bank;
    private final Map<String, ByteArrayOutputStream> held = new ConcurrentHashMap<>();
    private final Map<String, UploadClaims> whole = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final List<String> story = new CopyOnWriteArrayList<>();
    /// The mood to answer with headers that promise a body, and then to say nothing.
    static final int SILENT = -1;

    /// What the next requests are answered with, whatever they ask: a status, 0 for a broken line after half
    /// a body, or [#SILENT].
    final Deque<Integer> moods = new ArrayDeque<>();

    /// How often somebody began to speak TLS with it.
    final AtomicInteger connections = new AtomicInteger();

    ShelfServer(VerifyingKey bank) throws IOException {
        this(bank, null);
    }

    /// @param tls what it shows; `null` for plain HTTP
    ShelfServer(VerifyingKey bank, @Nullable SelfSigned tls) throws IOException {
        this.bank = bank;
        this.scheme = tls == null ? "http" : "https";
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            this.server = HttpServer.create(address, 0);
        } else {
            HttpsServer secured = HttpsServer.create(address, 0);
            secured.setHttpsConfigurator(new HttpsConfigurator(tls.server()) {
                @Override
                public void configure(HttpsParameters parameters) {
                    connections.incrementAndGet();
                    super.configure(parameters);
                }
            });
            this.server = secured;
        }
        server.setExecutor(threads);
        server.createContext("/api/v1/banks/harbour-7/clips/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    byte[] stored(String clip) {
        ByteArrayOutputStream bytes = held.get(clip);
        return whole.containsKey(clip) && bytes != null ? bytes.toByteArray() : new byte[0];
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String clip = exchange.getRequestURI().getPath().split("/", -1)[6];
            Integer mood;
            synchronized (moods) {
                mood = moods.poll();
            }
            story.add(exchange.getRequestMethod() + " " + (mood == null ? "" : mood));
            if (mood != null && mood == 0) {
                ByteArrayOutputStream bytes = held.computeIfAbsent(clip, _ -> new ByteArrayOutputStream());
                byte[] some = exchange.getRequestBody().readNBytes(10_000);
                bytes.write(some);
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (mood != null && mood == SILENT) {
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().flush();
                closing.await();
                return;
            }
            if (mood != null) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                exchange.sendResponseHeaders(mood, -1);
                return;
            }
            UploadClaims claims = claims(exchange);
            if (claims == null || !claims.clip().equals(clip)) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            answer(exchange, clip, claims, body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String clip, UploadClaims claims, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = held.computeIfAbsent(clip, _ -> new ByteArrayOutputStream());
        if (exchange.getRequestMethod().equals("PATCH")) {
            String offset = exchange.getRequestHeaders().getFirst("Upload-Offset");
            if (!String.valueOf(bytes.size()).equals(offset)) {
                say(exchange, 409, bytes, false);
                return;
            }
            bytes.write(body);
            if (bytes.size() == claims.bytes()) {
                if (!hash(bytes.toByteArray()).equals(claims.sha256())) {
                    bytes.reset();
                    exchange.sendResponseHeaders(422, -1);
                    return;
                }
                whole.put(clip, claims);
            }
            say(exchange, 204, bytes, whole.containsKey(clip));
        } else {
            say(exchange, 200, bytes, whole.containsKey(clip));
        }
    }

    private static void say(HttpExchange exchange, int status, ByteArrayOutputStream bytes, boolean complete)
            throws IOException {
        exchange.getResponseHeaders().add("Upload-Offset", Integer.toString(bytes.size()));
        exchange.getResponseHeaders().add("Upload-Complete", complete ? "?1" : "?0");
        exchange.sendResponseHeaders(status, -1);
    }

    private @org.jspecify.annotations.Nullable UploadClaims claims(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] jws = header.substring("Bearer ".length()).getBytes(StandardCharsets.US_ASCII);
        return SignedMessage.UPLOAD.open(jws, bank) instanceof Opened.Ok<UploadClaims>(UploadClaims claims, String _)
                ? claims
                : null;
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
