package io.lockward.agent.hardware.kiosk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /kiosk/heartbeat`: the screen's page says that it lives, and is answered 204. The body says nothing and may
/// have up to [#MOST_BODY] bytes. Anything else gets a 4xx and no hearing.
///
/// Anybody on the controller can claim that the kiosk lives; nobody can claim that it is dead.
public final class Heartbeat implements HttpHandler {
    public static final String PATH = "/kiosk/heartbeat";
    static final int MOST_BODY = 1024;

    /// Answered with each heartbeat: for how many more seconds the page should show itself, 0 for not at all.
    static final String LOCATE = "Lockward-Locate-Seconds";

    /// The query with which the page says that it shows itself.
    private static final String CONFIRMED = "locating";

    /// Beats that follow faster are answered but not passed on, so that a page gone wild cannot flood the agent.
    static final Duration LEAST_INTERVAL = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Runnable beat;
    private final PageOrders orders;
    private final LongSupplier nanoTime;
    private long lastBeat;

    /// @param orders what the page is asked to do
    /// @param beat told of each heartbeat, on a thread of the server; must not block
    public Heartbeat(Runnable beat, PageOrders orders, LongSupplier nanoTime) {
        this.beat = beat;
        this.orders = orders;
        this.nanoTime = nanoTime;
        this.lastBeat = nanoTime.getAsLong() - LEAST_INTERVAL.toNanos();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
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

    private static int statusOf(HttpExchange exchange) throws IOException {
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
