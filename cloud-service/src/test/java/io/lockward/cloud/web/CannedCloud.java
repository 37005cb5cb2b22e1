package io.lockward.cloud.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves the dashboard's own files with answers that a test chooses: the odd states that a running fleet shows
/// rarely.
///
/// Times in an answer are written relative to now, such as `@-12s`. Every unset answer comes from
/// `src/test/resources/canned`. Any thread may change the answers while a browser looks.
final class CannedCloud implements AutoCloseable {
    /// What the cloud service sends with every page: no inline script or style, nothing from elsewhere.
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Pattern RELATIVE = Pattern.compile("@([+-])(\\d+(?:\\.\\d+)?)s");
    private static final Pattern PAGE = Pattern.compile(Pages.ADDRESSES);
    private static final Map<String, String> CANNED = Map.ofEntries(
            Map.entry("/fleet", "fleet.json"),
            Map.entry("/banks", "banks.json"),
            Map.entry("/sites", "sites.json"),
            Map.entry("/alarms", "alarms.json"),
            Map.entry("/commands", "commands.json"),
            Map.entry("/commands?kind=unlock-all", "approvals.json"),
            Map.entry("/commands/01d", "approval.json"),
            Map.entry("/commands/01f/diagnostics", "bundle.json"),
            Map.entry("/me", "me.json"),
            Map.entry("/key-set", "key-set.json"),
            Map.entry("/key-set/banks", "key-set-banks.json"),
            Map.entry("/signer", "signer.json"),
            Map.entry("/parcels", "parcels.json"),
            Map.entry("/parcels/search", "parcels-search.json"),
            Map.entry("/parcels/0198c0de-0000-7000-8000-000000000001", "parcel.json"),
            Map.entry("/cases", "cases.json"),
            Map.entry("/cases/counts", "cases-counts.json"),
            Map.entry("/cases/0198c0de-0000-7000-8000-00000000ca5e", "case.json"),
            Map.entry("/cases/0198c0de-0000-7000-8000-00000000ca5e/access", "case-access.json"),
            Map.entry("/cases/0198c0de-0000-7000-8000-00000000ca5e/shares", "case-shares.json"),
            Map.entry("/reports/sites", "reports.json"),
            Map.entry("/reports/sites/harbour", "report.json"),
            Map.entry("/reconciliation", "reconciliation.json"),
            Map.entry("/accounts", "accounts.json"),
            Map.entry("/api-keys", "api-keys.json"),
            Map.entry("/couriers", "couriers.json"),
            Map.entry("/recipients", "recipients.json"),
            Map.entry("/webhooks", "webhooks.json"),
            Map.entry("/notices", "notices.json"),
            Map.entry("/banks/harbour-7", "twin.json"),
            Map.entry("/banks/harbour-7/entries", "entries.json"),
            Map.entry("/banks/harbour-7/timeline", "timeline.json"),
            Map.entry("/banks/harbour-7/telemetry", "telemetry.json"),
            Map.entry("/banks/harbour-7/diagnosis", "diagnosis.json"),
            Map.entry("/banks/harbour-7/interlocks", "interlocks.json"),
            Map.entry("/banks/harbour-7/configuration", "configuration.json"),
            Map.entry("/banks/harbour-7/diagnostics", "diagnostics.json"));

    /// @param status an HTTP status
    /// @param body JSON with relative times
    record Answer(int status, String body) {}

    /// @param method such as `POST`
    /// @param path below `/api/v1`, with its query
    /// @param body as sent
    /// @param key its Idempotency-Key, empty when it had none
    record Asked(String method, String path, String body, String key) {}

    private record Listener(OutputStream out, CountDownLatch cut) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<String> resumed = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock;
    private final HttpServer server;
    private volatile boolean signedIn = true;
    private volatile boolean streaming = true;

    CannedCloud(InstantSource clock, int port) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /// For a person who draws: serves until it is stopped. The one argument is the port.
    static void main(String[] arguments) throws IOException {
        CannedCloud cloud = new CannedCloud(InstantSource.system(), Integer.parseInt(arguments[0]));
        IO.println(cloud.address("/"));
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// @param call such as `GET /fleet`, below `/api/v1`
    void answer(String call, int status, String body) {
        answers.put(call, new Answer(status, body));
    }

    /// A canned file by its name, to be changed and set as an answer.
    static String canned(String name) {
        try (@Nullable InputStream in = resource("canned/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no canned " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    List<Asked> asked() {
        return asked;
    }

    /// The `Last-Event-ID` of every stream that was opened, empty when it had none.
    List<String> resumed() {
        return resumed;
    }

    int listeners() {
        return listeners.size();
    }

    void signedIn(boolean now) {
        signedIn = now;
    }

    /// False cuts every open stream and refuses new ones until told otherwise.
    void streaming(boolean now) {
        streaming = now;
        if (!now) {
            cut();
        }
    }

    /// Cuts every open stream; the browser may come back at once.
    void cut() {
        for (Listener listener : List.copyOf(listeners)) {
            listeners.remove(listener);
            listener.cut().countDown();
        }
    }

    void send(String id, String event, String data) {
        byte[] frame = "id: %s\nevent: %s\ndata: %s\n\n"
                .formatted(id, event, timed(data).replace("\n", ""))
                .getBytes(StandardCharsets.UTF_8);
        for (Listener listener : List.copyOf(listeners)) {
            try {
                listener.out().write(frame);
                listener.out().flush();
            } catch (IOException gone) {
                listeners.remove(listener);
                listener.cut().countDown();
            }
        }
    }

    @Override
    public void close() {
        streaming(false);
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.startsWith("/api/v1/")) {
                api(exchange, path.substring("/api/v1".length()));
            } else if (path.equals("/login") || path.equals("/logout")) {
                session(exchange, path.equals("/login"));
            } else {
                String document = path.equals("/verify") ? VerifyPage.DOCUMENT : path;
                file(exchange, PAGE.matcher(path).matches() ? "/index.html" : document);
            }
        }
    }

    private void session(HttpExchange exchange, boolean in) throws IOException {
        String fields = body(exchange);
        if (in && !fields.equals("username=ana&password=right")) {
            reply(exchange, new Answer(401, "{\"title\":\"Wrong name or password\",\"status\":401}"));
            return;
        }
        signedIn = in;
        exchange.sendResponseHeaders(204, -1);
    }

    private void api(HttpExchange exchange, String path) throws IOException {
        @Nullable String query = exchange.getRequestURI().getRawQuery();
        String method = exchange.getRequestMethod();
        @Nullable String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        asked.add(new Asked(method, query == null ? path : path + "?" + query, body(exchange), key == null ? "" : key));
        if (!signedIn) {
            reply(exchange, new Answer(401, "{\"title\":\"Not signed in\",\"status\":401}"));
        } else if (path.equals("/stream")) {
            stream(exchange);
        } else {
            reply(exchange, answerTo(method, path, query));
        }
    }

    /// An answer to the call with the first field of its query goes before one to the call.
    private Answer answerTo(String method, String path, @Nullable String query) {
        String first = path + "?" + (query == null ? "" : query.replaceAll("&.*", ""));
        @Nullable Answer set = answers.getOrDefault(method + " " + first, answers.get(method + " " + path));
        if (set != null) {
            return set;
        }
        @Nullable String file = method.equals("GET") ? CANNED.getOrDefault(first, CANNED.get(path)) : null;
        return file == null
                ? new Answer(
                        404, "{\"title\":\"Nothing is called that\",\"status\":404,\"detail\":\"%s\"}".formatted(path))
                : new Answer(200, canned(file));
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (!streaming) {
            reply(exchange, new Answer(503, "{\"title\":\"Not ready\",\"status\":503}"));
            return;
        }
        @Nullable String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        resumed.add(last == null ? "" : last);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write("retry: 300\n: hello\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        Listener listener = new Listener(out, new CountDownLatch(1));
        listeners.add(listener);
        try {
            listener.cut().await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void reply(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = timed(answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", answer.status() < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        try (@Nullable InputStream in = resource("META-INF/resources" + path)) {
            if (in == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = in.readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", typeOf(path));
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", path.equals(VerifyPage.DOCUMENT) ? VerifyPage.POLICY : POLICY);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String typeOf(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "md" -> "text/plain; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "application/octet-stream";
        };
    }

    private String timed(String body) {
        Instant now = clock.instant();
        return RELATIVE.matcher(body).replaceAll(found -> {
            long millis = Math.round(Double.parseDouble(found.group(2)) * 1000);
            return now.plusMillis(found.group(1).equals("-") ? -millis : millis)
                    .truncatedTo(ChronoUnit.MILLIS)
                    .toString();
        });
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static @Nullable InputStream resource(String name) {
        return CannedCloud.class.getClassLoader().getResourceAsStream(name);
    }
}
