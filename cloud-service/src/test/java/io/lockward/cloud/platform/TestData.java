package io.lockward.cloud.platform;

import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.signer.Signer;
import io.lockward.signer.SignerServer;
import io.lockward.signer.Vouching;
import io.lockward.signer.audit.AuditLog;
import io.lockward.signer.rules.SigningLimits;
import io.lockward.signer.rules.SigningRules;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A data folder of its own for each service under test, in `target`, with the fleet's keys in `keys`, and the real
/// signer beside it in this process.
public final class TestData implements QuarkusTestResourceLifecycleManager {
    private static final String KID = "command-1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PLENTY = 10_000;

    private final List<AutoCloseable> open = new ArrayList<>();

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "data");
            SigningKey command = keys(
                    Files.createDirectories(folder.resolve("keys")),
                    Files.createDirectories(folder.resolve("ack-keys")));
            return Map.of(
                    "lockward.data",
                    folder.toAbsolutePath().toString(),
                    // Nobody waits 20 s in a test to see that somebody else is not waited for.
                    "quarkus.http.read-timeout",
                    "5S",
                    "lockward.webhook.allow-loopback",
                    "true",
                    // Nor for a stream to ask whether its listener still may.
                    "lockward.live.keep-alive",
                    "1s",
                    "lockward.signer.socket",
                    signer(folder, command).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigningKey keys(Path folder, Path ackKeys) throws IOException {
        SigningKey root = JwkText.generate(null);
        SigningKey command = JwkText.generate(KID);
        Instant now = Instant.now();
        SigningKey ack = JwkText.generate("ack-1");
        SigningKey evidence = JwkText.generate("evidence-1");
        List<TrustedKey> trusted = List.of(
                trusted(command, now, Scope.COMMAND, Scope.CONFIGURE),
                trusted(ack, now, Scope.ACKNOWLEDGE),
                trusted(evidence, now, Scope.EVIDENCE));
        byte[] set = SignedMessage.KEY_SET.sign(new KeySet(1, now, trusted), root.kid(), root.privateKey());
        Files.writeString(ackKeys.resolve("ack-1.jwk"), JwkText.write(ack));
        Files.writeString(folder.resolveSibling("evidence-key"), JwkText.write(evidence));
        Files.writeString(folder.resolve("root.jwk"), JwkText.write(root));
        Files.writeString(folder.resolve("root-key"), root.verifyingKey().x());
        Files.writeString(folder.resolve("key-set.jws"), new String(set, StandardCharsets.US_ASCII));
        return command;
    }

    private static TrustedKey trusted(SigningKey key, Instant now, Scope... scope) {
        return new TrustedKey(
                key.kid(),
                key.verifyingKey(),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(30)),
                Set.of(scope),
                null);
    }

    /// @return its socket, in a folder whose path is short enough for one
    private Path signer(Path folder, SigningKey command) throws IOException {
        AuditLog audit = AuditLog.open(
                folder.resolve("audit.ndjson"),
                new AuditLog.Bounds(1 << 20, 4),
                InstantSource.system(),
                SigningRules.WINDOW);
        open.add(audit);
        Signer signer = new Signer(
                Map.of(KID, command),
                new SigningRules(Map.of(), new SigningLimits(PLENTY, PLENTY, PLENTY, PLENTY, PLENTY, PLENTY)),
                Vouching.ofSignatureOnly(),
                audit,
                System::nanoTime,
                InstantSource.system());
        Path socket = Files.createTempDirectory("lockward-signer").resolve("s");
        UserPrincipal me = FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
        open.add(SignerServer.start(
                new SignerServer.Doorway(socket, Set.of(me), 16, Duration.ofMinutes(5), PATIENCE),
                signer,
                System::nanoTime));
        return socket;
    }

    @Override
    public void stop() {
        // The folder lies in target, for whoever wants to look.
        for (AutoCloseable one : open.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("the signer of the test does not end", e);
            }
        }
    }
}
