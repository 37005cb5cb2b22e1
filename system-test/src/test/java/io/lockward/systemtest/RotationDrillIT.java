package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockward.launcher.Child;
import io.lockward.launcher.PrivateFile;
import io.lockward.launcher.Programs;
import io.lockward.protocol.Ack;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The page `docs/how-to/rotate-keys.md`, run line by line while somebody keeps asking for doors and while a second
/// bank is away. No command is lost, and a thief who has the old keys opens nothing any more.
class RotationDrillIT {
    private static final String BANK = "rotating-bank-1";
    private static final String ABSENT = "absent-bank-1";
    /// Nobody asks for it but the thief.
    private static final String THIEFS_DOOR = "A12";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Random random = new Random(20_261_122);
    private SequencedMap<String, List<List<String>>> page;
    private Path machine;
    private ShellLines shell;
    private TestServices services;
    private CloudProcess cloud;
    private AgentProcess bank;
    private AgentProcess absent;
    private Residents residents;
    private @Nullable Child signer;
    /// How many diagnostic bundles were asked for, which are commands too.
    private int bundles;

    /// Everything as the page makes it, with two banks.
    @BeforeEach
    void theFirstTime() throws Exception {
        page = ShellLines.of(Programs.find().home().resolve("docs/how-to/rotate-keys.md"));
        machine = Files.createDirectories(folder.resolve("machine"));
        Map<String, String> environment = new HashMap<>();
        shell = new ShellLines(machine, this::control, environment);
        List<List<String>> first = blocks("The first time", 4);
        writeSignerFile(machine);
        first.subList(0, 3).forEach(shell::run);
        services = TestServices.start(folder, List.of("cloud"), List.of(BANK, ABSENT));
        cloud = new CloudProcess(folder, services);
        cloud.start(Map.of(
                CloudProcess.SIGNER,
                machine.resolve("signer.sock").toString(),
                "lockward.root-key",
                rootKey(machine),
                "lockward.ack-keys",
                machine.resolve("var/lib/lockward-cloud/ack-keys").toString()));
        environment.put("LOCKWARD_URL", cloud.address().toString());
        environment.put(
                "LOCKWARD_API_KEY", Files.readString(folder.resolve("api-key")).strip());
        shell.run(first.get(3));
        Path trust = Files.createDirectories(folder.resolve("trust"));
        Files.writeString(trust.resolve("root-key"), rootKey(machine));
        Files.copy(machine.resolve("stick/key-set-2.jws"), trust.resolve("key-set.jws"));
        bank = start(BANK, trust);
        absent = start(ABSENT, trust);
        ask(ABSENT, "A01");
        residents = Residents.start(cloud.rest(), BANK, FaultAgent.COMMANDED.subList(0, 11));
    }

    private List<List<String>> blocks(String heading, int count) {
        List<List<String>> blocks = page.getOrDefault(heading, List.of());
        assertEquals(count, blocks.size(), "blocks on the page under " + heading);
        return blocks;
    }

    @AfterEach
    void stopEverything() {
        TestFleet.end(residents, bank, absent, cloud, signer, services);
    }

    @Test
    void aRotationLosesNoCommandAndARevokedKeyOpensNothing() throws Exception {
        long started = System.nanoTime();
        List<List<String>> rotation = blocks("Rotation, without losing a command", 4);
        List<List<String>> stolen = blocks("A key was stolen", 4);
        List<List<String>> acknowledging = blocks("The key that acknowledges", 2);
        SigningKey first1 = JwkText.read(Files.readString(machine.resolve("stick/online-1.jwk")));
        thiefTries(BANK, first1);
        Await.until("a thief with a key that counts opens a door", PATIENCE, () -> thiefsPulses(bank) == 1);
        awaitVerified(5);
        absent.kill();

        rotation.forEach(block -> {
            shell.run(block);
            awaitVerified(verified() + 3);
        });
        say("rotation: commands " + ended(Set.of()));
        refusesThief(BANK, bank, first1);

        SigningKey second = JwkText.read(Files.readString(machine.resolve("stick/online-2.jwk")));
        long before = verified();
        stolen.forEach(shell::run);
        awaitVerified(before + 3);
        refusesThief(BANK, bank, second);

        acknowledging.forEach(shell::run);
        forgetsBySignedAcksOnly();
        absentComesBack(first1, second);
        residents.close();
        Await.until(
                "every command has ended",
                PATIENCE,
                Duration.ofMillis(500),
                () -> CloudLedger.openCommands(services, BANK) == 0);
        // An unlock waits no longer than 30 s for a signer that was stopped.
        Map<String, Integer> all = ended(Set.of("expired"));
        say("with a stolen key: commands " + all + ", asked "
                + residents.accepted().size() + ", seconds "
                + Duration.ofNanos(System.nanoTime() - started).toSeconds());
        assertEquals(
                residents.accepted().size() + bundles,
                all.values().stream().mapToInt(Integer::intValue).sum());
    }

    /// A bank that missed everything gets the newest key set before any command, and its first command comes
    /// through.
    private void absentComesBack(SigningKey... revoked) throws Exception {
        absent.start(0);
        String id = ask(ABSENT, "A01");
        Await.until(
                "the first command of the bank that was away is verified",
                PATIENCE,
                () -> cloud.rest()
                        .found("/api/v1/commands/" + id)
                        .path("state")
                        .asText()
                        .equals("verified"));
        for (SigningKey key : revoked) {
            refusesThief(ABSENT, absent, key);
        }
    }

    /// The bank goes on forgetting by the new key, and what somebody with the broker says without one is counted.
    private void forgetsBySignedAcksOnly() throws Exception {
        JsonNode before = facts();
        JournalId journal = JournalId.parse(before.path("journal.id").asText());
        long upTo = before.path("journal.last-seq").asLong();
        Await.until(
                "the bank forgets what the cloud has",
                PATIENCE,
                Duration.ofSeconds(2),
                () -> facts().path("journal.acknowledged-seq").asLong() >= upTo);
        try (RawClient thief = new RawClient(services.brokerPort(), "thief", "cloud", services.password("cloud"))) {
            thief.publish("lockward/v1/" + BANK + "/ack", WireJson.encode(new Ack(journal, upTo + 1_000)));
        }
        Await.until(
                "the bank counts an ack that nobody signed",
                PATIENCE,
                Duration.ofSeconds(2),
                () -> facts().path("link.ignored-acks").asText().contains("UNSIGNED"));
    }

    /// What the bank says of itself in a diagnostic bundle.
    private JsonNode facts() throws IOException, InterruptedException {
        Rest.Answer asked = cloud.rest()
                .post(
                        "/api/v1/banks/" + BANK + "/commands",
                        Rest.JSON.createObjectNode().put("kind", "diagnose").put("reason", "rotation drill"),
                        null);
        bundles++;
        String id = asked.body().path("id").asText();
        Await.until(
                "the bundle is here",
                PATIENCE,
                () -> cloud.rest()
                        .get("/api/v1/commands/" + id + "/diagnostics")
                        .isOk());
        return cloud.rest().found("/api/v1/commands/" + id + "/diagnostics").path("facts");
    }

    private String ask(String where, String door) throws IOException {
        String[] id = {""};
        Await.until("the bank is connected and may be asked", PATIENCE, () -> {
            Rest.Answer answer = cloud.rest()
                    .post(
                            "/api/v1/banks/" + where + "/commands",
                            Rest.JSON
                                    .createObjectNode()
                                    .put("kind", "unlock")
                                    .put("compartment", door)
                                    .put("reason", "rotation drill"),
                            null);
            id[0] = answer.body().path("id").asText();
            return answer.isOk();
        });
        return id[0];
    }

    /// The thief tries again while nothing is heard: the broker keeps no message for a bank that connects anew just
    /// then, and the bank tells of so many refusals a minute.
    private void refusesThief(String where, AgentProcess who, SigningKey key) throws Exception {
        long pulses = thiefsPulses(who);
        long before = refusedAsUnknown(where);
        Await.until("the bank refuses " + key.kid(), PATIENCE, Duration.ofSeconds(5), () -> {
            boolean refused = refusedAsUnknown(where) > before;
            if (!refused) {
                thiefTries(where, key);
            }
            return refused;
        });
        assertEquals(pulses, thiefsPulses(who), "doors a thief opened with " + key.kid());
    }

    private long refusedAsUnknown(String where) throws IOException, InterruptedException {
        long count = 0;
        for (JsonNode item : cloud.rest()
                .found("/api/v1/banks/" + where + "/entries?type=command.refused&limit=100")
                .path("items")) {
            count += item.path("entry").path("reason").asText().equals("unknown-key") ? 1 : 0;
        }
        return count;
    }

    /// Somebody has a key and the broker, and knows all about the bank.
    private void thiefTries(String where, SigningKey key) throws IOException, InterruptedException {
        JsonNode presence = cloud.rest().found("/api/v1/banks/" + where).path("presence");
        String[] boot = Files.readString(folder.resolve(where).resolve("boot")).split(" ", 2);
        long up = Duration.between(Instant.parse(boot[1]), Instant.now()).toMillis();
        CommandClaims claims = new CommandClaims(
                CommandId.next(Instant.now(), random),
                new BankId(where),
                BootId.parse(boot[0]),
                up + 20_000,
                "mallory",
                "because",
                new Command.Unlock(new CompartmentId(THIEFS_DOOR)));
        assertEquals("online", presence.path("state").asText(), presence::toString);
        try (RawClient thief = new RawClient(services.brokerPort(), "thief", "cloud", services.password("cloud"))) {
            thief.publish("lockward/v1/" + where + "/commands", CommandJws.sign(claims, key.kid(), key.privateKey()));
        }
    }

    private static long thiefsPulses(AgentProcess who) throws IOException {
        return WitnessedLocks.read(who.folder().resolve("pulses")).stream()
                .filter(pulse -> pulse.compartment().equals(THIEFS_DOOR))
                .count();
    }

    private void awaitVerified(long count) {
        Await.until(count + " commands are verified", PATIENCE, Duration.ofMillis(250), () -> verified() >= count);
    }

    private long verified() {
        try {
            return CloudLedger.commandsIn(services, BANK, "verified");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How the commands ended that have. A command is lost when it did not come to the bank, or was not taken
    /// there; how a door then moved on a slow machine is the bank's own word.
    ///
    /// @param losses ends that count as no loss here, when they say why
    private Map<String, Integer> ended(Set<String> losses) throws IOException, InterruptedException {
        Map<String, Integer> ends = new TreeMap<>();
        for (JsonNode command : cloud.rest().all("/api/v1/commands?bank=" + BANK + "&limit=100")) {
            if (command.path("end").asBoolean()) {
                String state = command.path("state").asText();
                ends.merge(state, 1, Integer::sum);
                boolean taken = Set.of("verified", "unverified", "failed").contains(state)
                        && command.path("steps")
                                .path(command.path("steps").size() - 1)
                                .path("seq")
                                .isNumber();
                assertTrue(
                        taken
                                || (losses.contains(state)
                                        && !command.path("evidence").asText().isBlank()),
                        () -> "a lost command: " + command);
            }
        }
        int all = ends.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(ends.getOrDefault("verified", 0) > 0.8 * all, ends::toString);
        return ends;
    }

    private void writeSignerFile(Path machine) throws IOException {
        Path etc = Files.createDirectories(machine.resolve("etc/lockward-signer"));
        Path log = Files.createDirectories(machine.resolve("var/lib/lockward-signer"));
        // The drill asks for more in a minute than a fleet of two banks may by default.
        PrivateFile.write(
                etc.resolve("signer.conf"),
                String.join(
                        "\n",
                        "socket = " + machine.resolve("signer.sock"),
                        "audit.file = " + log.resolve("audit.ndjson"),
                        "key-set-file = key-set.jws",
                        "limit.bank-commands = 10000",
                        "limit.bank-unlocks = 10000",
                        "limit.fleet-commands = 10000",
                        "limit.fleet-unlocks = 10000",
                        "limit.person-commands = 10000",
                        ""));
    }

    private void control(String verb, String unit) {
        assertEquals("lockward-signer", unit);
        Child running = signer;
        if (!verb.equals("start") && running != null) {
            running.close();
        }
        if (!verb.equals("stop")) {
            List<String> command = new java.util.ArrayList<>(Programs.find().java("signer", "io.lockward.signer.Main"));
            command.addAll(List.of(
                    "--config",
                    folder.resolve("machine/etc/lockward-signer/signer.conf").toString()));
            Child fresh = Child.start(
                    "signer", folder.resolve("log/signer-" + System.nanoTime() + ".log"), command, Map.of());
            signer = fresh;
            fresh.awaitReady(PATIENCE);
        }
    }

    private static String rootKey(Path machine) throws IOException {
        return Files.readAllLines(machine.resolve("etc/lockward-signer/signer.conf")).stream()
                .filter(line -> line.startsWith("root-key = "))
                .findFirst()
                .orElseThrow()
                .substring("root-key = ".length());
    }

    private AgentProcess start(String id, Path trust) throws Exception {
        TestFleet.register(cloud.rest(), id);
        AgentProcess agent =
                new AgentProcess(folder.resolve(id), id, services.password(id), services.brokerPort(), trust);
        cloud.registerKey(id, agent.publicKey());
        agent.start(0);
        return agent;
    }

    private static void say(String line) {
        System.out.println("[rotation drill] " + line);
    }
}
