package io.lockward.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.cli.Cloud;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.cli.World;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A power flicker in the middle of a delivery on Friday afternoon: mains lost while a courier's door is open, the
/// door closed on battery, the network lost too, mains back, network back, and nothing missing.
final class FridayScenario {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cloud cloud;
    private final World world;
    private final PrintWriter out;
    private final String bank;
    private final String door;

    FridayScenario(Cloud cloud, World world, PrintWriter out, FleetPlan.Bank bank) {
        this.cloud = cloud;
        this.world = world;
        this.out = out;
        this.bank = bank.id();
        this.door = bank.compartments().getFirst();
    }

    /// Plays the story once, and says what it saw rather than what it hoped.
    void play() throws InterruptedException {
        tell("Friday, a busy afternoon at " + bank + ". A courier asks for door " + door + ".");
        await(
                "the bank is online",
                twin -> twin.path("presence").path("state").asText().equals("online"));
        ObjectNode unlock = new JsonMapper()
                .createObjectNode()
                .put("kind", "unlock")
                .put("compartment", door)
                .put("reason", "Friday scenario: courier delivers a parcel");
        String command = cloud.post("/api/v1/banks/" + bank + "/commands", unlock, true)
                .path("id")
                .asText();
        await("door " + door + " is open", twin -> door(twin).equals("open"));
        tell("Door " + door + " is open, the parcel goes in. The lights flicker: mains are gone.");
        world.cause("mains-loss", bank);
        await(
                "the bank runs on its battery",
                twin -> twin.path("power").path("state").asText().equals("battery"));
        await(
                "the courier closed door " + door + " on battery",
                twin -> door(twin).equals("closed"));
        tell("The unlock ended "
                + cloud.get("/api/v1/commands/" + command).path("state").asText()
                + ". Now the router's own battery dies: no network.");
        long before =
                cloud.get("/api/v1/banks/" + bank).path("journal").path("upTo").asLong();
        world.cause("network-loss", bank);
        await(
                "the cloud says it lost the bank",
                twin -> !twin.path("presence").path("state").asText().equals("online"));
        world.cause("mains-back", bank);
        tell("Mains return while nobody is listening. The bank writes it into its journal and waits.");
        TimeUnit.SECONDS.sleep(6);
        world.cause("network-back", bank);
        await(
                "the bank is back",
                twin -> twin.path("presence").path("state").asText().equals("online"));
        await(
                "the queue is drained: mains are back",
                twin -> twin.path("power").path("state").asText().equals("mains"));
        JsonNode journal = cloud.get("/api/v1/banks/" + bank).path("journal");
        tell("Entries " + (before + 1) + " to " + journal.path("upTo").asLong()
                + " arrived in order, without a hole. Nobody had to walk over.");
    }

    private String door(JsonNode twin) {
        for (JsonNode compartment : twin.path("compartments")) {
            if (compartment.path("id").asText().equals(door)) {
                return compartment.path("door").path("state").asText();
            }
        }
        return "unknown";
    }

    private void await(String fact, Predicate<JsonNode> holds) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.test(cloud.get("/api/v1/banks/" + bank))) {
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        ExitCode.TIMED_OUT, "the scenario waited " + PATIENCE.toSeconds() + " s for: " + fact);
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        tell("  seen: " + fact);
    }

    private void tell(String sentence) {
        out.println(sentence);
        out.flush();
    }
}
