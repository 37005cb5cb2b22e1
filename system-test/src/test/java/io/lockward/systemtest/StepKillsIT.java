package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at every step of a command, in the agent and in the cloud service, while somebody keeps asking for
/// doors. The agent dies at its own rims ([KillPoint]), the cloud service on its wires ([CloudKill]): each dies
/// exactly where the command is. Once at each step; `-Dlong=true` makes it 300 kills.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StepKillsIT {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final int AGENT_ROUNDS = LONG ? 14 : 1;
    private static final int CLOUD_ROUNDS = LONG ? 8 : 1;
    private static final String BANK = "mortal-bank-1";
    private static final int MOVES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private TestFleet fleet;
    private AgentProcess agent;
    private Operator operator;
    private Checker checker;
    private StepTable table;
    private long started;

    @BeforeAll
    void startEverything(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException, InterruptedException {
        started = System.nanoTime();
        fleet = TestFleet.start(folder, List.of(BANK));
        agent = fleet.agent(BANK, fleet.services.brokerPort());
        checker = new Checker(agent.folder(), BANK, fleet.services, fleet.cloud.rest());
        table = new StepTable(checker);
        operator = Operator.start(fleet.cloud.rest(), BANK, FaultAgent.COMMANDED, Duration.ofMillis(300));
    }

    @AfterAll
    void stopEverything() {
        TestFleet.end(operator, agent, fleet);
    }

    @Test
    @Order(1)
    void theAgentDiesAtEveryStep() throws IOException {
        for (int round = 0; round < AGENT_ROUNDS; round++) {
            for (AgentStep step : AgentStep.values()) {
                agent.start(MOVES, step);
                agent.awaitOwnEnd(PATIENCE);
                table.killed("agent: " + step.words, Instant.now());
            }
        }
        agent.start(0);
    }

    @Test
    @Order(2)
    void theCloudServiceDiesAtEveryStep() throws Exception {
        TestServices services = fleet.services;
        CloudProcess cloud = fleet.cloud;
        // Its database stays; from now on the service is a guest there, so that what they say can be listened to.
        cloud.kill();
        CloudKill kill = new CloudKill(cloud::kill);
        Path wires = Files.createTempDirectory("lockward-wire");
        try (Wire signer = Wire.unix(wires.resolve("s"), cloud.signerSocket(), Wire.Language.LINES, kill::signer);
                Wire database = Wire.tcp(services.databasePort(), Wire.Language.POSTGRESQL, kill::database);
                Wire broker = Wire.tcp(services.brokerPort(), Wire.Language.MQTT, kill::broker)) {
            Map<String, String> settings = new HashMap<>(services.databaseSettings(database.port()));
            settings.put("lockward.mqtt.port", String.valueOf(broker.port()));
            settings.put(CloudProcess.SIGNER, signer.path().toString());
            cloud.start(settings);
            for (int round = 0; round < CLOUD_ROUNDS; round++) {
                for (CloudStep step : CloudStep.values()) {
                    kill.arm(step);
                    Await.until("a command crosses " + step, PATIENCE, Duration.ofMillis(20), kill::hasStruck);
                    table.killed("cloud: " + step.words, Instant.now());
                    cloud.start(settings);
                }
            }
            everyCommandEnds();
        } finally {
            Folders.delete(wires);
        }
    }

    private void everyCommandEnds() throws Exception {
        operator.close();
        Await.until(
                "every command has ended",
                Duration.ofSeconds(150),
                Duration.ofMillis(500),
                () -> CloudLedger.openCommands(fleet.services, BANK) == 0);
        Await.until("everything has arrived", PATIENCE, Duration.ofMillis(500), checker::isDrained);
        agent.kill();
        Set<String> asked = operator.accepted();
        Checker.Verdict verdict = checker.check(asked);
        table.ended(fleet.cloud.rest().all("/api/v1/commands?bank=" + BANK + "&limit=100"));
        table.lines().forEach(StepKillsIT::say);
        say("commands " + asked.size() + ", " + verdict.line() + ", seconds "
                + Duration.ofNanos(System.nanoTime() - started).toSeconds());
        verdict.mustBeClean();
        StepTable.Row total = table.total();
        assertEquals(
                new StepTable.Row(
                        AgentStep.values().length * AGENT_ROUNDS + CloudStep.values().length * CLOUD_ROUNDS,
                        0,
                        0,
                        0,
                        total.ends()),
                total);
        assertEquals(
                asked.size(),
                total.ends().values().stream().mapToInt(Integer::intValue).sum(),
                "commands asked for and commands that ended");
    }

    private static void say(String line) {
        System.out.println("[step kills] " + line);
    }
}
