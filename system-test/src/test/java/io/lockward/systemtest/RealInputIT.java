package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.agent.BankKey;
import io.lockward.launcher.Child;
import io.lockward.launcher.PrivateFile;
import io.lockward.launcher.Programs;
import io.lockward.simulator.fleet.FleetKeys;
import io.lockward.simulator.nut.NutDaemon;
import io.lockward.simulator.nut.UpsStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The agent's own program reads a real `upsd` whose UPS replays a discharge, and speaks through a real broker with a
/// cloud service on a real PostgreSQL; the story is then read over REST.
class RealInputIT {
    private static final String BANK = "real-input-1";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LOW = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aDischargeEndsInAnOrderlyShutdownAndItsAlarmsCloseWhenMainsReturn() throws Exception {
        assertTrue(NutDaemon.isInstalled(), "needs upsd and dummy-ups: apt-get install nut-server");
        try (TestServices services = TestServices.start(folder, List.of("cloud"), List.of(BANK));
                CloudProcess cloud = new CloudProcess(folder, services);
                NutDaemon ups = NutDaemon.start(folder, "lobby", UpsStep.MAINS, Duration.ofSeconds(15))) {
            cloud.start();
            Rest rest = cloud.rest();
            refusesWithoutAKey(cloud);
            Path journal = Files.createDirectories(folder.resolve("controller/journal"));
            register(rest, BankKey.in(journal).verifyingKey().x());
            Path config = configure(services, cloud, ups);

            try (Child agent = startAgent(config, 1)) {
                await(rest, "the bank is online on mains", "online", "mains");
                // As recorded: each stage stands until the cloud has heard of the bank's judgement of it.
                ups.say(UpsStep.OUTAGE.get(1));
                await(rest, "the bank is on battery", "online", "battery");
                awaitAlarm(rest, "on-battery", true);
                ups.say(UpsStep.OUTAGE.get(2));
                ups.say(UpsStep.OUTAGE.get(3));
                ups.say(UpsStep.OUTAGE.get(LOW));
                Await.until("the agent halts its bank in good order", PATIENCE, () -> !agent.isAlive());
            }
            awaitStory(rest, List.of("power.lost", "power.low", "power.shutdown"));
            assertEquals("shut-down", twin(rest).path("power").path("state").asText());
            awaitAlarm(rest, "battery-low", true);

            ups.say(UpsStep.OUTAGE.get(LOW + 2));
            ups.say(UpsStep.MAINS);
            try (Child agent = startAgent(config, 2)) {
                await(rest, "the bank is back on mains", "online", "mains");
                awaitStory(rest, List.of("power.lost", "power.low", "power.shutdown", "power.restored"));
                awaitAlarm(rest, "on-battery", false);
                awaitAlarm(rest, "battery-low", false);
                assertTrue(agent.isAlive());
            }
            JsonNode started = rest.found("/api/v1/banks/" + BANK + "/entries?type=agent.started&limit=10")
                    .path("items");
            assertEquals(2, started.size());
            assertTrue(started.get(0).path("entry").path("expected").asBoolean(), "announced by power.shutdown");
            System.out.println("[real input] discharge from a real upsd, told over REST: " + powerStory(rest));
        }
    }

    private static void refusesWithoutAKey(CloudProcess cloud) throws IOException, InterruptedException {
        try (Rest stranger = new Rest(cloud.address(), "");
                Rest thief = new Rest(cloud.address(), "not-a-key")) {
            assertEquals(401, stranger.get("/api/v1/banks").status());
            assertEquals(401, thief.get("/api/v1/banks").status());
        }
    }

    private static void register(Rest rest, String publicKey) throws IOException, InterruptedException {
        ObjectNode body = Rest.JSON
                .createObjectNode()
                .put("id", BANK)
                .put("name", "Real input")
                .put("publicKey", publicKey);
        body.putObject("site").put("id", "lab").put("name", "Lab").put("timeZone", "Europe/Lisbon");
        body.putObject("layout")
                .putArray("columns")
                .addObject()
                .put("id", "A")
                .putArray("compartments")
                .addObject()
                .put("id", "A01")
                .put("size", "M");
        assertTrue(rest.post("/api/v1/banks", body, null).isOk());
    }

    private Path configure(TestServices services, CloudProcess cloud, NutDaemon ups) throws IOException {
        Path home = Files.createDirectories(folder.resolve("controller"));
        PrivateFile.write(home.resolve("broker-password"), services.password(BANK));
        PrivateFile.write(home.resolve("ups-password"), NutDaemon.PASSWORD);
        String root = Files.readString(cloud.keys().resolve(FleetKeys.ROOT_KEY)).strip();
        return Files.writeString(home.resolve("agent.conf"), """
                bank = %s
                broker.url = tcp://127.0.0.1:%d
                broker.password-file = broker-password
                hardware = none
                compartment.A01 = size M
                ups.name = %s
                ups.host = 127.0.0.1
                ups.port = %d
                ups.user = %s
                ups.password-file = ups-password
                kiosk = no
                journal.folder = journal
                controller = dry-run
                root-key = %s
                key-set-file = %s
                """.formatted(
                        BANK,
                        services.brokerPort(),
                        ups.ups(),
                        ups.port(),
                        NutDaemon.USER,
                        root,
                        cloud.keys().resolve(FleetKeys.KEY_SET)));
    }

    private Child startAgent(Path config, int number) {
        List<String> command = new java.util.ArrayList<>(Programs.find().java("edge-agent", "io.lockward.agent.Main"));
        command.addAll(List.of("run", "--config", config.toString()));
        return Child.start("agent", folder.resolve("log/agent-" + number + ".log"), command, Map.of());
    }

    private static JsonNode twin(Rest rest) throws IOException, InterruptedException {
        return rest.found("/api/v1/banks/" + BANK);
    }

    private static void await(Rest rest, String fact, String presence, String power) {
        Await.until(fact, PATIENCE, Duration.ofMillis(250), () -> {
            JsonNode twin = twin(rest);
            return twin.path("presence").path("state").asText().equals(presence)
                    && twin.path("power").path("state").asText().equals(power);
        });
    }

    private static void awaitAlarm(Rest rest, String kind, boolean open) {
        String wanted = open ? "open" : "closed";
        Await.until(
                "the alarm " + kind + " is " + wanted,
                PATIENCE,
                Duration.ofMillis(250),
                () -> rest.all("/api/v1/alarms?bank=" + BANK + "&state=all").stream()
                        .filter(alarm -> alarm.path("kind").asText().equals(kind))
                        .map(alarm -> alarm.path("state").asText())
                        .toList()
                        .equals(List.of(wanted)));
    }

    private static void awaitStory(Rest rest, List<String> story) {
        Await.until(
                "the story is " + story,
                PATIENCE,
                Duration.ofMillis(250),
                () -> powerStory(rest).equals(story));
    }

    /// Types of the entries about power, oldest first, from the loss of mains on.
    private static List<String> powerStory(Rest rest) throws IOException, InterruptedException {
        List<String> types = new java.util.ArrayList<>();
        for (JsonNode item :
                rest.found("/api/v1/banks/" + BANK + "/entries?limit=200").path("items")) {
            String type = item.path("type").asText();
            if (type.startsWith("power.")) {
                types.addFirst(type);
            }
        }
        int lost = types.indexOf("power.lost");
        return lost < 0 ? List.of() : types.subList(lost, types.size());
    }
}
