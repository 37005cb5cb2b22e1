package io.lockward.cli.keys;

import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.cli.Table;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.SignedMessage;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what is in a key set or a key file; never a private half.
@Command(name = "show", description = "Shows a key set or a key file.", mixinStandardHelpOptions = true)
final class KeyShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--root-key", description = "checks that this root signed the key set")
    private @Nullable String rootKey;

    @Override
    public Integer call() {
        String text = KeyFiles.read(file).strip();
        PrintWriter out = spec.commandLine().getOut();
        if (!text.startsWith("{")) {
            show(text, out);
        } else if (text.contains("\"d\"")) {
            SigningKey key = KeyFiles.readPrivate(file);
            out.println("private key " + key.kid() + ", public half "
                    + key.verifyingKey().x() + ", thumbprint "
                    + key.verifyingKey().thumbprint());
        } else {
            KeyFiles.PublicKey key = KeyFiles.readPublic(file);
            out.println("public key " + key.kid() + (key.holder() == null ? "" : " of " + key.holder()) + ", "
                    + key.x().x() + ", thumbprint " + key.x().thumbprint());
        }
        return ExitCode.DONE;
    }

    private void show(String text, PrintWriter out) {
        KeySet set;
        String by = "not checked who signed it; --root-key does";
        if (rootKey == null) {
            set = SignedMessage.KEY_SET.peek(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            String given = rootKey;
            set = KeySetCommand.open(file, KeysCommand.used(() -> new VerifyingKey(given)));
            by = "signed by this root";
        }
        if (set == null) {
            throw new Failure(ExitCode.ERROR, file + " is neither a key file nor a key set");
        }
        Instant now = InstantSource.system().instant();
        out.println("Key set " + set.version() + " of " + set.at() + ", " + by + ".");
        Table table = new Table("KID", "MAY", "HOLDER", "FROM", "TO", "NOW");
        for (TrustedKey key : set.keys()) {
            table.row(
                    key.kid(),
                    NextKeySet.words(key.scope()),
                    key.holder() == null ? "-" : key.holder(),
                    key.from().toString(),
                    key.to().toString(),
                    state(key, now));
        }
        out.print(table);
        out.flush();
    }

    private static String state(TrustedKey key, Instant now) {
        if (now.isBefore(key.from())) {
            return "not yet";
        }
        if (!now.isBefore(key.to())) {
            return "ended";
        }
        return now.plus(NextKeySet.SOON).isBefore(key.to()) ? "counts" : "counts, ENDS SOON";
    }
}
