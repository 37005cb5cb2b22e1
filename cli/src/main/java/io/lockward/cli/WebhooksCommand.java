package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Endpoints of integrators.
@Command(
        name = "webhooks",
        description = "Endpoints that hear of parcels: lists, adds, pauses, tries and removes them.",
        mixinStandardHelpOptions = true)
final class WebhooksCommand {
    private static final String PATH = "/api/v1/webhooks";

    @Command(name = "ls", description = "Lists them with how telling them goes.", mixinStandardHelpOptions = true)
    int list(@Mixin Session session) {
        session.show(session.cloud().get(PATH), answer -> {
            Table table = new Table("ENDPOINT", "STATE", "WAITING", "GIVEN UP", "LAST TAKEN", "URL", "PROBLEM");
            for (JsonNode one : answer.path("items")) {
                JsonNode health = one.path("health");
                table.row(
                        one.path("id").asText(),
                        one.path("paused").isObject()
                                ? "paused"
                                : health.path("state").asText(),
                        health.path("waiting").asText(),
                        health.path("dead").asText(),
                        text(health, "takenAt"),
                        one.path("url").asText(),
                        text(health, "problem"));
            }
            session.out().print(answer.path("items").isEmpty() ? "Nobody is told by webhook.\n" : table);
        });
        return ExitCode.DONE;
    }

    @Command(
            name = "add",
            description = "Adds or changes one, and prints its new secret, once.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin Session session,
            @Parameters(paramLabel = "ENDPOINT", description = "its name, such as shop") String id,
            @Parameters(paramLabel = "URL", description = "begins with https://") String url,
            @Option(names = "--kinds", split = ",", description = "what it hears of, by commas; everything without")
                    @Nullable
                    List<String> kinds,
            @Option(names = "--banks", split = ",", description = "whose parcels, by commas; every bank's without")
                    @Nullable
                    List<String> banks) {
        ObjectNode body = Cloud.JSON.createObjectNode().put("url", url);
        body.set("kinds", words(kinds));
        body.set("banks", words(banks));
        session.show(
                session.cloud().put(one(id, ""), body),
                answer -> session.out().println(answer.path("secret").asText()));
        return ExitCode.DONE;
    }

    @Command(
            name = "pause",
            description = "Lets one rest: what it would hear of waits.",
            mixinStandardHelpOptions = true)
    int pause(@Mixin Session session, @Parameters(paramLabel = "ENDPOINT") String id) {
        session.show(post(session, id, "/pause"), _ -> session.out().println(id + " rests"));
        return ExitCode.DONE;
    }

    @Command(name = "resume", description = "Lets it hear again.", mixinStandardHelpOptions = true)
    int resume(@Mixin Session session, @Parameters(paramLabel = "ENDPOINT") String id) {
        session.show(post(session, id, "/resume"), _ -> session.out().println(id + " goes on"));
        return ExitCode.DONE;
    }

    @Command(
            name = "test",
            description = "Sends one signed message of the type webhook.test and tells what came of it.",
            mixinStandardHelpOptions = true)
    int test(@Mixin Session session, @Parameters(paramLabel = "ENDPOINT") String id) {
        JsonNode answer = post(session, id, "/test");
        boolean taken = answer.path("taken").asBoolean();
        session.show(
                answer,
                _ -> session.out()
                        .println(taken ? "taken: " + text(answer, "status") : "not taken: " + text(answer, "problem")));
        return taken ? ExitCode.DONE : ExitCode.ERROR;
    }

    @Command(name = "rm", description = "Removes one; what waits for it is dropped.", mixinStandardHelpOptions = true)
    int remove(@Mixin Session session, @Parameters(paramLabel = "ENDPOINT") String id) {
        session.show(session.cloud().delete(one(id, "")), _ -> session.out().println(id + " removed"));
        return ExitCode.DONE;
    }

    private static JsonNode post(Session session, String id, String what) {
        return session.cloud().post(one(id, what), Cloud.JSON.createObjectNode(), false);
    }

    private static String one(String id, String what) {
        return PATH + "/" + Cloud.escaped(id) + what;
    }

    private static @Nullable ArrayNode words(@Nullable List<String> words) {
        if (words == null) {
            return null;
        }
        ArrayNode array = Cloud.JSON.createArrayNode();
        words.forEach(array::add);
        return array;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "-" : node.path(field).asText("-");
    }
}
