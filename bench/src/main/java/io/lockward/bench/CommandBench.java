package io.lockward.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lockward.agent.BankKey;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The round trip of an unlock (REST, decision and outbox in PostgreSQL, signature, broker, a whole agent with its
/// journal on the disk, back through ingest, long poll) against a raw MQTT 5 echo through the same broker, in turns of
/// one block each.
final class CommandBench {
    private static final String BANK = "bench-command";
    private static final int BLOCK = 20;
    private static final int WARM_UP = 60;
    private static final Set<String> ACTED = Set.of("acting", "verifying", "verified");

    private final Stage stage;
    private final Figures figures;
    private final int unlocks;
    /// A second. The agent verifies at most 20 signatures a second, `CommandGate`.
    private final int rate;

    private final List<Double> answered = new ArrayList<>();
    private final List<Double> acted = new ArrayList<>();
    private final List<Double> verified = new ArrayList<>();
    private final List<Double> echoes = new ArrayList<>();

    /// Milliseconds from the request until the service answered it, was known to have acted, and was verified.
    private record Trip(double answered, double acted, double verified) {}

    CommandBench(Stage stage, Figures figures, Options options) {
        this.stage = stage;
        this.figures = figures;
        this.unlocks = options.get("unlocks", 240);
        this.rate = options.get("rate", 10);
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        Stage.Broker broker = stage.broker(List.of(BANK, Echo.ASKED, Echo.ANSWERED));
        Stage.Cloud cloud = stage.cloud(broker);
        figures.progress("starting the agent");
        List<CompartmentId> compartments = BenchAgent.compartments();
        Rest rest = new Rest(
                cloud.address(),
                Files.readString(cloud.data().resolve("api-key")).strip());
        Path journal = Files.createDirectories(stage.folder().resolve("journal"));
        rest.register(BANK, BankKey.in(journal).verifyingKey().x());
        stage.own(BenchAgent.start(BANK, broker, cloud.data().resolve("keys"), journal));
        awaitOnline(rest);
        try (Clients clients = new Clients(broker)) {
            Echo echo = new Echo(clients);
            figures.progress("warming up");
            paced(WARM_UP, i -> () -> unlock(rest, compartments.get(i % compartments.size())));
            paced(WARM_UP, _ -> echo::once);
            for (int done = 0; done < unlocks; done += BLOCK) {
                int first = done;
                for (double millis : this.<Double>paced(BLOCK, _ -> echo::once)) {
                    echoes.add(millis);
                }
                for (Trip trip :
                        paced(BLOCK, i -> () -> unlock(rest, compartments.get((first + i) % compartments.size())))) {
                    answered.add(trip.answered());
                    acted.add(trip.acted());
                    verified.add(trip.verified());
                }
            }
        }
        report();
    }

    private void report() {
        Percentiles echo = new Percentiles(echoes);
        Percentiles toActed = new Percentiles(acted);
        Percentiles toVerified = new Percentiles(verified);
        figures.figure("unlocks", toVerified.count(), "commands");
        figures.percentiles("mqtt-echo", echo);
        figures.percentiles("unlock-answered", new Percentiles(answered));
        figures.percentiles("unlock-acted", toActed);
        figures.percentiles("unlock-verified", toVerified);
        figures.figure("verified-ratio-p50", toVerified.at(50) / echo.at(50), "x");
        figures.figure("verified-ratio-p99", toVerified.at(99) / echo.at(99), "x");
        figures.figure("acted-ratio-p50", toActed.at(50) / echo.at(50), "x");
        figures.figure("acted-ratio-p99", toActed.at(99) / echo.at(99), "x");
    }

    private interface Numbered<T> {
        Callable<T> at(int number);
    }

    /// Begins one every 1/rate seconds, whether or not the one before has ended.
    private <T> List<T> paced(int count, Numbered<T> work) throws InterruptedException, ExecutionException {
        List<Future<T>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = start + TimeUnit.SECONDS.toNanos(1) * i / rate;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                running.add(threads.submit(work.at(i)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static Trip unlock(Rest rest, CompartmentId compartment) throws IOException, InterruptedException {
        JsonNode body = new JsonMapper()
                .createObjectNode()
                .put("kind", "unlock")
                .put("compartment", compartment.toString())
                .put("reason", "measuring the round trip");
        long start = System.nanoTime();
        JsonNode command = rest.post("/api/v1/banks/" + BANK + "/commands", body);
        double answered = millisSince(start);
        double acted = Double.NaN;
        String id = command.path("id").asText();
        while (true) {
            String state = command.path("state").asText();
            if (Double.isNaN(acted) && ACTED.contains(state)) {
                acted = millisSince(start);
            }
            if (state.equals("verified")) {
                return new Trip(answered, acted, millisSince(start));
            }
            if (command.path("end").asBoolean()) {
                throw new IOException("an unlock ended otherwise: " + command);
            }
            command = rest.get("/api/v1/commands/" + id + "?wait=10&known=" + state);
        }
    }

    private static void awaitOnline(Rest rest) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                if (rest.get("/api/v1/banks/" + BANK).toString().contains("\"online\"")) {
                    return;
                }
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the bank does not come online", e);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the bank does not come online");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e6;
    }
}
