package io.lockward.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// People with good manners, who keep asking for a door that is shut and that nobody is waiting for: what happens to
/// their commands is nobody's fault but the system's. Thread rule: any thread; works on one of its own.
final class Residents implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(250);

    private final Rest rest;
    private final String bank;
    private final List<String> doors;
    private final Set<String> accepted = new TreeSet<>();
    private final Thread thread;
    private volatile boolean leaving;

    private Residents(Rest rest, String bank, List<String> doors) {
        this.rest = rest;
        this.bank = bank;
        this.doors = doors;
        this.thread = Thread.ofPlatform().daemon().name("residents").unstarted(this::work);
    }

    static Residents start(Rest rest, String bank, List<String> doors) {
        Residents residents = new Residents(rest, bank, doors);
        residents.thread.start();
        return residents;
    }

    /// Ids of the commands that the cloud accepted.
    synchronized Set<String> accepted() {
        return new TreeSet<>(accepted);
    }

    @Override
    public void close() {
        leaving = true;
        try {
            thread.join(Duration.ofMinutes(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        for (int turn = 0; !leaving; turn++) {
            try {
                ask(doors.get(turn % doors.size()));
            } catch (IOException _) {
                // The service is away; they come again.
            } catch (InterruptedException _) {
                return;
            }
            Await.pass(PACE);
        }
    }

    private void ask(String door) throws IOException, InterruptedException {
        if (!shut().contains(door) || waitedFor().contains(door)) {
            return;
        }
        Rest.Answer answer = rest.post(
                "/api/v1/banks/" + bank + "/commands",
                Rest.JSON
                        .createObjectNode()
                        .put("kind", "unlock")
                        .put("compartment", door)
                        .put("reason", "at the door"),
                null);
        if (answer.isOk()) {
            synchronized (this) {
                accepted.add(answer.body().path("id").asText());
            }
        }
    }

    private Set<String> shut() throws IOException, InterruptedException {
        Set<String> shut = new HashSet<>();
        for (JsonNode compartment : rest.found("/api/v1/banks/" + bank).path("compartments")) {
            if (compartment.path("door").path("state").asText().equals("closed")) {
                shut.add(compartment.path("id").asText());
            }
        }
        return shut;
    }

    private Set<String> waitedFor() throws IOException, InterruptedException {
        Set<String> waited = new HashSet<>();
        for (JsonNode command : rest.all("/api/v1/commands?bank=" + bank + "&state=open&limit=100")) {
            waited.add(command.path("compartment").asText());
        }
        return waited;
    }
}
