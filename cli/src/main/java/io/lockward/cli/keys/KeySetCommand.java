package io.lockward.cli.keys;

import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Makes and signs the next key set. Run where the root key is.
@Command(
        name = "set",
        description = "Makes the next key set and signs it with the root key.",
        mixinStandardHelpOptions = true)
final class KeySetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--root", required = true, description = "the root's private key file")
    private Path root = Path.of("");

    @Option(names = "--out", required = true, description = "the new key set")
    private Path out = Path.of("");

    @Option(names = "--previous", description = "the key set it follows")
    private @Nullable Path previous;

    @Option(names = "--first", description = "the fleet has no key set yet")
    private boolean first;

    @Option(names = "--add", arity = "1..*", description = "public key files (.pub), new or to be renewed")
    private List<Path> add = new ArrayList<>();

    @Option(names = "--revoke", arity = "1..*", paramLabel = "KID", description = "keys that no longer count")
    private List<String> revoke = new ArrayList<>();

    @Option(names = "--from", description = "when added keys begin to count, such as 2026-12-01T00:00:00Z; now")
    private @Nullable String from;

    @Option(names = "--to", description = "when they end: a time, or a period after --from such as P7D")
    private @Nullable String to;

    @Option(
            names = "--scope",
            split = ",",
            description =
                    "what added keys of machines may sign: command, configure, evidence; the first two. A person's"
                            + " only approves, and a key that was made for one thing does that.")
    private List<Scope> scope = List.of(Scope.COMMAND, Scope.CONFIGURE);

    @Override
    public Integer call() {
        if (first == (previous != null)) {
            throw new Failure(ExitCode.USAGE, "give --previous OLD.jws, or --first for a fleet without a key set");
        }
        SigningKey key = KeyFiles.readPrivate(root);
        Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        KeySet before = previous == null ? null : open(previous, key.verifyingKey());
        NextKeySet.Made made = NextKeySet.make(before, added(now), revoke, now);
        byte[] jws = SignedMessage.KEY_SET.sign(made.set(), key.verifyingKey().thumbprint(), key.privateKey());
        KeyFiles.create(out, new String(jws, StandardCharsets.US_ASCII) + "\n", "rw-r--r--");
        PrintWriter words = spec.commandLine().getOut();
        words.println("Key set " + made.set().version() + " is in " + out + ".");
        made.changes().forEach(change -> words.println("  " + change));
        made.warnings().forEach(warning -> words.println("WARN  " + warning));
        return ExitCode.DONE;
    }

    /// Reads a key set that this root signed.
    static KeySet open(Path file, VerifyingKey root) {
        byte[] jws = KeyFiles.read(file).strip().getBytes(StandardCharsets.ISO_8859_1);
        return switch (SignedMessage.KEY_SET.open(jws, root)) {
            case Opened.Ok<KeySet>(KeySet set, String _) -> set;
            case Opened.Refused<KeySet> refused ->
                throw new Failure(ExitCode.NOT_ALLOWED, file + " is no key set of this root: " + refused.detail());
        };
    }

    private List<TrustedKey> added(Instant now) {
        if (add.isEmpty()) {
            return List.of();
        }
        Instant begin = from == null ? now : time(from, now, "--from");
        if (to == null) {
            throw new Failure(ExitCode.USAGE, "--to is missing: when the added keys end, such as P7D for seven days");
        }
        Instant end = time(to, begin, "--to");
        List<TrustedKey> keys = new ArrayList<>();
        for (Path file : add) {
            KeyFiles.PublicKey open = KeyFiles.readPublic(file);
            Set<Scope> may = may(open);
            keys.add(KeysCommand.used(() -> new TrustedKey(open.kid(), open.x(), begin, end, may, open.holder())));
        }
        return keys;
    }

    private Set<Scope> may(KeyFiles.PublicKey key) {
        if (key.holder() != null) {
            return Set.of(Scope.APPROVE);
        }
        return key.scope().isEmpty() ? Set.copyOf(scope) : key.scope();
    }

    private static Instant time(String text, Instant start, String option) {
        try {
            return text.startsWith("P")
                    ? start.atZone(ZoneOffset.UTC).plus(Period.parse(text)).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException _) {
            throw new Failure(ExitCode.USAGE, option + ": a time such as 2026-12-01T00:00:00Z or a period such as P7D");
        }
    }
}
