package io.lockward.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.systemtest.Await;
import io.lockward.systemtest.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// The lab's bank as its operators see it: over REST. Thread rule: any thread.
///
/// @param locks how many compartments, `A01` on
record Bank(Rest rest, String id, int locks) {
    /// What the courier holds to the reader, and for whom the parcels are.
    static final String COURIER = "lab-courier";

    static final String RECIPIENT = "lab-4b";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// The compartment whose lock is on this line.
    static String compartment(int line) {
        return "A%02d".formatted(line + 1);
    }

    List<String> compartments() {
        return IntStream.range(0, locks).mapToObj(Bank::compartment).toList();
    }

    /// @param publicKey of the bank itself
    void register(String publicKey) throws IOException, InterruptedException {
        ObjectNode body =
                Rest.JSON.createObjectNode().put("id", id).put("name", id).put("publicKey", publicKey);
        body.putObject("site").put("id", "lab").put("name", "Hardware lab").put("timeZone", "Europe/Lisbon");
        ArrayNode rows = body.putObject("layout")
                .putArray("columns")
                .addObject()
                .put("id", "A")
                .putArray("compartments");
        String large = compartment(Rig.SENSING);
        compartments().forEach(one -> rows.addObject().put("id", one).put("size", one.equals(large) ? "L" : "M"));
        Rest.Answer answer = rest.post("/api/v1/banks", body, null);
        if (!answer.isOk()) {
            throw new AssertionError("registering answered " + answer);
        }
    }

    /// Makes a courier and a recipient known, and waits until the bank knows them.
    void admitCourier() throws IOException, InterruptedException {
        ObjectNode recipient = Rest.JSON.createObjectNode().put("unit", "4B").put("name", "Ana Moreira");
        recipient.putArray("banks").add(id);
        ObjectNode courier = Rest.JSON
                .createObjectNode()
                .put("label", "Parcel Express")
                .put("code", COURIER)
                .put(
                        "until",
                        Instant.now()
                                .plus(1, ChronoUnit.DAYS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        courier.putArray("banks").add(id);
        accepted(rest.put("/api/v1/recipients/" + RECIPIENT, recipient));
        accepted(rest.put("/api/v1/couriers/" + COURIER, courier));
        Await.until(
                "the bank knows its courier",
                PATIENCE,
                () -> newest().stream()
                        .filter(entry -> entry.path("type").asText().equals("tickets.applied"))
                        .anyMatch(entry -> entry.toString().contains(COURIER)));
    }

    private static void accepted(Rest.Answer answer) {
        if (!answer.isOk()) {
            throw new AssertionError("making a courier known answered " + answer);
        }
    }

    JsonNode twin() throws IOException, InterruptedException {
        return rest.found("/api/v1/banks/" + id);
    }

    boolean isOnline() throws IOException, InterruptedException {
        return twin().path("presence").path("state").asText().equals("online");
    }

    /// The state of a door, such as `open`.
    String door(String compartment) throws IOException, InterruptedException {
        for (JsonNode one : twin().path("compartments")) {
            if (one.path("id").asText().equals(compartment)) {
                return one.path("door").path("state").asText();
            }
        }
        throw new IOException("there is no " + compartment);
    }

    /// What is known to lie in a compartment, such as `occupied`; empty when nothing is known.
    String occupancy(String compartment) throws IOException, InterruptedException {
        for (JsonNode one : twin().path("compartments")) {
            if (one.path("id").asText().equals(compartment)) {
                return one.path("occupancy").path("state").asText();
            }
        }
        throw new IOException("there is no " + compartment);
    }

    /// The newest entries, newest first.
    List<JsonNode> newest() throws IOException, InterruptedException {
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode item :
                rest.found("/api/v1/banks/" + id + "/entries?limit=100").path("items")) {
            entries.add(item.path("entry"));
        }
        return entries;
    }

    /// How many of the newest entries are of this type and about this compartment.
    long count(String type, String compartment) throws IOException, InterruptedException {
        return newest().stream()
                .filter(entry -> entry.path("type").asText().equals(type)
                        && entry.path("compartment").asText().equals(compartment))
                .count();
    }

    /// The newest `agent.started`; missing when there is none among the newest entries.
    JsonNode started() throws IOException, InterruptedException {
        return newest().stream()
                .filter(entry -> entry.path("type").asText().equals("agent.started"))
                .findFirst()
                .orElse(Rest.JSON.missingNode());
    }

    /// How many of the newest entries are an agent's start.
    long countStarts() throws IOException, InterruptedException {
        return newest().stream()
                .filter(entry -> entry.path("type").asText().equals("agent.started"))
                .count();
    }

    /// A word about the supply, such as `state`.
    String power(String word) throws IOException, InterruptedException {
        return twin().path("power").path(word).asText();
    }

    /// The latest sample of a metric, or NaN.
    double sample(String metric) throws IOException, InterruptedException {
        return rest.found("/api/v1/banks/" + id + "/telemetry")
                .path("latest")
                .path(metric)
                .path("value")
                .asDouble(Double.NaN);
    }

    /// @return the command's id
    String unlock(String compartment) throws IOException, InterruptedException {
        return command(Rest.JSON.createObjectNode().put("kind", "unlock").put("compartment", compartment));
    }

    /// @return the command's id
    String reboot(String level) throws IOException, InterruptedException {
        return command(Rest.JSON.createObjectNode().put("kind", "reboot").put("level", level));
    }

    /// Waits until a command has ended.
    JsonNode ended(String command) {
        Await.until(
                "command " + command + " ends",
                PATIENCE,
                () -> find(command).path("end").asBoolean());
        try {
            return find(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode find(String command) throws IOException, InterruptedException {
        return rest.found("/api/v1/commands/" + command);
    }

    private String command(ObjectNode body) throws IOException, InterruptedException {
        body.put("reason", "hardware lab");
        Rest.Answer answer = rest.post(
                "/api/v1/banks/" + id + "/commands", body, UUID.randomUUID().toString());
        if (!answer.isOk()) {
            throw new AssertionError("asking answered " + answer);
        }
        return answer.body().path("id").asText();
    }
}
