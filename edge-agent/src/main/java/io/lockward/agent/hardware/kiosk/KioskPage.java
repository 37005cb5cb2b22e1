package io.lockward.agent.hardware.kiosk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskDesk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The page of the bank's screen, what it shows and what it asks.
///
/// | path | does |
/// |---|---|
/// | `GET /` | the page; its scripts, words and styles lie under `/kiosk/` |
/// | `GET /kiosk/setup` | the bank's name, telephone and languages |
/// | `GET /kiosk/view?known=7` | what there is to see, at once when it is not version 7, otherwise within [#POLL] |
/// | `POST /kiosk/enter` | a code that was typed or read: `{"session"?, "text"}` |
/// | `POST /kiosk/ask` | anything else: `{"kind", "session", …}`, as `KioskRequest` says |
///
/// An answer has the `version` of what there is to see in which it shows: what a scanner reads before the page shows
/// that would be taken for a part of what was before. A refusal by the bank is an answer like any other (200, `kind`
/// is `no`). Requests have at most [#MOST_BODY] bytes. Codes are in no log. Any thread.
public final class KioskPage {
    /// Shorter than the time the server gives an answer.
    static final Duration POLL = Duration.ofSeconds(3);

    static final int MOST_BODY = 2 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final List<String> FILES = List.of(
            "index.html",
            "kiosk.css",
            "app.js",
            "around.js",
            "dom.js",
            "door.js",
            "front.js",
            "installer.js",
            "keys.js",
            "net.js",
            "screens.css",
            "screens.js",
            "speech.js",
            "words.js",
            "words/de.js",
            "words/en.js",
            "words/fr.js");

    private final Face face;
    private final KioskDesk desk;
    private final ViewBoard board;

    /// @param desk asked and followed; this takes its one listener
    public KioskPage(Face face, KioskDesk desk) {
        this.face = face;
        this.desk = desk;
        this.board = new ViewBoard(desk.view());
        desk.listen(board::show);
    }

    /// Who answers which path.
    ///
    /// @throws IOException when the page is not in this program
    public Map<String, HttpHandler> routes() throws IOException {
        Map<String, HttpHandler> routes = new HashMap<>();
        for (String file : FILES) {
            byte[] content = read(file);
            routes.put("/kiosk/" + file, get(exchange -> send(exchange, 200, typeOf(file), content)));
        }
        byte[] page = read("index.html");
        routes.put("/", get(exchange -> send(exchange, 200, typeOf("index.html"), page)));
        routes.put("/kiosk/setup", get(exchange -> json(exchange, KioskJson.write(face))));
        routes.put("/kiosk/view", get(this::view));
        routes.put("/kiosk/enter", post((body, answer) -> {
            KioskJson.Entered entered = KioskJson.entered(body);
            desk.enter(entered.session(), entered.text(), answer);
        }));
        routes.put("/kiosk/ask", post((body, answer) -> desk.ask(KioskJson.request(body), answer)));
        return routes;
    }

    private void view(HttpExchange exchange) throws IOException {
        try {
            json(exchange, KioskJson.write(board.await(known(exchange), POLL)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            problem(exchange, 503, "the agent ends");
        }
    }

    private static long known(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        try {
            return query != null && query.startsWith("known=") ? Long.parseLong(query.substring(6)) : -1;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static HttpHandler get(HttpHandler answer) {
        return exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                answer.handle(exchange);
            } else {
                exchange.getResponseHeaders().set("Allow", "GET");
                problem(exchange, 405, "only GET");
            }
        };
    }

    private interface Asking {
        /// @throws IllegalArgumentException with words, when the body is no request
        void ask(byte[] body, Consumer<KioskAnswer> answer);
    }

    private HttpHandler post(Asking asking) {
        return exchange -> {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                problem(exchange, 405, "only POST");
                return;
            }
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
            if (body.length > MOST_BODY) {
                problem(exchange, 413, "more than " + MOST_BODY + " bytes");
            } else if (type == null || !type.startsWith("application/json")) {
                // What a form of another page cannot send without asking first.
                problem(exchange, 415, "Content-Type: application/json");
            } else {
                asked(exchange, asking, body);
            }
        };
    }

    private void asked(HttpExchange exchange, Asking asking, byte[] body) throws IOException {
        CompletableFuture<KioskAnswer> answer = new CompletableFuture<>();
        try {
            asking.ask(body, answer::complete);
            KioskAnswer told = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            json(exchange, KioskJson.write(told, board.version()));
        } catch (IllegalArgumentException e) {
            problem(exchange, 400, String.valueOf(e.getMessage()));
        } catch (TimeoutException | ExecutionException _) {
            problem(exchange, 503, "the bank does not answer now");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            problem(exchange, 503, "the agent ends");
        }
    }

    private static void json(HttpExchange exchange, byte[] body) throws IOException {
        send(exchange, 200, "application/json", body);
    }

    private static void problem(HttpExchange exchange, int status, String words) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", words.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = KioskPage.class.getResourceAsStream("/kiosk/" + file)) {
            if (in == null) {
                throw new IOException("the page's " + file + " is not in this program");
            }
            return in.readAllBytes();
        }
    }

    private static String typeOf(String file) {
        String end = file.substring(file.lastIndexOf('.') + 1);
        return switch (end) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            default -> "text/javascript; charset=utf-8";
        };
    }
}
