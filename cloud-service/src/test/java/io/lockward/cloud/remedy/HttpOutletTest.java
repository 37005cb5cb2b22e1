package io.lockward.cloud.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.lockward.fleet.remedy.FleetRung;
import io.lockward.protocol.BankId;
import io.lockward.protocol.command.RebootLevel;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One order, whatever the relay does with it.
class HttpOutletTest {
    private static final UUID ORDER = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");

    private static FleetRung order() {
        Instant at = Instant.parse("2026-11-20T17:00:00Z");
        return StepDesk.fresh(
                ORDER,
                new BankId("harbour-7"),
                1L,
                RebootLevel.POWER,
                "it \"says\" nothing",
                "lockward:ladder",
                at,
                at.plusSeconds(600));
    }

    private static Outlet outlet(String base, @Nullable Path token, @Nullable Path ca) {
        return new HttpOutlet(base + "/relay/{bank}", token, ca, Duration.ofSeconds(20));
    }

    @Test
    void ordersOnceWithItsTokenAndIsTaken(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        try (Relay relay = new Relay(0)) {
            Outlet.Answer answer =
                    outlet("http://127.0.0.1:" + relay.port(), token, null).cycle(order());
            assertEquals(new Outlet.Answer.Taken("the outlet answered 202"), answer);
            assertEquals(1, relay.told().size());
            Relay.Told told = relay.told().getFirst();
            assertEquals("POST", told.method());
            assertEquals("/relay/harbour-7", told.path());
            assertEquals("Bearer secret", told.token());
            assertEquals(ORDER.toString(), told.key());
            assertEquals(
                    "{\"action\":\"cycle\",\"bank\":\"harbour-7\",\"order\":\"" + ORDER
                            + "\",\"why\":\"it \\\"says\\\" nothing\"}",
                    told.body());
        }
    }

    @Test
    void neverTriesAgainAndSaysWhatIsKnown() throws Exception {
        try (Relay relay = new Relay(0)) {
            Outlet outlet = outlet("http://127.0.0.1:" + relay.port(), null, null);
            relay.answers(403);
            assertInstanceOf(Outlet.Answer.NotTaken.class, outlet.cycle(order()));
            relay.answers(307);
            assertInstanceOf(Outlet.Answer.NotTaken.class, outlet.cycle(order()));
            relay.answers(500);
            assertInstanceOf(Outlet.Answer.Unknown.class, outlet.cycle(order()));
            relay.answers(0);
            outlet = new HttpOutlet("http://127.0.0.1:" + relay.port(), null, null, Duration.ofSeconds(1));
            assertEquals(
                    new Outlet.Answer.Unknown("the outlet did not answer within 1 s"), words(outlet.cycle(order())));
            assertEquals(4, relay.told().size(), "each order went out once");
        }
    }

    /// The client and the clock beside it may notice first; both are the same to people.
    private static Outlet.Answer words(Outlet.Answer answer) {
        return answer.words().contains("HttpTimeoutException")
                ? new Outlet.Answer.Unknown("the outlet did not answer within 1 s")
                : answer;
    }

    @Test
    void whatNobodyListensToWasSurelyNotDone(@TempDir Path folder) throws Exception {
        int port;
        try (Relay relay = new Relay(0)) {
            port = relay.port();
        }
        assertInstanceOf(
                Outlet.Answer.NotTaken.class,
                outlet("http://127.0.0.1:" + port, null, null).cycle(order()));
        assertInstanceOf(
                Outlet.Answer.NotTaken.class,
                outlet("http://127.0.0.1:" + port, folder.resolve("missing"), null)
                        .cycle(order()));
    }

    @Test
    void believesNoCertificateThatItWasNotToldToTrust(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("relay.p12");
        Path pem = folder.resolve("relay.pem");
        keytool("-genkeypair", store, "-keyalg", "EC", "-dname", "CN=relay", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", store, "-rfc", "-file", pem.toString());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        try (Relay relay = new Relay(server)) {
            String base = "https://127.0.0.1:" + relay.port();
            assertInstanceOf(
                    Outlet.Answer.NotTaken.class, outlet(base, null, null).cycle(order()));
            assertEquals(0, relay.told().size());
            assertInstanceOf(Outlet.Answer.Taken.class, outlet(base, null, pem).cycle(order()));
            // Trusted, and not who it says it is.
            assertInstanceOf(
                    Outlet.Answer.NotTaken.class,
                    outlet("https://localhost:" + relay.port(), null, pem).cycle(order()));
            assertEquals(1, relay.told().size());
        }
    }

    private static void keytool(String what, Path store, String... more) throws Exception {
        var command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                what,
                "-alias",
                "relay",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-storetype",
                "PKCS12"));
        command.addAll(java.util.List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void sendsNoTokenWhereAnybodyCanRead() {
        assertNotNull(HttpOutlet.problem("http://relay.example/{bank}", true));
        assertNull(HttpOutlet.problem("http://relay.example/{bank}", false));
        assertNull(HttpOutlet.problem("https://relay.example/{bank}", true));
        assertNull(HttpOutlet.problem("http://127.0.0.1:8081/{bank}", true));
        assertTrue(
                String.valueOf(HttpOutlet.problem("ftp://relay.example", false)).contains("http"));
        assertNotNull(HttpOutlet.problem("https://a b", false));
    }
}
