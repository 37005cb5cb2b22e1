package io.lockward.cli.evidence;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.cli.keys.PublicKeys;
import io.lockward.protocol.evidence.EvidenceManifest;
import io.lockward.protocol.evidence.verify.EvidenceCheck;
import io.lockward.protocol.evidence.verify.EvidenceVerdict;
import io.lockward.protocol.evidence.verify.EvidenceVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks one package.
@Command(
        name = "verify",
        description = {
            "Checks an evidence package: that nothing in it was changed, and who vouches for it.",
            "Exit code 0: everything holds. 1: something does not, and the output says where.",
            "7: everything fits together, and no trusted key was given to compare with."
        },
        mixinStandardHelpOptions = true)
final class EvidenceVerifyCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the package, a .zip")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "ROOT",
            description = "the fleet's root: its public key file, its public key or its fingerprint")
    private @Nullable String key;

    @Option(names = "--json", description = "prints every check as JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.NOT_FOUND, file + " is not there");
        }
        EvidenceVerdict verdict;
        try (FileChannel channel = FileChannel.open(file)) {
            verdict = EvidenceVerifier.verify(channel, key == null ? null : PublicKeys.given(key));
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "cannot read " + file + ": " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(verdict));
        } else {
            tell(verdict, out);
        }
        return switch (verdict.state()) {
            case HOLDS -> ExitCode.DONE;
            case OPEN -> ExitCode.UNVERIFIED;
            case FAILS -> ExitCode.ERROR;
        };
    }

    private void tell(EvidenceVerdict verdict, PrintWriter out) {
        EvidenceManifest manifest = verdict.manifest();
        if (manifest != null) {
            out.println("Package " + manifest.id() + " of case " + manifest.caseId() + ", made " + manifest.madeAt()
                    + " by " + safe(manifest.madeBy()) + ": " + safe(manifest.why()));
        }
        for (EvidenceCheck check : verdict.checks()) {
            switch (check.outcome()) {
                case HOLDS -> out.println("  ok    " + check.place() + ": " + check.detail());
                case OPEN -> out.println("  ?     " + check.place() + ": " + check.detail());
                case FAILS -> out.println("  WRONG " + check.place() + ": " + check.detail());
            }
        }
        switch (verdict.state()) {
            case HOLDS -> out.println("Everything holds.");
            case OPEN -> {
                out.println("Everything fits together. It is proven only if this is your fleet's root:");
                out.println("  " + (manifest == null ? "" : manifest.root().thumbprint()));
                out.println("Compare it with what you know, and check again with --key.");
            }
            case FAILS -> {
                List<EvidenceCheck> failures = verdict.failures();
                out.println("DOES NOT HOLD: " + failures.size() + (failures.size() == 1 ? " check" : " checks")
                        + " failed, the first at " + failures.getFirst().place() + ".");
            }
        }
    }

    /// Text of a stranger, for a terminal: no letter of it can command one.
    private static String safe(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private ObjectNode toJson(EvidenceVerdict verdict) {
        ObjectNode node = JSON.createObjectNode();
        node.put("file", file.toString());
        node.put("verdict", verdict.state().name().toLowerCase(Locale.ROOT));
        EvidenceManifest manifest = verdict.manifest();
        if (manifest != null) {
            node.put("package", manifest.id()).put("case", manifest.caseId());
            node.put("madeAt", manifest.madeAt().toString()).put("madeBy", manifest.madeBy());
            node.put("root", manifest.root().thumbprint());
        }
        ArrayNode checks = node.putArray("checks");
        for (EvidenceCheck check : verdict.checks()) {
            checks.addObject()
                    .put("what", check.what().code())
                    .put("place", check.place())
                    .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT))
                    .put("detail", check.detail());
        }
        return node;
    }
}
