package io.lockward.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lockward.cli.Cloud;
import io.lockward.cli.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody to deliver to and somebody who delivers, at the demo's first locker, and a letterbox: what recipients are
/// told is printed, codes and all, because the demo has no mail server. Thread rule: `settle` from one thread; letters
/// are printed from another.
final class DemoPeople implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_LETTER = 64 * 1024;
    private static final List<String> TRACKING = List.of("PX-1001", "PX-1002", "PX-1003");

    private final PrintWriter out;
    private @Nullable HttpServer letterbox;

    DemoPeople(PrintWriter out) {
        this.out = out;
    }

    /// Makes them known to the service. What an earlier run on this data folder made stays.
    ///
    /// @return the courier's code
    /// @throws Failure when the service refuses
    String settle(Cloud cloud, DataFolder taken, String bank) {
        openLetterbox(cloud);
        if (taken.has("courier-code")) {
            return taken.read("courier-code");
        }
        recipient(cloud, bank, "demo-4b", "4B", "Ana Moreira");
        recipient(cloud, bank, "demo-2c", "2C", "Ben Okafor");
        ObjectNode courier =
                JSON.createObjectNode().put("label", "Parcel Express").put("mayCollect", true);
        courier.put(
                "until",
                Instant.now()
                        .plus(365, ChronoUnit.DAYS)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        courier.putArray("banks").add(bank);
        String code =
                cloud.put("/api/v1/couriers/demo-courier", courier).path("code").asText();
        for (String tracking : TRACKING) {
            ObjectNode parcel = JSON.createObjectNode().put("bank", bank).put("tracking", tracking);
            parcel.put("recipient", tracking.equals(TRACKING.getLast()) ? "demo-2c" : "demo-4b")
                    .put("size", "small");
            cloud.post("/api/v1/parcels", parcel, true);
        }
        taken.write("courier-code", code);
        return code;
    }

    /// What to do with them, in lines for people.
    static List<String> words(String screen, String bank, String code) {
        return List.of(
                "Play a delivery: at " + screen + " press Deliver and type the courier's code " + code + ",",
                "then search " + String.join(", ", TRACKING) + " or the unit 4B. When a door opens:",
                "  ./lockward sim put " + bank + " A01      ./lockward sim close " + bank + " A01",
                "The recipient's pickup code is then printed here, as a letter would tell it.");
    }

    @Override
    public void close() {
        HttpServer open = letterbox;
        if (open != null) {
            open.stop(0);
        }
    }

    private static void recipient(Cloud cloud, String bank, String id, String unit, String name) {
        ObjectNode recipient = JSON.createObjectNode().put("unit", unit).put("name", name);
        recipient.putArray("banks").add(bank);
        cloud.put("/api/v1/recipients/" + id, recipient);
    }

    private void openLetterbox(Cloud cloud) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
            server.createContext("/", this::letter);
            server.start();
            letterbox = server;
            ObjectNode endpoint = JSON.createObjectNode()
                    .put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
            cloud.put("/api/v1/webhooks/demo-letterbox", endpoint);
        } catch (IOException e) {
            throw new Failure(io.lockward.cli.ExitCode.ERROR, "no port for the letterbox: " + e.getMessage());
        }
    }

    private void letter(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_LETTER);
            exchange.sendResponseHeaders(204, -1);
            tell(JSON.readTree(body));
        }
    }

    private void tell(JsonNode message) {
        JsonNode data = message.path("data");
        String code = data.path("code").asText("");
        out.println("A letter, " + message.path("type").asText() + ": "
                + data.path("tracking").asText(data.path("parcel").asText()) + " at "
                + data.path("bank").asText() + ' ' + data.path("compartment").asText("")
                + (code.isEmpty() ? "" : ", pickup code " + code));
        out.flush();
    }
}
