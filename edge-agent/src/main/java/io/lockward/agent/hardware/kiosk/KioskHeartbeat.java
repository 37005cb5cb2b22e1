package io.lockward.agent.hardware.kiosk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /kiosk/heartbeat` on the loopback: the kiosk's page says that it lives, and is answered 204. The body says
/// nothing and may have up to [#MOST_BODY] bytes. Anything else gets a 4xx and no hearing.
///
/// Anybody on the controller can claim that the kiosk lives; nobody can claim that it is dead.
///
/// Thread rule: [#close()] from any thread.
public final class KioskHeartbeat implements AutoCloseable {
    public static final int DEFAULT_PORT = 8473;
    public static final String PATH = "/kiosk/heartbeat";
    static final int MOST_BODY = 1024;

    /// Answered with each heartbeat: for how many more seconds the page should show itself, 0 for not at all.
    static final String LOCATE = "Lockward-Locate-Seconds";

    /// The query with which the page says that it shows itself.
    private static final String CONFIRMED = "locating";

    /// Beats that follow faster are answered but not passed on, so that a page gone wild cannot flood the agent.
    static final Duration LEAST_INTERVAL = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(KioskHeartbeat.class);

    private final HttpServer server;
    private final ExecutorService threads;
    private final Runnable beat;
    private final PageOrders orders;
    private final LongSupplier nanoTime;
    private long lastBeat;

    private KioskHeartbeat(HttpServer server, Runnable beat, PageOrders orders, LongSupplier nanoTime) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(
                2, Thread.ofPlatform().name("kiosk-", 0).daemon().factory());
        this.beat = beat;
        this.orders = orders;
        this.nanoTime = nanoTime;
        this.lastBeat = nanoTime.getAsLong() - LEAST_INTERVAL.toNanos();
    }

    /// Starts to listen.
    ///
    /// @param port 0 (any free one) to 65,535
    /// @param orders what the page is asked to do
    /// @param beat told of each heartbeat, on a thread of this server; must not block
    /// @throws IOException when the port cannot be had
    public static KioskHeartbeat open(int port, Runnable beat, PageOrders orders, LongSupplier nanoTime)
            throws IOException {
        bound("sun.net.httpserver.maxReqTime", "5");
        bound("sun.net.httpserver.maxRspTime", "5");
        bound("jdk.httpserver.maxConnections", "16");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        KioskHeartbeat heartbeat = new KioskHeartbeat(server, beat, orders, nanoTime);
        server.setExecutor(heartbeat.threads);
        server.createContext("/", heartbeat::answer);
        server.start();
        return heartbeat;
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
            int status = statusOf(exchange);
            if (status == 405) {
                exchange.getResponseHeaders().set("Allow", "POST");
            }
            if (status == 204) {
                passOn();
                if (CONFIRMED.equals(exchange.getRequestURI().getQuery())) {
                    orders.confirmed();
                }
                exchange.getResponseHeaders().set(LOCATE, String.valueOf(orders.locateSeconds()));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static int statusOf(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return 404;
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return 405;
        }
        return exchange.getRequestBody().readNBytes(MOST_BODY + 1).length > MOST_BODY ? 413 : 204;
    }

    private void passOn() {
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - lastBeat < LEAST_INTERVAL.toNanos()) {
                return;
            }
            lastBeat = now;
        }
        try {
            beat.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Listener of heartbeats failed");
        }
    }
}
