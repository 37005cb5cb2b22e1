package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The key that banks seal their secrets to, as the cloud service sees it; it is rotated with `lockward keys
/// seal`.
@Command(
        name = "seal-key",
        description = "Tells which seal key is in use, and which banks have not sealed to it.",
        mixinStandardHelpOptions = true)
final class SealKeyCommand {
    @Command(
            name = "show",
            description = "Shows the keys, who is behind, and whether older ones may go.",
            mixinStandardHelpOptions = true)
    int show(@Mixin Session session) {
        session.show(session.cloud().get("/api/v1/seal-key"), answer -> print(session.out(), answer));
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, JsonNode answer) {
        Table table = new Table("KEY", "MADE", "IN USE", "HERE", "BANKS");
        for (JsonNode key : answer.path("keys")) {
            table.row(
                    key.path("kid").asText(),
                    key.path("madeAt").asText(),
                    key.path("inUse").asBoolean() ? "yes" : "no",
                    key.path("here").asBoolean() ? "yes" : "no",
                    key.path("banks").asText());
        }
        out.print(table);
        List<String> never = new ArrayList<>();
        List<String> behind = new ArrayList<>();
        for (JsonNode bank : answer.path("behind")) {
            (bank.path("kid").isTextual() ? behind : never)
                    .add(bank.path("bank").asText());
        }
        if (!behind.isEmpty()) {
            out.println("Not yet sealed to the key in use: " + String.join(", ", behind));
        }
        if (!never.isEmpty()) {
            out.println("Never sealed a secret: " + String.join(", ", never));
        }
        List<String> locked = new ArrayList<>();
        answer.path("locked").forEach(what -> locked.add(what.asText()));
        if (!locked.isEmpty()) {
            out.println("Still locked away with another key: " + String.join(", ", locked));
        }
        if (!answer.path("here").asBoolean()) {
            out.println("This replica lacks the key in use: copy the file from another one.");
        }
        out.println(
                answer.path("settled").asBoolean()
                        ? "Older keys may go: ./lockward keys seal FILE --drop KID"
                        : "Keep the older keys: something is still sealed to them.");
    }
}
