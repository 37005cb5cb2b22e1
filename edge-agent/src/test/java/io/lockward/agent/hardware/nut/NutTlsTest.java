package io.lockward.agent.hardware.nut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.SelfSigned;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsReading.LostReason;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.hardware.nut.ScriptedUpsd.Behaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// STARTTLS and login, against a daemon that has real certificates and answers as each test says.
@SuppressWarnings("NullAway.Init")
class NutTlsTest {
    private static final String PASSWORD = "correct horse";
    private static final NutLogin LOGIN = new NutLogin("bank 7", PASSWORD);
    /// A handshake takes long on a busy machine; no test but the one of silence waits for it.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String[] FRIENDLY = {
        "USERNAME", "OK\n",
        "PASSWORD", "OK\n",
        "LOGIN", "OK\n",
        "GET VAR ups ups.status", "VAR ups ups.status \"OL\"\n",
        "GET", "ERR VAR-NOT-SUPPORTED\n"
    };

    @TempDir
    static Path folder;

    private static SelfSigned right;
    private static SelfSigned stranger;
    private static SelfSigned elsewhere;

    @BeforeAll
    static void makeCertificates() throws Exception {
        right = SelfSigned.make(folder, "right", "ip:127.0.0.1");
        stranger = SelfSigned.make(folder, "stranger", "ip:127.0.0.1");
        elsewhere = SelfSigned.make(folder, "elsewhere", "dns:other.example");
    }

    @Test
    void logsInAndReadsOnlyOnceProtected() throws IOException {
        TlsUpsd tls = new TlsUpsd(right);
        try (ScriptedUpsd upsd = new ScriptedUpsd(tls.answering(FRIENDLY));
                NutUps ups = new NutUps(settings(upsd, right, true, PATIENCE))) {
            assertEquals(new UpsReading.Read(UpsState.of("OL", null, null)), ups.poll());
            assertInstanceOf(UpsReading.Read.class, ups.poll(), "the connection is kept");
            assertEquals(List.of("STARTTLS"), upsd.heard);
            assertEquals(1, upsd.connections());
        }
        assertEquals(
                List.of("USERNAME \"bank 7\"", "PASSWORD \"correct horse\"", "LOGIN ups", "GET VAR ups ups.status"),
                tls.heardProtected.subList(0, 4));
        assertEquals(1, tls.heardProtected.stream().filter("LOGIN ups"::equals).count());
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        TlsUpsd tls = new TlsUpsd(stranger);
        assertRefusedUnprotected(tls, right, true);
    }

    @Test
    void refusesACertificateForAnotherHostUnlessToldNotToLook() throws Exception {
        assertRefusedUnprotected(new TlsUpsd(elsewhere), elsewhere, true);
        TlsUpsd tls = new TlsUpsd(elsewhere);
        try (ScriptedUpsd upsd = new ScriptedUpsd(tls.answering(FRIENDLY));
                NutUps ups = new NutUps(settings(upsd, elsewhere, false, PATIENCE))) {
            assertInstanceOf(UpsReading.Read.class, ups.poll());
        }
    }

    @Test
    void neverGoesOnInPlainWhenTheServerHasNoTls() throws Exception {
        for (String answer : List.of("ERR FEATURE-NOT-CONFIGURED", "ERR UNKNOWN-COMMAND", "OK", "OK STARTTLS now")) {
            CountDownLatch hungUp = new CountDownLatch(1);
            Behaviour tempting = ScriptedUpsd.answering("STARTTLS", answer + "\n", "", "OK\n");
            assertLostInPlain(
                    (socket, in, out) -> {
                        tempting.serve(socket, in, out);
                        hungUp.countDown();
                    },
                    hungUp);
        }
    }

    @Test
    void takesNoPlainWordForAProtectedOne() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        assertLostInPlain(
                (socket, in, out) -> {
                    in.readLine();
                    String injected = "OK STARTTLS\nOK\nOK\nOK\nVAR ups ups.status \"OB LB\"\n";
                    out.write(injected.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    readToTheEnd(in);
                    hungUp.countDown();
                },
                hungUp);
    }

    @Test
    void givesUpOnAHandshakeThatIsNone() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        assertLostInPlain(
                (socket, in, out) -> {
                    in.readLine();
                    out.write("OK STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    in.read();
                    out.write("OK\nOK\nOK\nOK\nOK\nOK\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    readToTheEnd(in);
                    hungUp.countDown();
                },
                hungUp);
    }

    @Test
    void givesUpOnASilentHandshake() throws Exception {
        Behaviour silent = (socket, in, out) -> {
            in.readLine();
            out.write("OK STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            readToTheEnd(in);
        };
        try (ScriptedUpsd upsd = new ScriptedUpsd(silent);
                NutUps ups = new NutUps(settings(upsd, right, true, Duration.ofMillis(300)))) {
            assertEquals(LostReason.TIMEOUT, NutUpsTest.lost(ups));
            assertSaidNothingSecret(upsd);
        }
    }

    @Test
    void reportsAWrongPasswordWhenTheServerFirstLooksAtIt() throws Exception {
        // upsd takes any USERNAME and PASSWORD, and judges them at the first command that needs a privilege.
        TlsUpsd tls = new TlsUpsd(right);
        Behaviour refusing =
                tls.answering("USERNAME", "OK\n", "PASSWORD", "OK\n", "LOGIN", "ERR ACCESS-DENIED\n", "GET", "OK\n");
        try (ScriptedUpsd upsd = new ScriptedUpsd(refusing);
                NutUps ups = new NutUps(settings(upsd, right, true, PATIENCE))) {
            UpsReading.Lost lost = assertInstanceOf(UpsReading.Lost.class, ups.poll());
            assertEquals(LostReason.ACCESS_DENIED, lost.reason());
            assertFalse(lost.detail().contains(PASSWORD), "the password stays out of logs");
            assertTrue(tls.clientHungUp());
            assertEquals("LOGIN ups", tls.heardProtected.getLast(), "nothing is read without the login");
        }
    }

    @Test
    void reportsAPasswordThatIsRefusedAtOnce() throws Exception {
        TlsUpsd tls = new TlsUpsd(right);
        try (ScriptedUpsd upsd =
                        new ScriptedUpsd(tls.answering("USERNAME", "OK\n", "PASSWORD", "ERR INVALID-PASSWORD\n"));
                NutUps ups = new NutUps(settings(upsd, right, true, PATIENCE))) {
            assertEquals(LostReason.ACCESS_DENIED, NutUpsTest.lost(ups));
            assertTrue(tls.clientHungUp());
            assertEquals(2, tls.heardProtected.size());
        }
    }

    @Test
    void refusesATrustFileThatHoldsNoCertificate() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path words = Files.writeString(folder.resolve("words.pem"), "trust me\n");
        assertThrows(IOException.class, () -> NutTls.trusting(empty, true));
        assertThrows(IOException.class, () -> NutTls.trusting(words, true));
        assertThrows(IOException.class, () -> NutTls.trusting(folder.resolve("none.pem"), true));
    }

    private static NutSettings settings(ScriptedUpsd upsd, SelfSigned trusted, boolean checksHost, Duration patience)
            throws IOException {
        NutSettings plain = upsd.settings();
        NutTls tls = NutTls.trusting(trusted.pem(), checksHost);
        return new NutSettings(plain.host(), plain.port(), plain.ups(), patience, LOGIN, tls);
    }

    private static void assertRefusedUnprotected(TlsUpsd tls, SelfSigned trusted, boolean checksHost) throws Exception {
        try (ScriptedUpsd upsd = new ScriptedUpsd(tls.answering(FRIENDLY));
                NutUps ups = new NutUps(settings(upsd, trusted, checksHost, PATIENCE))) {
            assertEquals(LostReason.TLS, lost(ups).reason());
            assertTrue(tls.clientHungUp());
            assertEquals(List.of("STARTTLS"), upsd.heard);
            assertEquals(List.of(), tls.heardProtected);
        }
    }

    private static void assertLostInPlain(Behaviour behaviour, CountDownLatch hungUp) throws Exception {
        try (ScriptedUpsd upsd = new ScriptedUpsd(behaviour);
                NutUps ups = new NutUps(settings(upsd, right, true, PATIENCE))) {
            assertEquals(LostReason.TLS, lost(ups).reason());
            assertTrue(hungUp.await(20, TimeUnit.SECONDS), "the client hangs up");
            assertSaidNothingSecret(upsd);
        }
    }

    private static UpsReading.Lost lost(NutUps ups) {
        return assertInstanceOf(UpsReading.Lost.class, ups.poll());
    }

    private static void assertSaidNothingSecret(ScriptedUpsd upsd) {
        assertEquals("STARTTLS", upsd.heard.getFirst());
        for (String line : upsd.heard) {
            assertFalse(
                    line.contains("USERNAME") || line.contains("PASSWORD") || line.contains(PASSWORD),
                    "said in plain text: " + line);
        }
    }

    private static void readToTheEnd(java.io.BufferedReader in) {
        try {
            @Nullable String line = in.readLine();
            while (line != null) {
                line = in.readLine();
            }
        } catch (IOException _) {
            // A reset is an end, too.
        }
    }
}
