package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a bank's journal says.
@Command(name = "events", description = "Reads a bank's journal.", mixinStandardHelpOptions = true)
final class EventsCommand {
    @Command(name = "tail", description = "Shows the newest entries.", mixinStandardHelpOptions = true)
    int tail(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Option(
                            names = {"-n", "--lines"},
                            defaultValue = "20",
                            description = "how many, 1 to 200 (default: ${DEFAULT-VALUE})")
                    int lines,
            @Option(
                            names = {"-f", "--follow"},
                            description = "go on showing new ones until Ctrl-C")
                    boolean follow,
            @Option(names = "--type", description = "only of this type, such as door.opened") @Nullable String type)
            throws InterruptedException {
        Cloud cloud = session.cloud();
        String path = "/api/v1/banks/" + Cloud.escaped(bank) + "/entries?limit="
                + Math.clamp(lines, 1, 200)
                + (type == null ? "" : "&type=" + Cloud.escaped(type));
        String newest = show(session, cloud.get(path), "");
        while (follow) {
            TimeUnit.SECONDS.sleep(1);
            String after = newest.isEmpty() ? "" : "&after=" + Cloud.escaped(newest);
            newest = show(session, cloud.get(path + after), newest);
        }
        return ExitCode.DONE;
    }

    private static String show(Session session, JsonNode answer, String newest) {
        JsonNode items = answer.path("items");
        if (items.isEmpty()) {
            return newest;
        }
        session.show(answer, _ -> {
            for (int i = items.size() - 1; i >= 0; i--) {
                JsonNode entry = items.get(i);
                session.out()
                        .printf(
                                "%s  %6d  %-20s %s%n",
                                entry.path("at").asText(),
                                entry.path("seq").asLong(),
                                entry.path("type").asText(),
                                facts(entry.path("entry")));
            }
        });
        return items.get(0).path("epoch").asText() + ":"
                + items.get(0).path("seq").asText();
    }

    private static String facts(JsonNode entry) {
        StringBuilder facts = new StringBuilder();
        entry.properties().forEach(field -> {
            switch (field.getKey()) {
                case "at", "boot", "up", "type" -> {}
                default ->
                    facts.append(field.getKey())
                            .append('=')
                            .append(
                                    field.getValue().isTextual()
                                            ? field.getValue().textValue()
                                            : field.getValue().toString())
                            .append(' ');
            }
        });
        return facts.toString().strip();
    }
}
