package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Banks and how they are.
@Command(name = "banks", description = "Lists banks, or shows one.", mixinStandardHelpOptions = true)
final class BanksCommand {
    @Command(name = "ls", description = "Lists the banks.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(names = "--site", description = "only of this site") @Nullable String site,
            @Option(names = "--health", description = "only ok, info, minor, major, critical or unknown") @Nullable
                    String health) {
        StringBuilder path = new StringBuilder("/api/v1/banks?limit=200");
        if (site != null) {
            path.append("&site=").append(Cloud.escaped(site));
        }
        if (health != null) {
            path.append("&health=").append(Cloud.escaped(health));
        }
        session.show(session.cloud().get(path.toString()), answer -> {
            Table table = new Table("BANK", "SITE", "PRESENCE", "HEALTH", "POWER", "WHY");
            for (JsonNode bank : answer.path("items")) {
                table.row(
                        bank.path("id").asText(),
                        bank.path("site").path("name").asText("-"),
                        bank.path("presence").path("state").asText(),
                        bank.path("health").path("level").asText(),
                        bank.path("power").path("state").asText("-"),
                        bank.path("health").path("sentence").asText(""));
            }
            session.out().print(answer.path("items").isEmpty() ? "No banks yet.\n" : table);
        });
        return ExitCode.DONE;
    }

    @Command(name = "get", description = "Shows one bank.", mixinStandardHelpOptions = true)
    int get(@Mixin Session session, @Parameters(paramLabel = "BANK") String bank) {
        session.show(session.cloud().get("/api/v1/banks/" + Cloud.escaped(bank)), twin -> {
            session.out()
                    .println(twin.path("name").asText() + ": "
                            + twin.path("health").path("sentence").asText());
            Table table = new Table("DOOR", "SIZE", "SWITCH", "OCCUPANCY");
            for (JsonNode compartment : twin.path("compartments")) {
                table.row(
                        compartment.path("id").asText(),
                        compartment.path("size").asText("-"),
                        compartment.path("door").path("state").asText("unknown"),
                        compartment.path("occupancy").path("state").asText("-"));
            }
            session.out().print(table);
        });
        return ExitCode.DONE;
    }
}
