package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where the books and the banks do not agree.
@Command(
        name = "reconcile",
        description = "Lists where the books and what banks sense or say do not agree.",
        mixinStandardHelpOptions = true)
final class ReconcileCommand {
    @Command(name = "ls", description = "Lists them, the worst first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(names = "--bank", description = "only of this bank") @Nullable String bank) {
        String path = "/api/v1/reconciliation" + (bank == null ? "" : "?bank=" + Cloud.escaped(bank));
        session.show(session.cloud().get(path), answer -> {
            Table table = new Table("KIND", "BANK", "DOOR", "SINCE", "WHAT", "DO");
            for (JsonNode one : answer.path("items")) {
                table.row(
                        one.path("kind").asText(),
                        one.path("bank").asText(),
                        one.path("compartment").isNull()
                                ? "-"
                                : one.path("compartment").asText("-"),
                        one.path("since").asText(),
                        one.path("what").asText(),
                        one.path("suggestion").asText());
            }
            session.out().print(answer.path("items").isEmpty() ? "The books agree with the banks.\n" : table);
        });
        return ExitCode.DONE;
    }
}
