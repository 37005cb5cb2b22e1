package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One bank of the demo for one story: somebody to deliver to, somebody who delivers, hands at its doors, and what the
/// cloud knows of it. Thread rule: one thread.
final class StoryBank {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STEP = Duration.ofMillis(200);

    private final DemoProcess demo;
    private final Rest rest;
    private final String id;

    StoryBank(DemoProcess demo, Rest rest, String id) {
        this.demo = demo;
        this.rest = rest;
        this.id = id;
    }

    String id() {
        return id;
    }

    /// What its courier holds to the reader.
    String badge() {
        return "badge-" + id;
    }

    /// Makes a resident and a courier known, announces small parcels, and waits until the bank knows all of it and can
    /// do without the cloud.
    ///
    /// @param tracking of the parcels, letters and digits
    /// @return the parcels' ids, in that order
    List<String> expects(String... tracking) throws IOException, InterruptedException {
        ObjectNode recipient = Rest.JSON.createObjectNode().put("unit", "4B").put("name", "Ana Moreira");
        recipient.putArray("banks").add(id);
        ok(rest.put("/api/v1/recipients/" + id + "-4b", recipient));
        ObjectNode courier = Rest.JSON
                .createObjectNode()
                .put("label", "Parcel Express")
                .put("code", badge())
                .put(
                        "until",
                        Instant.now()
                                .plus(1, ChronoUnit.DAYS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        courier.putArray("banks").add(id);
        ok(rest.put("/api/v1/couriers/" + id + "-courier", courier));
        List<String> parcels = new ArrayList<>();
        for (String one : tracking) {
            ObjectNode parcel = Rest.JSON
                    .createObjectNode()
                    .put("bank", id)
                    .put("tracking", one)
                    .put("recipient", id + "-4b")
                    .put("size", "small");
            parcels.add(ok(rest.post("/api/v1/parcels", parcel, one)).path("id").asText());
        }
        awaitThat("the bank was told of its parcels", () -> {
            String told = journal().stream()
                    .filter(entry -> entry.path("type").asText().equals("tickets.applied"))
                    .map(JsonNode::toString)
                    .toList()
                    .toString();
            return parcels.stream().allMatch(told::contains);
        });
        return parcels;
    }

    void fault(String kind) throws IOException, InterruptedException {
        demo.world("/fault?kind=" + kind + "&bank=" + id);
    }

    /// Somebody's hands at a door: `put`, `take`, `close`, `jam`, `free`, `pry`.
    void hand(String kind, String door) throws IOException, InterruptedException {
        demo.world("/hand?kind=" + kind + "&bank=" + id + "&door=" + door);
    }

    /// The code in a letter to a parcel's recipient, which must say this door.
    ///
    /// @param kind of news, such as `waiting`
    String code(String kind, String tracking, String door) {
        return letter(kind, tracking, door + ", pickup code ([0-9]{8})");
    }

    /// Waits for a letter to a parcel's recipient.
    ///
    /// @param rest of its line after the bank, with one group
    String letter(String kind, String tracking, String rest) {
        return demo.printed(
                Pattern.compile("A letter, parcel\\." + kind + ": " + tracking + " at " + id + " ?" + rest),
                "the letter that " + tracking + " is " + kind);
    }

    JsonNode twin() throws IOException, InterruptedException {
        return rest.found("/api/v1/banks/" + id);
    }

    JsonNode compartment(String door) throws IOException, InterruptedException {
        for (JsonNode one : twin().path("compartments")) {
            if (one.path("id").asText().equals(door)) {
                return one;
            }
        }
        throw new AssertionError("there is no " + door);
    }

    JsonNode parcel(String parcel) throws IOException, InterruptedException {
        return rest.found("/api/v1/parcels/" + parcel + "?bank=" + id);
    }

    /// Every entry that the cloud has of it, oldest first.
    List<JsonNode> journal() throws IOException, InterruptedException {
        List<JsonNode> entries = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = rest.found(
                    "/api/v1/banks/" + id + "/entries?limit=100" + (before.isEmpty() ? "" : "&before=" + before));
            page.path("items").forEach(entries::add);
            before = page.path("next").asText("");
        } while (!before.isEmpty() && !before.equals("null"));
        return entries.reversed();
    }

    /// The entries of a type that say this.
    Stream<JsonNode> entries(String type, String words) throws IOException, InterruptedException {
        return journal().stream()
                .filter(entry -> entry.path("type").asText().equals(type)
                        && entry.path("entry").toString().contains(words));
    }

    void awaitEntry(String type, String words) {
        awaitThat(
                id + " writes " + type + " with " + words,
                () -> entries(type, words).findAny().isPresent());
    }

    void awaitTwin(String said, Predicate<JsonNode> fact) {
        awaitThat(said, () -> fact.test(twin()));
    }

    void awaitParcel(String parcel, String state) {
        awaitThat(
                "the parcel is " + state,
                () -> parcel(parcel).path("state").asText().equals(state));
    }

    void awaitThat(String said, Callable<Boolean> fact) {
        Await.until(said, PATIENCE, STEP, fact);
    }

    /// Every alarm it ever had, as `kind on subject: severity, state`.
    List<String> alarms() throws IOException, InterruptedException {
        List<String> alarms = new ArrayList<>();
        for (JsonNode alarm : rest.all("/api/v1/alarms?state=all&bank=" + id)) {
            alarms.add(
                    alarm.path("kind").asText() + " on " + alarm.path("subject").asText() + ": "
                            + alarm.path("severity").asText() + ", "
                            + alarm.path("state").asText());
        }
        return alarms.stream().sorted().toList();
    }

    /// Waits until these and no others are the alarms it ever had: somebody is called for those that are not of
    /// severity info.
    void awaitAlarms(String... expected) {
        String[] seen = {""};
        try {
            awaitThat("its alarms are " + List.of(expected), () -> {
                seen[0] = alarms().toString();
                return seen[0].equals(List.of(expected).toString());
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; they are " + seen[0], e);
        }
    }

    /// Incidents that name it, open or not: for those somebody is called.
    List<String> incidents() throws IOException, InterruptedException {
        return rest.all("/api/v1/incidents?state=all").stream()
                .map(JsonNode::toString)
                .filter(incident -> incident.contains('"' + id + '"'))
                .toList();
    }

    /// Where its books and its sensors do not agree now.
    List<String> differences() throws IOException, InterruptedException {
        List<String> kinds = new ArrayList<>();
        for (JsonNode one : rest.found("/api/v1/reconciliation?bank=" + id).path("items")) {
            kinds.add(one.path("kind").asText() + ' ' + one.path("compartment").asText());
        }
        return kinds;
    }

    /// Its open cases that nobody asked for, oldest first, each with its kind and door.
    List<String> ownCases() throws IOException, InterruptedException {
        List<String> cases = new ArrayList<>();
        for (JsonNode one : rest.all("/api/v1/cases?state=open&bank=" + id)) {
            if (one.path("openedBy").asText().equals("lockward")) {
                cases.add(one.path("kind").asText()
                        + ' '
                        + one.path("compartment").asText());
            }
        }
        return cases.reversed();
    }

    /// Asks for a command and waits for its end.
    ///
    /// @return the command
    JsonNode command(String kind, String door, String reason) throws IOException, InterruptedException {
        return command(Rest.JSON
                .createObjectNode()
                .put("kind", kind)
                .put("compartment", door)
                .put("reason", reason));
    }

    private JsonNode command(ObjectNode wish) throws IOException, InterruptedException {
        JsonNode asked = ok(rest.post("/api/v1/banks/" + id + "/commands", wish, null));
        JsonNode[] newest = {asked};
        awaitThat(wish + " has its end", () -> {
            newest[0] = rest.found("/api/v1/commands/" + asked.path("id").asText());
            return newest[0].path("end").asBoolean();
        });
        return newest[0];
    }

    /// Support says: look, the screen is blinking.
    ///
    /// @return the command when it has ended
    JsonNode locate() throws IOException, InterruptedException {
        return command(
                Rest.JSON.createObjectNode().put("kind", "locate").put("reason", "a resident asks which locker it is"));
    }

    /// Every step of a parcel's story that its bank told names the entry that shows it.
    void assertEvidence(String parcel) throws IOException, InterruptedException {
        List<JsonNode> journal = journal();
        for (JsonNode step : parcel(parcel).path("steps")) {
            long seq = step.path("evidence").path("seq").asLong(-1);
            assertTrue(
                    step.path("what").asText().equals("announced")
                            || journal.stream()
                                    .anyMatch(entry -> entry.path("seq").asLong() == seq
                                            && entry.path("type")
                                                    .asText()
                                                    .equals(step.path("what").asText())),
                    () -> "no entry shows " + step);
        }
    }

    private static JsonNode ok(Rest.Answer answer) {
        assertTrue(answer.isOk(), answer::toString);
        return answer.body();
    }
}
