package io.lockward.agent.hardware.kiosk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The server of the bank's own screen, on the loopback only: its page, its requests, its heartbeat.
///
/// Whoever runs programs on the controller can reach it; a page of somebody else in the same browser cannot: the host
/// must be the loopback's name, and the origin, where there is one, this server's.
///
/// Thread rule: [#close()] from any thread.
public final class KioskServer implements AutoCloseable {
    public static final int DEFAULT_PORT = 8473;

    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, HttpHandler> routes;

    private KioskServer(HttpServer server, Map<String, HttpHandler> routes) {
        this.server = server;
        this.routes = routes;
        // One for each connection, and of those there are few.
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("kiosk-", 0).factory());
    }

    /// Starts to listen.
    ///
    /// @param port 0 (any free one) to 65,535
    /// @param routes who answers, by the exact path
    /// @throws IOException when the port cannot be had
    public static KioskServer open(int port, Map<String, HttpHandler> routes) throws IOException {
        bound("sun.net.httpserver.maxReqTime", "5");
        bound("sun.net.httpserver.maxRspTime", "5");
        bound("jdk.httpserver.maxConnections", "16");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        KioskServer kiosk = new KioskServer(server, Map.copyOf(routes));
        server.setExecutor(kiosk.threads);
        server.createContext("/", kiosk::answer);
        server.start();
        return kiosk;
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /// The server's bounds on slow clients are properties that it reads once; whoever started the agent may set others.
    private static void bound(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpHandler route = routes.get(exchange.getRequestURI().getPath());
            if (!isOurs(exchange)) {
                exchange.sendResponseHeaders(403, -1);
            } else if (route == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                route.handle(exchange);
            }
        }
    }

    /// Against pages that a name server sends here (DNS rebinding), and against other pages' forms.
    private boolean isOurs(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return isLoopback(host) && (origin == null || origin.equals("http://" + host));
    }

    private boolean isLoopback(@Nullable String host) {
        return host != null && HOSTS.stream().anyMatch(name -> host.equals(name + ":" + port()));
    }
}
