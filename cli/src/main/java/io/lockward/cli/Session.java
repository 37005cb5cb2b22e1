package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Options that every command talking to the service has, and what they lead to.
final class Session {
    enum Output {
        TABLE,
        JSON
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = Objects.requireNonNull(CommandSpec.create());

    @Option(
            names = {"-o", "--output"},
            description = "table or json (default: ${DEFAULT-VALUE})")
    private Output output = Output.TABLE;

    @Option(names = "--data", description = "the demo's data folder (default: .lockward/demo)")
    private Path data = home().resolve(".lockward/demo");

    static Path home() {
        return Path.of(Objects.requireNonNullElse(System.getenv("LOCKWARD_HOME"), "."));
    }

    Path data() {
        return data;
    }

    Cloud cloud() {
        return Cloud.find(Map.copyOf(System.getenv()), data);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /// Prints an answer as it came, or as people read it.
    void show(JsonNode answer, Consumer<JsonNode> asTable) {
        switch (output) {
            case JSON -> out().println(answer.toPrettyString());
            case TABLE -> asTable.accept(answer);
        }
        out().flush();
    }
}
