package io.lockward.cloud.remedy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A relay on this machine that writes down what it is told, and answers as a test wants. Any thread.
final class Relay implements AutoCloseable {
    /// @param token of the `Authorization` header; `null` without one
    record Told(
            String method,
            String path,
            @Nullable String token,
            @Nullable String key,
            String body) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile int status = 202;

    Relay(int port) throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /// @param bound a server that is not started yet
    Relay(HttpServer bound) {
        server = bound;
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Told> told() {
        return told;
    }

    /// @param next an HTTP status; 0: never answer
    void answers(int next) {
        status = next;
    }

    private void serve(HttpExchange exchange) throws IOException {
        told.add(new Told(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (status == 0) {
            return;
        }
        if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        // More than anybody wants to hear: it must not be read.
        exchange.sendResponseHeaders(status, 0);
        try (exchange) {
            byte[] noise = new byte[64 * 1024];
            for (int i = 0; i < 64; i++) {
                exchange.getResponseBody().write(noise);
            }
        } catch (IOException _) {
            // the other side has heard enough
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
