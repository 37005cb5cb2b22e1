package io.lockward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line against a service that answers as the contract says; the real one is in the system tests.
class CommandLineTest {
    @TempDir
    Path data = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private HttpServer server = start();

    private HttpServer start() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 4);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() throws IOException {
        server.start();
        Files.writeString(
                data.resolve("http-port"), String.valueOf(server.getAddress().getPort()));
        Files.writeString(data.resolve("api-key"), "lw_test");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, String... bodies) {
        int[] call = {0};
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = bodies[Math.min(call[0]++, bodies.length - 1)].getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private int run(String... arguments) {
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }

    private int unlock() {
        return run("unlock", "harbour-1", "A01", "--reason", "test", "--wait", "--data", data.toString());
    }

    @Test
    void waitsUntilTheUnlockIsVerified() {
        answer("/api/v1/banks/harbour-1/commands", 202, "{\"id\":\"c1\",\"state\":\"queued\",\"end\":false}");
        answer(
                "/api/v1/commands/c1",
                200,
                "{\"id\":\"c1\",\"state\":\"sent\",\"end\":false}",
                "{\"id\":\"c1\",\"state\":\"verified\",\"end\":true,\"evidence\":\"door switch open\"}");
        assertEquals(ExitCode.DONE, unlock(), err::toString);
        assertTrue(out.toString().contains("verified: door switch open"), out::toString);
        assertTrue(asked.getFirst().endsWith("Bearer lw_test"), asked::toString);
    }

    @Test
    void saysUnverifiedByItsExitCode() {
        answer("/api/v1/banks/harbour-1/commands", 202, "{\"id\":\"c1\",\"state\":\"unverified\",\"end\":true}");
        assertEquals(ExitCode.UNVERIFIED, unlock());
    }

    @Test
    void tellsTheInterlocksReason() {
        answer(
                "/api/v1/banks/harbour-1/commands",
                409,
                "{\"title\":\"Not now\",\"status\":409,\"detail\":\"A door is open.\"}");
        assertEquals(ExitCode.CONFLICT, unlock());
        assertTrue(err.toString().contains("A door is open."), err::toString);
    }

    @Test
    void tellsNotFoundFromNotAllowed() {
        answer("/api/v1/banks/nowhere", 404, "{\"title\":\"No such bank\"}");
        answer("/api/v1/banks/secret", 403, "{\"title\":\"Not allowed\"}");
        assertEquals(ExitCode.NOT_FOUND, run("why", "nowhere", "--data", data.toString()));
        assertEquals(ExitCode.NOT_ALLOWED, run("why", "secret", "--data", data.toString()));
    }

    @Test
    void wantsAReasonForAPhysicalAct() {
        assertEquals(ExitCode.USAGE, run("unlock", "harbour-1", "A01", "--data", data.toString()));
        assertTrue(err.toString().contains("--reason"), err::toString);
    }

    @Test
    void saysWhatToDoWhenNothingRuns() {
        assertEquals(
                ExitCode.ERROR,
                run("banks", "ls", "--data", data.resolve("empty").toString()));
        assertTrue(err.toString().contains("./lockward demo"), err::toString);
    }

    @Test
    void showsACaseWithWhatIsMissing() {
        answer(
                "/api/v1/cases/c1",
                200,
                "{\"id\":\"c1\",\"state\":\"open\",\"claim\":\"It never arrived.\",\"bank\":\"harbour-1\",\"compartment\":\"A07\","
                        + "\"from\":\"f\",\"to\":\"t\",\"finding\":null,\"proposed\":{\"certainty\":\"likely\",\"text\":\"Likely: it is in A07.\"},"
                        + "\"contradictions\":[{\"kind\":\"journal-gap\",\"words\":\"Entry 7 has not come yet.\"}],"
                        + "\"checklist\":[{\"item\":\"signed\",\"standing\":\"missing\",\"words\":\"No signature yet.\"}],\"facts\":[]}");
        assertEquals(ExitCode.DONE, run("cases", "get", "c1", "--data", data.toString()), err::toString);
        assertTrue(out.toString().contains("Proposed (likely)"), out::toString);
        assertTrue(out.toString().contains("Entry 7 has not come yet."), out::toString);
        assertTrue(out.toString().contains("No signature yet."), out::toString);
    }

    @Test
    void opensACaseOnceHoweverOftenTheAnswerIsLost() {
        answer("/api/v1/cases", 201, "{\"id\":\"c1\",\"state\":\"open\"}");
        assertEquals(
                ExitCode.DONE,
                run("cases", "open", "--parcel", "p1", "--claim", "It never arrived.", "--data", data.toString()),
                err::toString);
        assertEquals("c1 open\n", out.toString());
        assertEquals(ExitCode.USAGE, run("cases", "hold", "c1", "--data", data.toString()), "a hold has a reason");
    }

    @Test
    void writesAPackageWholeOrNotAtAll() throws IOException {
        Path file = data.resolve("evidence.zip");
        answer("/api/v1/cases/c1/package", 200, "PK");
        answer("/api/v1/cases/c2/package", 409, "{\"title\":\"Not signed yet\",\"detail\":\"2 entries wait.\"}");
        String[] more = {"--why", "insurer", "--data", data.toString()};
        assertEquals(
                ExitCode.DONE,
                run("cases", "package", "c1", file.toString(), more[0], more[1], more[2], more[3]),
                err::toString);
        assertEquals("PK", Files.readString(file));
        Path other = data.resolve("other.zip");
        assertEquals(
                ExitCode.CONFLICT, run("cases", "package", "c2", other.toString(), more[0], more[1], more[2], more[3]));
        assertTrue(err.toString().contains("2 entries wait."), err::toString);
        assertEquals(false, Files.exists(other));
    }

    private int handOut(String... more) throws IOException {
        Path set = Files.writeString(data.resolve("key-set-2.jws"), "e30.e30.e30\n");
        List<String> words = new ArrayList<>(List.of("key-set", "hand-out", set.toString(), "--wait"));
        words.addAll(List.of(more));
        words.addAll(List.of("--data", data.toString()));
        return run(words.toArray(String[]::new));
    }

    private void answerBanks() {
        answer(
                "/api/v1/banks",
                200,
                "{\"items\":[{\"id\":\"harbour-1\",\"presence\":{\"state\":\"online\"}},"
                        + "{\"id\":\"harbour-2\",\"presence\":{\"state\":\"offline\"}}]}");
    }

    @Test
    void waitsUntilEveryConnectedBankHasTheKeySet() throws IOException {
        answerBanks();
        answer("/api/v1/key-set", 200, "{\"version\":2}");
        answer(
                "/api/v1/key-set/banks",
                200,
                "{\"items\":[{\"bank\":\"harbour-1\",\"current\":false},{\"bank\":\"harbour-2\",\"current\":false}]}",
                "{\"items\":[{\"bank\":\"harbour-1\",\"current\":true},{\"bank\":\"harbour-2\",\"current\":false}]}");
        assertEquals(ExitCode.DONE, handOut(), err::toString);
        assertTrue(out.toString().contains("1 of 2 banks have key set 2; away: harbour-2"), out::toString);
    }

    @Test
    void namesTheBankThatDoesNotTakeTheKeySetAndTellsSomeFromNone() throws IOException {
        answerBanks();
        answer("/api/v1/key-set", 200, "{\"version\":2}");
        String without = "{\"items\":[{\"bank\":\"harbour-1\",\"current\":false}%s]}";
        answer("/api/v1/key-set/banks", 200, without.formatted(""), without.formatted(",{\"current\":true}"));
        assertEquals(ExitCode.TIMED_OUT, handOut("--limit", "0"));
        assertTrue(err.toString().contains("0 of 1 banks have key set 2; still without it: harbour-1"), err::toString);
        assertEquals(ExitCode.PARTLY_FAILED, handOut("--limit", "0"));
        assertTrue(err.toString().contains("1 of 2 banks have key set 2; still without it: harbour-1"), err::toString);
    }

    @Test
    void showsTheBundleThatADiagnosisBroughtAndNoneAfterOneThatFailed() {
        String ended = "{\"id\":\"c1\",\"state\":\"%s\",\"end\":true}";
        answer("/api/v1/banks/harbour-1/commands", 202, ended.formatted("verified"), ended.formatted("unverified"));
        answer("/api/v1/commands/c1/diagnostics", 200, "{\"facts\":{\"disk.used-percent\":\"41\"}}");
        String[] diagnose = {"diagnose", "harbour-1", "--reason", "slow", "--wait", "--data", data.toString()};
        assertEquals(ExitCode.DONE, run(diagnose), err::toString);
        assertTrue(out.toString().contains("disk.used-percent  41"), out::toString);
        assertEquals(ExitCode.UNVERIFIED, run(diagnose));
        assertEquals(3, asked.size(), asked::toString);
    }

    @Test
    void listsBanksAsATable() {
        answer(
                "/api/v1/banks",
                200,
                "{\"items\":[{\"id\":\"harbour-1\",\"site\":{\"name\":\"Harbour\"},\"presence\":{\"state\":\"online\"},"
                        + "\"health\":{\"level\":\"ok\",\"sentence\":\"All is well\"},\"power\":{\"state\":\"mains\"}}]}");
        assertEquals(ExitCode.DONE, run("banks", "ls", "--data", data.toString()));
        assertTrue(out.toString().contains("harbour-1  Harbour  online"), out::toString);
    }

    @Test
    void announcesAParcelAndShowsItsStory() {
        answer("/api/v1/parcels", 201, "{\"id\":\"p1\",\"state\":\"announced\"}");
        answer(
                "/api/v1/parcels/p1",
                200,
                "{\"id\":\"p1\",\"unit\":\"4B\",\"state\":\"waiting\",\"bank\":\"harbour-1\",\"compartment\":\"A07\","
                        + "\"steps\":[{\"at\":\"2026-11-30T08:00:00Z\",\"what\":\"deposit.concluded\",\"compartment\":\"A07\","
                        + "\"verdict\":\"verified\",\"by\":null,\"text\":null,\"evidence\":{\"seq\":33}}]}");
        assertEquals(
                ExitCode.DONE,
                run("parcels", "announce", "harbour-1", "--label", "4B", "--data", data.toString()),
                err::toString);
        assertEquals("p1", out.toString().strip());
        assertEquals(ExitCode.DONE, run("parcels", "get", "p1", "--data", data.toString()), err::toString);
        assertTrue(out.toString().contains("4B: waiting at harbour-1 A07"), out::toString);
        assertTrue(out.toString().contains("verified"), out::toString);
    }

    @Test
    void saysThatBooksAndBanksAgree() {
        answer("/api/v1/reconciliation", 200, "{\"items\":[],\"next\":null}");
        assertEquals(ExitCode.DONE, run("reconcile", "ls", "--data", data.toString()), err::toString);
        assertTrue(out.toString().contains("agree"), out::toString);
    }

    @Test
    void addsAnEndpointPrintsItsSecretAndTriesIt() {
        answer("/api/v1/webhooks/shop", 200, "{\"id\":\"shop\",\"secret\":\"whsec_c2VjcmV0\"}");
        answer(
                "/api/v1/webhooks/shop/test",
                200,
                "{\"taken\":false,\"status\":401,\"problem\":\"The endpoint answered 401.\"}");
        assertEquals(
                ExitCode.DONE,
                run("webhooks", "add", "shop", "https://shop.example/", "--data", data.toString()),
                err::toString);
        assertEquals("whsec_c2VjcmV0\n", out.toString());
        assertTrue(asked.getFirst().startsWith("PUT /api/v1/webhooks/shop"), asked::toString);
        assertEquals(ExitCode.ERROR, run("webhooks", "test", "shop", "--data", data.toString()));
        assertTrue(out.toString().contains("not taken: The endpoint answered 401."), out::toString);
    }

    private static final String RUNNING =
            "{\"id\":\"s1\",\"level\":\"power\",\"state\":\"running\",\"by\":\"ana\",\"at\":\"2026-11-30T08:00:00Z\","
                    + "\"answer\":\"200\",\"evidence\":null}";

    private void answerLadder(String steps) {
        answer(
                "/api/v1/banks/harbour-1/diagnosis",
                200,
                "{\"fleetLadder\":{\"standing\":{\"words\":\"Silent for 12 min.\"},\"noOutlet\":null,\"cyclesToday\":1,"
                        + "\"mostPerDay\":2,\"steps\":[" + steps + "]}}");
    }

    private int step(String... more) {
        List<String> words = new ArrayList<>(List.of("remedy", "step", "harbour-1", "--reason", "dead", "--wait"));
        words.addAll(List.of(more));
        words.addAll(List.of("--data", data.toString()));
        return run(words.toArray(String[]::new));
    }

    @Test
    void takesTheCloudsNextStepByHandAndFollowsItToItsProof() {
        answer("/api/v1/banks/harbour-1/remedy/steps", 202, RUNNING);
        answerLadder(RUNNING.replace("running", "healed").replace("null", "\"a boot of power-on\""));
        assertEquals(ExitCode.DONE, step(), err::toString);
        assertTrue(out.toString().contains("power by ana at 2026-11-30T08:00:00Z: running"), out::toString);
        assertTrue(out.toString().contains("healed (the outlet: 200), a boot of power-on"), out::toString);
        assertTrue(asked.getFirst().startsWith("POST /api/v1/banks/harbour-1/remedy/steps"), asked::toString);
    }

    @Test
    void aStepThatNobodyProvesIsNotDone() {
        answer("/api/v1/banks/harbour-1/remedy/steps", 202, RUNNING);
        answerLadder(RUNNING.replace("running", "unverified"));
        assertEquals(ExitCode.UNVERIFIED, step());
    }

    @Test
    void aStepThatTakesTooLongMayStillBe() {
        answer("/api/v1/banks/harbour-1/remedy/steps", 202, RUNNING);
        answerLadder(RUNNING);
        assertEquals(ExitCode.TIMED_OUT, step("--limit", "0"));
    }

    @Test
    void anInterlockHoldsAPersonsStepToo() {
        answer("/api/v1/banks/harbour-1/remedy/steps", 409, "{\"title\":\"Not now\",\"detail\":\"A door is open.\"}");
        assertEquals(ExitCode.CONFLICT, step());
        assertTrue(err.toString().contains("A door is open."), err::toString);
    }

    @Test
    void holdsTheCloudsLadderBackAndSaysHowItStands() {
        answer(
                "/api/v1/banks/harbour-1/remedy/pause",
                200,
                "{\"standing\":null,\"paused\":{\"by\":\"ana\",\"until\":\"2026-11-30T09:00:00Z\"},\"noOutlet\":\"none is"
                        + " configured\",\"cyclesToday\":0,\"mostPerDay\":2,\"steps\":[]}");
        assertEquals(
                ExitCode.DONE,
                run("remedy", "pause", "harbour-1", "--minutes", "60", "--reason", "works", "--data", data.toString()),
                err::toString);
        assertTrue(out.toString().contains("held back by ana until 2026-11-30T09:00:00Z"), out::toString);
        answerLadder(RUNNING);
        assertEquals(ExitCode.DONE, run("remedy", "show", "harbour-1", "--data", data.toString()), err::toString);
        assertTrue(out.toString().contains("Silent for 12 min."), out::toString);
        assertTrue(out.toString().contains("power cycles in 24 h: 1 of 2"), out::toString);
    }

    @Test
    void makesAnAccountAndPrintsItsPasswordAlone() {
        answer("/api/v1/accounts", 201, "{\"name\":\"ben\",\"role\":\"property\",\"password\":\"s3cret\"}");
        assertEquals(
                ExitCode.DONE,
                run(
                        "accounts",
                        "add",
                        "ben",
                        "--role",
                        "property",
                        "--site",
                        "harbour-point",
                        "--data",
                        data.toString()),
                err::toString);
        assertEquals("s3cret\n", out.toString());
        assertTrue(asked.getFirst().startsWith("POST /api/v1/accounts "), asked::toString);
    }

    @Test
    void lastAdministratorIsAConflict() {
        answer("/api/v1/accounts/ana", 409, "{\"title\":\"The last administrator\",\"detail\":\"Make another.\"}");
        assertEquals(
                ExitCode.CONFLICT, run("accounts", "change", "ana", "--role", "viewer", "--data", data.toString()));
        assertTrue(err.toString().contains("Make another."), err::toString);
    }

    @Test
    void anotherRoleSaysNothingOfDisabledUnlessItIsAskedTo() {
        answer(
                "/api/v1/accounts/ben",
                200,
                "{\"name\":\"ben\",\"role\":\"viewer\",\"disabledAt\":\"2026-11-30T08:00:00Z\"}");
        String[] change = {"accounts", "change", "ben", "--role", "viewer", "--data", data.toString()};
        assertEquals(ExitCode.DONE, run(change), err::toString);
        assertEquals("ben is viewer, disabled\n", out.toString());
        for (String ability : List.of("--disabled", "--enabled")) {
            List<String> more = new ArrayList<>(List.of(change));
            more.add(ability);
            assertEquals(ExitCode.DONE, run(more.toArray(String[]::new)), err::toString);
        }
        assertEquals(
                List.of(
                        "{\"role\":\"viewer\"}",
                        "{\"role\":\"viewer\",\"disabled\":true}",
                        "{\"role\":\"viewer\",\"disabled\":false}"),
                sent);
    }
}
