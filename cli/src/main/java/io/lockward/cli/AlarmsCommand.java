package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Alarms of the fleet.
@Command(name = "alarms", description = "Lists or acknowledges alarms.", mixinStandardHelpOptions = true)
final class AlarmsCommand {
    @Command(name = "ls", description = "Lists alarms.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(
                            names = "--state",
                            defaultValue = "open",
                            description = "open, closed or all (default: ${DEFAULT-VALUE})")
                    String state) {
        session.show(session.cloud().get("/api/v1/alarms?limit=200&state=" + Cloud.escaped(state)), answer -> {
            Table table = new Table("ID", "SEVERITY", "BANK", "SUBJECT", "KIND", "SINCE", "WHY");
            for (JsonNode alarm : answer.path("items")) {
                table.row(
                        alarm.path("id").asText(),
                        alarm.path("severity").asText(),
                        alarm.path("bank").asText(),
                        alarm.path("subject").asText(),
                        alarm.path("kind").asText(),
                        alarm.path("raisedAt").asText(),
                        alarm.path("why").asText());
            }
            session.out().print(answer.path("items").isEmpty() ? "No alarms. Nobody is needed.\n" : table);
        });
        return ExitCode.DONE;
    }

    @Command(name = "ack", description = "Acknowledges an alarm in your name.", mixinStandardHelpOptions = true)
    int acknowledge(@Mixin Session session, @Parameters(paramLabel = "ID") long id) {
        JsonNode answer =
                session.cloud().post("/api/v1/alarms/" + id + "/acknowledge", Cloud.JSON.createObjectNode(), false);
        session.show(answer, _ -> session.out().println(id + " acknowledged"));
        return ExitCode.DONE;
    }
}
