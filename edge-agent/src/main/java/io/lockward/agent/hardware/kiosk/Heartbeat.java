package io.lockward.agent.hardware.kiosk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

    /// Answered with each heartbeat: the controller's uptime in milliseconds. When the answer is there, the page knows
    /// that it began no earlier than this uptime less its own age.
    static final String UPTIME = "Lockward-Uptime-Millis";

    /// With a heartbeat, what the page knows of that: the uptime in milliseconds since which it lives. What is no such
    /// number or lies in the future is taken for a page that cannot say.
    static final String SINCE = "Lockward-Page-Since";

    /// The query with which the page says that it shows itself.
    private static final String CONFIRMED = "locating";

    /// Beats that follow faster are answered but not passed on, so that a page gone wild cannot flood the agent.
    static final Duration LEAST_INTERVAL = Duration.ofMillis(100);

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Listener listener;
    private final PageOrders orders;
    private final LongSupplier uptime;
    private final LongSupplier nanoTime;
    private long lastBeat;

    /// Told of each heartbeat, on a thread of the server; must not block.
    @FunctionalInterface
    public interface Listener {
        /// @param pageUp uptime in milliseconds: the page began no earlier; `null` when it cannot say
        void beat(@Nullable Long pageUp);
    }

    /// @param orders what the page is asked to do
    /// @param uptime the controller's, in milliseconds
    public Heartbeat(Listener listener, PageOrders orders, LongSupplier uptime, LongSupplier nanoTime) {
        this.listener = listener;
        this.orders = orders;
        this.uptime = uptime;
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
            long up = uptime.getAsLong();
            passOn(since(exchange, up));
            exchange.getResponseHeaders().set(UPTIME, String.valueOf(up));
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

    private static @Nullable Long since(HttpExchange exchange, long up) {
        String said = exchange.getRequestHeaders().getFirst(SINCE);
        if (said == null || !MILLIS.matcher(said).matches()) {
            return null;
        }
        long since = Long.parseLong(said);
        return since <= up ? since : null;
    }

    private void passOn(@Nullable Long pageUp) {
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - lastBeat < LEAST_INTERVAL.toNanos()) {
                return;
            }
            lastBeat = now;
        }
        try {
            listener.beat(pageUp);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Listener of heartbeats failed");
        }
    }
}
