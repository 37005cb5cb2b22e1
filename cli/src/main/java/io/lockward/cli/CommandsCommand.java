package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Commands that were asked for.
@Command(name = "commands", description = "Lists, shows or cancels commands.", mixinStandardHelpOptions = true)
final class CommandsCommand {
    @Command(name = "ls", description = "Lists commands, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(names = "--bank") @Nullable String bank,
            @Option(names = "--state", description = "such as open or unverified") @Nullable String state) {
        String path = "/api/v1/commands?limit=50"
                + (bank == null ? "" : "&bank=" + Cloud.escaped(bank))
                + (state == null ? "" : "&state=" + Cloud.escaped(state));
        session.show(session.cloud().get(path), answer -> {
            Table table = new Table("COMMAND", "BANK", "WHAT", "STATE", "BY", "REASON");
            for (JsonNode command : answer.path("items")) {
                String target = command.path("compartment").isTextual()
                        ? command.path("compartment").textValue()
                        : command.path("level").asText();
                table.row(
                        command.path("id").asText(),
                        command.path("bank").asText(),
                        command.path("kind").asText() + " " + target,
                        command.path("state").asText(),
                        command.path("by").asText(),
                        command.path("reason").asText());
            }
            session.out().print(answer.path("items").isEmpty() ? "No commands.\n" : table);
        });
        return ExitCode.DONE;
    }

    @Command(
            name = "get",
            description = "Shows one command with its states and evidence.",
            mixinStandardHelpOptions = true)
    int get(@Mixin Session session, @Parameters(paramLabel = "ID") String id) {
        session.show(session.cloud().get("/api/v1/commands/" + Cloud.escaped(id)), command -> {
            Table table = new Table("STATE", "AT", "SEQ", "EVIDENCE");
            for (JsonNode step : command.path("steps")) {
                table.row(
                        step.path("state").asText(),
                        step.path("at").asText(),
                        step.path("seq").isNumber() ? step.path("seq").asText() : "-",
                        step.path("text").isTextual() ? step.path("text").textValue() : "");
            }
            session.out().print(table);
        });
        return ExitCode.DONE;
    }

    @Command(name = "cancel", description = "Cancels a command that was not sent yet.", mixinStandardHelpOptions = true)
    int cancel(@Mixin Session session, @Parameters(paramLabel = "ID") String id) {
        JsonNode answer = session.cloud()
                .post("/api/v1/commands/" + Cloud.escaped(id) + "/cancel", Cloud.JSON.createObjectNode(), false);
        session.show(
                answer,
                command ->
                        session.out().println(id + " " + command.path("state").asText()));
        return ExitCode.DONE;
    }
}
