package io.lockward.systemtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Somebody who keeps asking for doors over REST, whatever breaks. A request whose answer was lost is made again with
/// the same idempotency key. Thread rule: any thread; works on one of its own.
public final class Operator implements AutoCloseable {
    private final Rest rest;
    private final String bank;
    private final List<String> compartments;
    private final Duration pace;
    private final Set<String> accepted = new TreeSet<>();
    private final Thread thread;
    private long refused;
    private long repeated;
    private volatile boolean leaving;

    private Operator(Rest rest, String bank, List<String> compartments, Duration pace) {
        this.rest = rest;
        this.bank = bank;
        this.compartments = compartments;
        this.pace = pace;
        this.thread = Thread.ofPlatform().daemon().name("operator").unstarted(this::work);
    }

    public static Operator start(Rest rest, String bank, List<String> compartments, Duration pace) {
        Operator operator = new Operator(rest, bank, compartments, pace);
        operator.thread.start();
        return operator;
    }

    /// Ids of the commands that the cloud accepted.
    public synchronized Set<String> accepted() {
        return new TreeSet<>(accepted);
    }

    /// How often the cloud said no, for example because the bank was offline.
    public synchronized long refused() {
        return refused;
    }

    /// How often an answer was lost and the request made again.
    public synchronized long repeated() {
        return repeated;
    }

    @Override
    public void close() {
        leaving = true;
        try {
            thread.join(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        for (int turn = 0; !leaving; turn++) {
            ObjectNode body = Rest.JSON
                    .createObjectNode()
                    .put("kind", "unlock")
                    .put("compartment", compartments.get(turn % compartments.size()))
                    .put("reason", "fault test");
            String key = UUID.randomUUID().toString();
            while (!ask(body, key)) {
                Await.pass(Duration.ofMillis(200));
            }
            Await.pass(pace);
        }
    }

    /// @return whether there was an answer
    private boolean ask(ObjectNode body, String key) {
        try {
            Rest.Answer answer = rest.post("/api/v1/banks/" + bank + "/commands", body, key);
            boolean answered = answer.status() < 500;
            synchronized (this) {
                if (answer.isOk()) {
                    accepted.add(answer.body().path("id").asText());
                } else if (answered) {
                    refused++;
                } else {
                    repeated++;
                }
            }
            return answered;
        } catch (IOException _) {
            synchronized (this) {
                repeated++;
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leaving = true;
            return true;
        }
    }
}
