package io.lockward.launcher;

import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The signer of a fleet on one machine, for the demo, the tests and the measurements, with keys made on the first use:
/// `signer/root.jwk` and `signer/command.jwk`, for the cloud service `ack-keys/ack-1.jwk`, and for everybody
/// `keys/root-key` and `keys/key-set.jws`. In a real
/// fleet
/// the root is made offline (`lockward keys`).
public final class FleetSigner {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /// The kernel takes no longer path of a socket (unix(7)).
    private static final int MOST_PATH = 100;

    /// A running signer.
    ///
    /// @param socket what the cloud service is to be told as `lockward.signer.socket`
    public record Started(Child process, Path socket) {}

    private FleetSigner() {}

    /// Starts it and waits until it listens.
    ///
    /// @param data the cloud service's data folder
    /// @param perMinute what it signs for one bank, for one person and for the fleet in a minute, 1 to 10,000
    /// @param log where its output goes
    public static Started start(Programs programs, Path data, int perMinute, Path log) {
        try {
            Path own = Files.createDirectories(data.resolve("signer"));
            String kid = keys(own, data);
            Path socket = socket(own);
            Path config = own.resolve("signer.conf");
            String root = Files.readString(data.resolve("keys/root-key")).strip();
            PrivateFile.write(config, config(socket, root, kid, perMinute));
            List<String> command = new ArrayList<>(programs.java("signer", "io.lockward.signer.Main"));
            command.addAll(List.of("--config", config.toString()));
            Child process = Child.start("signer", log, command, Map.of());
            try {
                process.awaitReady(PATIENCE);
            } catch (LaunchFailed e) {
                process.close();
                throw e;
            }
            return new Started(process, socket);
        } catch (IOException e) {
            throw new LaunchFailed("cannot make the signer's folder in " + data + ": " + e.getMessage());
        }
    }

    private static Path socket(Path own) throws IOException {
        Path beside = own.resolve("signer.sock").toAbsolutePath();
        return beside.toString().length() <= MOST_PATH
                ? beside
                : Files.createTempDirectory("lockward-signer").resolve("s");
    }

    private static String config(Path socket, String root, String kid, int perMinute) {
        return String.join(
                "\n",
                "socket = " + socket,
                "audit.file = audit.ndjson",
                "key-set-file = ../keys/key-set.jws",
                "root-key = " + root,
                "key." + kid + " = command.jwk",
                "limit.bank-commands = " + perMinute,
                "limit.bank-unlocks = " + perMinute,
                "limit.fleet-commands = 10000",
                "limit.fleet-unlocks = 10000",
                "limit.person-commands = " + perMinute,
                "");
    }

    /// @return the kid of the command key
    private static String keys(Path own, Path data) throws IOException {
        Path command = own.resolve("command.jwk");
        if (Files.notExists(command)) {
            Instant now = Instant.now();
            SigningKey root = JwkText.generate(null);
            SigningKey made = JwkText.generate("command-1");
            SigningKey evidence = JwkText.generate("evidence-1");
            SigningKey ack = JwkText.generate("ack-1");
            KeySet set = new KeySet(
                    1,
                    now,
                    List.of(
                            trusted(made, now, Scope.COMMAND, Scope.CONFIGURE),
                            trusted(ack, now, Scope.ACKNOWLEDGE),
                            trusted(evidence, now, Scope.EVIDENCE)));
            byte[] signed = SignedMessage.KEY_SET.sign(set, root.kid(), root.privateKey());
            Path open = Files.createDirectories(data.resolve("keys"));
            Path ackKeys = Files.createDirectories(data.resolve("ack-keys"));
            PrivateFile.write(ackKeys.resolve("ack-1.jwk"), JwkText.write(ack));
            PrivateFile.write(data.resolve("evidence-key"), JwkText.write(evidence));
            PrivateFile.write(own.resolve("root.jwk"), JwkText.write(root));
            PrivateFile.write(open.resolve("root-key"), root.verifyingKey().x() + "\n");
            PrivateFile.write(open.resolve("key-set.jws"), new String(signed, StandardCharsets.US_ASCII) + "\n");
            PrivateFile.write(command, JwkText.write(made));
        }
        return JwkText.read(Files.readString(command)).kid();
    }

    private static TrustedKey trusted(SigningKey key, Instant now, Scope... scope) {
        return new TrustedKey(
                key.kid(),
                key.verifyingKey(),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(365)),
                Set.of(scope),
                null);
    }
}
