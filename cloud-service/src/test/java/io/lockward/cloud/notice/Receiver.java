package io.lockward.cloud.notice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

/// An integrator's endpoint on this machine. Any thread.
public final class Receiver implements AutoCloseable {
    /// A message as it came.
    public record Came(String path, String id, String timestamp, String signature, String body) {}

    private final List<Came> came = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /// @param status what it answers
    public Receiver(IntSupplier status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> take(exchange, status.getAsInt()));
        server.start();
    }

    private void take(HttpExchange exchange, int status) throws IOException {
        came.add(new Came(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", address("/elsewhere"));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public List<Came> came() {
        return came;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
