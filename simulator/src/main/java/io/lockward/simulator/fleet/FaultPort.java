package io.lockward.simulator.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Takes faults and hands on loopback: `POST /fault?kind=mains-loss&bank=harbour-point-1`,
/// `POST /hand?kind=put&bank=harbour-point-1&door=A01`.
final class FaultPort implements AutoCloseable {
    /// What became of it: an HTTP status and a sentence.
    record Answer(int status, String sentence) {}

    /// Somebody's hands at a door.
    interface Hands {
        Answer act(String kind, String bank, String door);
    }

    private final HttpServer server;

    /// @param act what to do with a kind and a bank
    FaultPort(BiFunction<String, String, Answer> act, Hands hands) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 8);
        server.createContext(
                "/fault", exchange -> answer(exchange, query -> act.apply(of(query, "kind"), of(query, "bank"))));
        server.createContext(
                "/hand",
                exchange ->
                        answer(exchange, query -> hands.act(of(query, "kind"), of(query, "bank"), of(query, "door"))));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String of(Map<String, String> query, String name) {
        return query.getOrDefault(name, "");
    }

    private static void answer(HttpExchange exchange, Function<Map<String, String>, Answer> act) throws IOException {
        try (exchange) {
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            Answer answer = exchange.getRequestMethod().equals("POST") ? act.apply(query) : new Answer(405, "use POST");
            byte[] body = (answer.sentence + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        Map<String, String> values = new HashMap<>();
        if (raw != null && raw.length() < 1_000) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
