package io.lockward.cli.keys;

import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.signer.token.Token;
import io.lockward.signer.token.TokenFault;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes keys, key sets and approvals, and checks the signer's audit log. Needs no service.
@Command(
        name = "keys",
        description = "Makes, rotates and revokes keys; approves; checks the signer's log. Works offline.",
        mixinStandardHelpOptions = true,
        subcommands = {KeySetCommand.class, KeyShowCommand.class, KeyAuditCommand.class, KeySealCommand.class})
public final class KeysCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Command(name = "root", description = "Makes the offline root key.", mixinStandardHelpOptions = true)
    int root(@Parameters(paramLabel = "FILE", description = "the new private key file") Path file) {
        SigningKey key = JwkText.generate(null);
        KeyFiles.write(file, key, null, Set.of());
        out().println("The root key is in " + file + ". Keep it offline; whoever has it decides who opens doors.");
        out().println("Every agent and the signer need this line; the cloud service knows it as lockward.root-key:");
        out().println("root-key = " + key.verifyingKey().x());
        out().println("thumbprint " + key.verifyingKey().thumbprint());
        return ExitCode.DONE;
    }

    @Command(
            name = "new",
            description = "Makes a key of a machine: the signer's, or the cloud's for acks or for evidence packages.",
            mixinStandardHelpOptions = true)
    int fresh(
            @Parameters(paramLabel = "FILE", description = "the new private key file") Path file,
            @Option(names = "--kid", required = true, description = "its name, such as online-2026-11") String kid,
            @Option(
                            names = "--scope",
                            split = ",",
                            description =
                                    "what it is for: acknowledge, evidence, or command,configure; else said when the"
                                            + " set is made")
                    @Nullable
                    List<Scope> scope) {
        Set<Scope> may = scope == null ? Set.of() : new TreeSet<>(scope);
        if (may.contains(Scope.APPROVE)) {
            throw new Failure(ExitCode.USAGE, "a key that approves is a person's: lockward keys person");
        }
        Path open = KeyFiles.write(file, generate(kid), null, may);
        out().println("The key " + kid + " is in " + file + "; its public half is in " + open + ".");
        if (may.contains(Scope.ACKNOWLEDGE)) {
            out().println("First: put " + file + " into the folder lockward.ack-keys of each cloud service.");
        }
        String given = may.isEmpty() ? "" : " --scope " + NextKeySet.words(may).replace(", ", ",");
        out().println("Next: lockward keys set --add " + open + given + " ... on the root's machine");
        return ExitCode.DONE;
    }

    @Command(
            name = "person",
            description = "Makes a key with which a person approves.",
            mixinStandardHelpOptions = true)
    int person(
            @Parameters(paramLabel = "FILE", description = "the new private key file") Path file,
            @Option(names = "--name", required = true, description = "who holds it, such as ana@example") String name,
            @Option(names = "--kid", required = true, description = "the key's name") String kid) {
        if (name.isBlank() || name.length() > 128) {
            throw new Failure(ExitCode.USAGE, "--name has 1 to 128 characters");
        }
        Path open = KeyFiles.write(file, generate(kid), name, Set.of());
        out().println("The key " + kid + " of " + name + " is in " + file + "; its public half is in " + open + ".");
        out().println("Next: lockward keys set --add " + open + " ... on the root's machine");
        return ExitCode.DONE;
    }

    @Command(
            name = "token",
            description = "Makes a command key inside a PKCS#11 token; it never leaves it.",
            mixinStandardHelpOptions = true)
    int token(
            @Parameters(paramLabel = "PUBLIC", description = "the new public key file") Path file,
            @Option(names = "--module", required = true, description = "the token's PKCS#11 library") Path module,
            @Option(names = "--label", required = true, description = "the token's label") String label,
            @Option(names = "--pin-file", required = true, description = "holds the user PIN") Path pinFile,
            @Option(names = "--kid", required = true, description = "the key's name, also its label") String kid) {
        requireKid(kid);
        if (java.nio.file.Files.exists(file)) {
            throw new Failure(ExitCode.CONFLICT, file + " is there already; choose another name");
        }
        try {
            VerifyingKey open =
                    Token.generate(module, label, KeyFiles.read(pinFile).strip(), kid);
            KeyFiles.writePublic(file, new KeyFiles.PublicKey(kid, open, null, Set.of()));
        } catch (TokenFault e) {
            throw new Failure(ExitCode.ERROR, String.valueOf(e.getMessage()));
        }
        out().println("The key " + kid + " is in the token " + label + "; its public half is in " + file + ".");
        return ExitCode.DONE;
    }

    @Command(
            name = "approve",
            description = "Prints your approval of one command that needs two people.",
            mixinStandardHelpOptions = true)
    int approve(
            @Option(names = "--key", required = true, description = "your private key file") Path file,
            @Option(names = "--command", required = true, description = "the command's id") String command,
            @Option(names = "--bank", required = true) String bank,
            @Option(names = "--boot", required = true, description = "the bank's boot id") String boot,
            @Option(names = "--kind", defaultValue = "unlock-all", description = "default: ${DEFAULT-VALUE}")
                    String kind) {
        SigningKey key = KeyFiles.readPrivate(file);
        Approval approval =
                used(() -> new Approval(CommandId.parse(command), new BankId(bank), BootId.parse(boot), kind));
        byte[] jws = SignedMessage.APPROVAL.sign(approval, key.kid(), key.privateKey());
        out().println(new String(jws, StandardCharsets.US_ASCII));
        return ExitCode.DONE;
    }

    private static SigningKey generate(String kid) {
        requireKid(kid);
        return JwkText.generate(kid);
    }

    private static void requireKid(String kid) {
        used(() -> TrustedKey.requireKid(kid));
    }

    /// What was given, or a usage error.
    static <T> T used(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
