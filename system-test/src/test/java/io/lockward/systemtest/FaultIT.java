package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// One running Lockward that everything is done to: its agent, its broker and its cloud service are killed while a busy
/// bank writes, publishes and is asked for doors. After each kind of fault a checker that shares no code with the
/// product compares disk, database, REST and locks. `-Dlong=true` does all counts, else a tenth to a fifth of them.
/// Kills at random moments; those at each step of a command are in [StepKillsIT].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultIT {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final int AGENT_KILLS = LONG ? 200 : 20;
    private static final int BROKER_WIPES = LONG ? 20 : 4;
    private static final int CLOUD_KILLS = LONG ? 50 : 5;
    private static final int NETWORK_FAULTS = LONG ? 40 : 8;

    private static final String BANK = "busy-bank-1";
    private static final String SHUFFLED = "shuffled-bank-1";
    private static final int MOVES = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Random random = new Random(20_261_122);
    private final Set<String> asked = new TreeSet<>();

    private Path folder;
    private TestFleet fleet;
    private TestServices services;
    private CloudProcess cloud;
    private FaultProxy network;
    private AgentProcess agent;
    private Operator operator;
    private Checker checker;
    private long started;

    @BeforeAll
    void startEverything(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path fresh)
            throws IOException, InterruptedException {
        folder = fresh;
        started = System.nanoTime();
        fleet = TestFleet.start(folder, List.of(BANK, SHUFFLED));
        services = fleet.services;
        cloud = fleet.cloud;
        network = new FaultProxy(services.brokerPort());
        agent = fleet.agent(BANK, network.port());
        checker = new Checker(agent.folder(), BANK, services, cloud.rest());
        agent.start(MOVES);
        operator = Operator.start(cloud.rest(), BANK, FaultAgent.COMMANDED, Duration.ofMillis(250));
    }

    @AfterAll
    void stopEverything() {
        TestFleet.end(operator, agent, network, fleet);
    }

    @Test
    @Order(1)
    void nothingIsLostOrDoneTwiceWhenTheAgentIsKilled() throws Exception {
        int kills = AGENT_KILLS - BROKER_WIPES - CLOUD_KILLS;
        for (int kill = 0; kill < kills; kill++) {
            if (kill % 3 == 2) {
                // In the middle of a command: its lock was driven just now, its end is not yet written.
                long pulses = pulses();
                Await.until("a lock is driven", PATIENCE, Duration.ofMillis(10), () -> pulses() > pulses);
            } else {
                work(kill % 3 == 0);
            }
            killAgent(kill % 5 == 4);
        }
        settle("agent kills " + kills);
    }

    @Test
    @Order(2)
    void nothingIsLostWhenTheBrokerIsWiped() throws Exception {
        for (int wipe = 0; wipe < BROKER_WIPES; wipe++) {
            work(true);
            services.wipeBroker();
            work(false);
            // Entries come up again as `work` shows; commands must be able to go down again too.
            Await.until(
                    "both links of the cloud are back",
                    PATIENCE,
                    () -> cloud.rest().get("/q/health/ready").isOk());
            killAgent(false);
        }
        settle("broker wipes " + BROKER_WIPES + ", agent kills " + BROKER_WIPES);
    }

    @Test
    @Order(3)
    void nothingIsLostWhenTheCloudIsKilledInTheMiddleOfBatches() throws Exception {
        for (int kill = 0; kill < CLOUD_KILLS; kill++) {
            work(true);
            cloud.kill();
            // The bank goes on alone; its agent dies in the meantime as well.
            work(false);
            killAgent(kill % 5 == 4);
            cloud.start();
        }
        settle("cloud kills " + CLOUD_KILLS + ", agent kills " + CLOUD_KILLS);
    }

    @Test
    @Order(4)
    void nothingIsLostWhenTheNetworkIsBad() throws Exception {
        for (int fault = 0; fault < NETWORK_FAULTS; fault++) {
            work(true);
            switch (fault % 4) {
                case 0 -> {
                    network.network(FaultProxy.Network.REFUSED);
                    network.cut();
                    work(false);
                }
                case 1 -> {
                    network.network(FaultProxy.Network.SLOW);
                    work(true);
                }
                case 2 -> {
                    network.network(FaultProxy.Network.HALF_OPEN);
                    work(false);
                }
                case 3 -> network.reset();
                default -> throw new IllegalStateException();
            }
            network.network(FaultProxy.Network.GOOD);
        }
        settle("network faults " + NETWORK_FAULTS);
    }

    @Test
    @Order(5)
    void runsAndCommandsThatComeAgainInAnyOrderChangeNothing() throws Exception {
        operator.close();
        asked.addAll(operator.accepted());
        List<MqttTap.Message> runs = new ArrayList<>(network.captured().of("entries"));
        List<MqttTap.Message> commands = new ArrayList<>(network.captured().of("commands"));
        assertTrue(runs.size() > 50 && commands.size() > 5, "runs " + runs.size() + ", commands " + commands.size());
        agent.kill();
        Collections.shuffle(runs, random);
        List<MqttTap.Message> again = runs.subList(0, Math.min(runs.size(), 600));
        try (RawClient thief = new RawClient(services.brokerPort(), BANK, BANK, services.password(BANK))) {
            again.forEach(run -> thief.publish(run.topic(), run.payload()));
        }
        agent.start(0);
        // What was on its way when the agent died may still come for the first time; once is right.
        long open = CloudLedger.openCommands(services, BANK);
        long pulsesBefore = pulses();
        try (RawClient repeater =
                new RawClient(services.brokerPort(), "repeater", "cloud", services.password("cloud"))) {
            List<MqttTap.Message> last = commands.subList(Math.max(0, commands.size() - 200), commands.size());
            Collections.shuffle(last, random);
            last.forEach(command -> repeater.publish(command.topic(), command.payload()));
        }
        settle("runs repeated " + again.size() + ", commands repeated " + Math.min(200, commands.size()));
        long moved = pulses() - pulsesBefore;
        assertTrue(moved <= open, () -> "repeated commands moved locks: " + moved + " pulses, open commands " + open);
    }

    @Test
    @Order(6)
    void runsThatArriveShuffledGiveTheSameState() throws Exception {
        // A bank whose agent never reached anybody, and whose runs are then brought in by a carrier without manners.
        AgentProcess lonely =
                new AgentProcess(folder.resolve(SHUFFLED), SHUFFLED, services.password(SHUFFLED), 9, cloud.keys());
        lonely.start(MOVES);
        Await.until(
                "the lonely bank has written a lot",
                PATIENCE,
                () -> Folders.bytes(lonely.folder().resolve("journal"), ".seg") > 150_000);
        lonely.kill();
        JournalOnDisk journal = JournalOnDisk.read(lonely.folder());
        List<byte[]> runs = new ArrayList<>();
        for (long first = 1; first <= journal.lastSeq(); ) {
            int count = (int) Math.min(1 + random.nextInt(20), journal.lastSeq() - first + 1);
            for (int copy = 0; copy <= random.nextInt(3); copy++) {
                runs.add(journal.run(first, count));
            }
            // Runs overlap now and then.
            first += random.nextInt(4) == 0 ? Math.max(1, count / 2) : count;
        }
        Collections.shuffle(runs, random);
        try (RawClient carrier =
                new RawClient(services.brokerPort(), SHUFFLED, SHUFFLED, services.password(SHUFFLED))) {
            runs.forEach(run -> carrier.publish("lockward/v1/" + SHUFFLED + "/entries", run));
        }
        Checker shuffled = new Checker(lonely.folder(), SHUFFLED, services, cloud.rest());
        Await.until("every run has arrived", PATIENCE, Duration.ofMillis(500), shuffled::isDrained);
        Checker.Verdict verdict = shuffled.check(Set.of());
        say("runs shuffled " + runs.size() + ", " + verdict.line());
        verdict.mustBeClean();
    }

    @Test
    @Order(7)
    void everyCommandComesToAnEnd() throws Exception {
        Await.until(
                "every command has ended",
                Duration.ofSeconds(150),
                Duration.ofSeconds(1),
                () -> CloudLedger.openCommands(services, BANK) == 0);
        List<JsonNode> commands = cloud.rest().all("/api/v1/commands?bank=" + BANK + "&limit=100");
        Set<String> shown = new TreeSet<>();
        java.util.Map<String, Integer> ends = new java.util.TreeMap<>();
        for (JsonNode command : commands) {
            assertTrue(command.path("end").asBoolean(), () -> "has not ended: " + command);
            shown.add(command.path("id").asText());
            ends.merge(command.path("state").asText(), 1, Integer::sum);
        }
        assertEquals(asked, shown, "commands asked for and commands shown");
        settle("all faults: agent kills " + AGENT_KILLS + ", broker wipes " + BROKER_WIPES + ", cloud kills "
                + CLOUD_KILLS + ", network faults " + NETWORK_FAULTS + ", commands " + asked.size() + " " + ends
                + ", open 0, refused " + operator.refused() + ", asked again " + operator.repeated());
        say("seconds " + Duration.ofNanos(System.nanoTime() - started).toSeconds());
    }

    /// Last of all: spoils the data in every way the checker claims to see.
    @Test
    @Order(8)
    void theCheckerFindsEverythingThatIsPlanted() throws Exception {
        agent.kill();
        Await.until("everything has arrived", PATIENCE, Duration.ofMillis(500), checker::isDrained);
        checker.check(asked).mustBeClean();
        spoil("delete from entry where bank = ? and seq = 1");
        spoil("insert into entry select * from entry where bank = ? and seq = 2");
        spoil("update entry set json = json || ' ' where bank = ? and seq = 3");
        spoil("update entry set seq = 9000000 where bank = ? and seq = 4");
        spoil("delete from reported where bank = ? and subject = 'door/" + FaultAgent.COMMANDED.getFirst() + "'");
        Files.writeString(
                agent.folder().resolve("pulses"), FaultAgent.COMMANDED.getFirst() + " 0\n", StandardOpenOption.APPEND);
        Checker.Verdict verdict = checker.check(asked);
        say("planted: " + verdict.line());
        // Entry 4 is gone from its place, and there is one where none should be.
        assertEquals(
                List.of(2L, 1L, 1L, 1L, 1L, 1L),
                List.of(
                        verdict.lost(),
                        verdict.twice(),
                        verdict.changed(),
                        verdict.invented(),
                        verdict.stateDiffers(),
                        verdict.pulsesWithoutCommand()));
        assertThrows(AssertionError.class, verdict::mustBeClean);
        assertTrue(checker.check(Set.of()).pulsesWithoutCommand() > 1, "commands that nobody asked for");
    }

    private void spoil(String statement) throws SQLException {
        try (Connection connection = services.database();
                PreparedStatement spoiling = connection.prepareStatement(statement)) {
            spoiling.setString(1, BANK);
            assertEquals(1, spoiling.executeUpdate(), statement);
        }
    }

    /// Lets the bank work for a stretch of random length.
    ///
    /// @param published until the cloud has got something new too, so that a fault strikes a working link
    private void work(boolean published) throws SQLException {
        Path journal = agent.folder().resolve("journal");
        Path archive = agent.folder().resolve("archive");
        long bytes = Folders.bytes(journal, ".seg") + Folders.bytes(archive, ".seg") + random.nextInt(20_000);
        long upTo = published ? CloudLedger.upTo(services, BANK) : 0;
        Await.until(
                published ? "the bank writes and publishes" : "the bank writes",
                PATIENCE,
                () -> Folders.bytes(journal, ".seg") + Folders.bytes(archive, ".seg") > bytes
                        && (!published || CloudLedger.upTo(services, BANK) > upTo));
    }

    private void killAgent(boolean withPower) {
        agent.kill();
        if (withPower) {
            BootFile.cutPower(agent.folder());
        }
        agent.start(MOVES);
    }

    /// Lets the bank come to rest, checks everything, and lets it work again.
    private void settle(String done) throws Exception {
        agent.kill();
        int tries = 0;
        do {
            agent.start(0);
            // Twice in a row: a quiet bank still writes what its last commands bring.
            for (int look = 0; look < 2; look++) {
                Await.until("everything has arrived", PATIENCE, Duration.ofMillis(500), checker::isDrained);
                Await.pass(Duration.ofMillis(500));
            }
            agent.kill();
            // A command may have come in just then; what it wrote has to arrive at the next start.
        } while (!checker.isDrained() && ++tries < 10);
        asked.addAll(operator.accepted());
        Checker.Verdict verdict = checker.check(asked);
        say(done + ", " + verdict.line());
        verdict.mustBeClean();
        agent.start(MOVES);
    }

    private long pulses() throws IOException {
        return WitnessedLocks.read(agent.folder().resolve("pulses")).size();
    }

    private static void say(String line) {
        System.out.println("[fault tests] " + line);
    }
}
