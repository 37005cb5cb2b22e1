package io.lockward.cloud.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.signer.Signer;
import io.lockward.signer.SignerServer;
import io.lockward.signer.Vouching;
import io.lockward.signer.audit.AuditLog;
import io.lockward.signer.rules.SigningLimits;
import io.lockward.signer.rules.SigningRules;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The client against the real signer in this process, and against one that hangs.
@Timeout(30)
class SignerSocketTest {
    private static final SigningKey KEY = JwkText.generate("online-1");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder = Path.of("");

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private Path path() {
        return folder.resolve("sign.sock");
    }

    private SignerSocket client(Duration patience) {
        SignerSocket client = new SignerSocket(path(), patience, System::nanoTime);
        open.add(client);
        return client;
    }

    /// A signer, and what ends it.
    private AutoCloseable signer(String name) throws IOException {
        AuditLog audit = AuditLog.open(
                folder.resolve(name), new AuditLog.Bounds(1 << 20, 2), InstantSource.system(), SigningRules.WINDOW);
        Signer signer = new Signer(
                Map.of("online-1", KEY),
                new SigningRules(Map.of(), SigningLimits.DEFAULT),
                Vouching.ofSignatureOnly(),
                audit,
                System::nanoTime,
                InstantSource.system());
        UserPrincipal me = FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
        SignerServer server = SignerServer.start(
                new SignerServer.Doorway(path(), Set.of(me), 16, Duration.ofMinutes(1), PATIENCE),
                signer,
                System::nanoTime);
        AutoCloseable both = () -> {
            server.close();
            audit.close();
        };
        open.add(both);
        return both;
    }

    private static CommandClaims claims(String bank, String person) {
        return new CommandClaims(
                CommandId.parse("01946c4e-7b00-7000-8000-0000000000a7"),
                new BankId(bank),
                BootId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff"),
                30_000,
                person,
                "because",
                new Command.Selftest());
    }

    @Test
    void signsCommandsAndConfigurations() throws IOException {
        signer("audit.ndjson");
        SignerSocket client = client(PATIENCE);
        SignerSocket.Outcome.Signed command = assertInstanceOf(
                SignerSocket.Outcome.Signed.class, client.sign("online-1", claims("harbour-7", "ana")));
        assertEquals(claims("harbour-7", "ana"), SignedMessage.COMMAND.peek(command.bytes()));
        Desired desired = new Desired(new BankId("harbour-7"), 4, Map.of("door.ajar-seconds", "90"));
        SignerSocket.Outcome.Signed configuration =
                assertInstanceOf(SignerSocket.Outcome.Signed.class, client.sign("online-1", desired));
        assertEquals(desired, SignedMessage.DESIRED.peek(configuration.bytes()));
        assertTrue(client.keys() != null && client.health() != null);
    }

    @Test
    void tellsRefusedFromUnavailable() throws IOException {
        SignerSocket client = client(PATIENCE);
        assertInstanceOf(SignerSocket.Outcome.Unavailable.class, client.sign("online-1", claims("harbour-7", "ana")));
        assertNull(client.keys());
        signer("audit.ndjson");
        assertEquals(
                SignRefusal.UNKNOWN_KEY,
                assertInstanceOf(SignerSocket.Outcome.Refused.class, client.sign("x", claims("harbour-7", "ana")))
                        .reason());
        for (int i = 0; i < 10; i++) {
            client.sign("online-1", claims("harbour-7", "p" + i));
        }
        assertEquals(
                SignRefusal.RATE_LIMITED,
                assertInstanceOf(
                                SignerSocket.Outcome.Refused.class, client.sign("online-1", claims("harbour-7", "ana")))
                        .reason());
    }

    @Test
    void asksAgainWhenTheSignerWasRestarted() throws Exception {
        AutoCloseable first = signer("audit-1.ndjson");
        SignerSocket client = client(PATIENCE);
        assertInstanceOf(SignerSocket.Outcome.Signed.class, client.sign("online-1", claims("bank-1", "ana")));
        first.close();
        signer("audit-2.ndjson");
        assertInstanceOf(SignerSocket.Outcome.Signed.class, client.sign("online-1", claims("bank-2", "ana")));
    }

    @Test
    void doesNotWaitLongerThanItsPatience() throws IOException {
        ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(silent);
        silent.bind(UnixDomainSocketAddress.of(path()));
        SignerSocket client = client(Duration.ofMillis(200));
        long start = System.nanoTime();
        assertInstanceOf(SignerSocket.Outcome.Unavailable.class, client.sign("online-1", claims("bank-1", "ana")));
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
    }

    @Test
    void manyThreadsShareAFewConnections() throws IOException {
        signer("audit.ndjson");
        SignerSocket client = client(PATIENCE);
        List<CompletableFuture<SignerSocket.Outcome>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CommandClaims claims = claims("bank-" + i, "p" + i);
            asked.add(CompletableFuture.supplyAsync(() -> client.sign("online-1", claims)));
        }
        asked.forEach(one -> assertInstanceOf(SignerSocket.Outcome.Signed.class, one.join()));
    }
}
