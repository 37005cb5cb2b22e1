package io.lockward.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/// What a bank's state must be: a fold over its journal written for this test alone. Each subject is
/// `word@sequence number` of the newest entry about it.
final class Replay {
    private Replay() {}

    /// From the entries.
    static Map<String, String> of(JournalOnDisk journal) {
        Map<String, String> state = new TreeMap<>();
        for (JournalOnDisk.Entry entry : journal.entries().values()) {
            JsonNode json = entry.json();
            String type = json.path("type").asText();
            String compartment = json.path("compartment").asText();
            switch (type) {
                case "door.opened" -> state.put("door/" + compartment, "open@" + entry.seq());
                case "door.closed" -> state.put("door/" + compartment, "closed@" + entry.seq());
                case "door.jammed" -> state.put("door/" + compartment, "jammed@" + entry.seq());
                case "lock.pulsed" ->
                    state.put("lock/" + compartment, json.path("id").asText() + "@" + entry.seq());
                case "power.lost" -> state.put("power", "battery@" + entry.seq());
                case "power.restored" -> state.put("power", "mains@" + entry.seq());
                case "power.low" -> state.put("power", "low@" + entry.seq());
                case "power.unknown" -> state.put("power", "unknown@" + entry.seq());
                case "power.shutdown" -> state.put("power", "shut-down@" + entry.seq());
                case "kiosk.frozen" -> state.put("kiosk", "frozen@" + entry.seq());
                case "kiosk.recovered" -> state.put("kiosk", "ok@" + entry.seq());
                default -> {
                    // Says nothing about these subjects.
                }
            }
        }
        return state;
    }

    /// The same subjects as the cloud shows them.
    ///
    /// @param twin the answer of `GET /api/v1/banks/{bank}`
    static Map<String, String> shown(JsonNode twin) {
        Map<String, String> state = new TreeMap<>();
        for (JsonNode compartment : twin.path("compartments")) {
            String id = compartment.path("id").asText();
            add(state, "door/" + id, compartment.path("door"), "state");
            add(state, "lock/" + id, compartment.path("lock"), "id");
        }
        add(state, "power", twin.path("power"), "state");
        add(state, "kiosk", twin.path("kiosk"), "state");
        return state;
    }

    private static void add(Map<String, String> state, String subject, JsonNode value, String word) {
        if (value.path("seq").asLong() > 0) {
            state.put(
                    subject, value.path(word).asText() + "@" + value.path("seq").asLong());
        }
    }
}
