package io.lockward.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.signer.audit.AuditChain;
import io.lockward.signer.audit.AuditLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks the signer's audit log, with the files that were put away before it.
@Command(
        name = "audit",
        description = "Checks that no line of the signer's audit log was changed, dropped or put in.",
        mixinStandardHelpOptions = true)
final class KeyAuditCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(
            names = "--expect",
            paramLabel = "HASH",
            description = "a hash the signer once gave (health); must be there")
    private @Nullable String expect;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.NOT_FOUND, file + " is not there");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Path> files = new ArrayList<>(AuditLog.earlier(file));
        files.add(file);
        Map<String, Integer> kinds = new TreeMap<>();
        boolean[] found = {expect == null};
        AuditChain.@Nullable Walk before = null;
        for (Path one : files) {
            AuditChain.Walk walk = AuditChain.walk(one, line -> count(line, kinds));
            found[0] |= walk.hash().hex().equals(expect) || contains(one, expect);
            if (before != null && !before.isFollowedBy(walk)) {
                throw new Failure(ExitCode.ERROR, one + " does not follow the file before it");
            }
            tell(out, one, walk);
            before = walk;
        }
        kinds.forEach((kind, count) -> out.println("  " + count + " " + kind));
        if (!found[0]) {
            throw new Failure(ExitCode.ERROR, "no line has the hash " + expect + ": the log was written anew");
        }
        return ExitCode.DONE;
    }

    private static void tell(PrintWriter out, Path one, AuditChain.Walk walk) {
        String lines = one + ": lines " + walk.first() + " to " + walk.last() + " hold";
        switch (walk.end()) {
            case AuditChain.End.Whole() ->
                out.println(lines + ", last hash " + walk.hash().hex());
            case AuditChain.End.Torn(long bytes) ->
                out.println(lines + "; the last " + bytes
                        + " bytes are a line that was being written when the signer stopped");
            case AuditChain.End.Broken(long _, String why) ->
                throw new Failure(ExitCode.ERROR, lines + "; then it was CHANGED: " + why);
        }
    }

    private static boolean contains(Path one, @Nullable String hash) throws IOException {
        if (hash == null) {
            return true;
        }
        String end = ",\"hash\":\"" + hash + "\"}";
        try (var lines = Files.lines(one)) {
            return lines.anyMatch(line -> line.endsWith(end));
        }
    }

    private static void count(ObjectNode line, Map<String, Integer> kinds) {
        String what = line.path("what").asText();
        String more = line.path("reason")
                .asText(line.path("kind").asText(line.path("sign").asText()));
        kinds.merge((what + " " + more).strip(), 1, Integer::sum);
    }
}
