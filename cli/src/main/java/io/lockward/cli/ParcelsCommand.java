package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Parcels of the fleet.
@Command(
        name = "parcels",
        description = "Lists, shows, announces or takes back parcels.",
        mixinStandardHelpOptions = true)
final class ParcelsCommand {
    @Command(name = "ls", description = "Lists parcels, the newest changed first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(names = "--bank", description = "only of this bank") @Nullable String bank,
            @Option(
                            names = "--state",
                            defaultValue = "inside",
                            description = "open, inside, ended, or one state (default: ${DEFAULT-VALUE})")
                    String state,
            @Option(names = "--find", description = "in tracking, reference, unit and courier") @Nullable String find) {
        StringBuilder path = new StringBuilder("/api/v1/parcels?limit=200&state=" + Cloud.escaped(state));
        if (bank != null) {
            path.append("&bank=").append(Cloud.escaped(bank));
        }
        if (find != null) {
            path.append("&q=").append(Cloud.escaped(find));
        }
        session.show(session.cloud().get(path.toString()), answer -> {
            Table table = new Table("ID", "STATE", "BANK", "DOOR", "UNIT", "TRACKING", "SINCE", "ATTENTION");
            for (JsonNode parcel : answer.path("items")) {
                table.row(
                        parcel.path("id").asText(),
                        parcel.path("state").asText(),
                        parcel.path("bank").asText(),
                        text(parcel, "compartment"),
                        text(parcel, "unit"),
                        text(parcel, "tracking"),
                        parcel.path("changedAt").asText(),
                        text(parcel, "attention"));
            }
            session.out().print(answer.path("items").isEmpty() ? "No parcels.\n" : table);
        });
        return ExitCode.DONE;
    }

    @Command(name = "get", description = "Shows one parcel's story.", mixinStandardHelpOptions = true)
    int get(@Mixin Session session, @Parameters(paramLabel = "PARCEL") String parcel) {
        session.show(session.cloud().get("/api/v1/parcels/" + Cloud.escaped(parcel)), whole -> {
            session.out()
                    .println(text(whole, "unit") + ": " + whole.path("state").asText() + " at "
                            + whole.path("bank").asText() + " " + text(whole, "compartment"));
            Table table = new Table("AT", "WHAT", "DOOR", "VERDICT", "BY", "ENTRY", "MORE");
            for (JsonNode step : whole.path("steps")) {
                table.row(
                        step.path("at").asText(),
                        step.path("what").asText(),
                        text(step, "compartment"),
                        text(step, "verdict"),
                        text(step, "by"),
                        step.path("evidence").path("seq").asText("-"),
                        text(step, "text"));
            }
            session.out().print(table);
        });
        return ExitCode.DONE;
    }

    @Command(
            name = "announce",
            description = "Announces a parcel and keeps room for it.",
            mixinStandardHelpOptions = true)
    int announce(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Option(names = "--recipient", description = "whose, by id") @Nullable String recipient,
            @Option(names = "--label", description = "what the courier sees when there is no recipient") @Nullable
                    String label,
            @Option(names = "--tracking", description = "what the courier's label says") @Nullable String tracking,
            @Option(names = "--reference", description = "your own name for it") @Nullable String reference,
            @Option(names = "--size", description = "small, medium, large or extra-large") @Nullable String size,
            @Option(names = "--compartment", description = "kept free for it, such as A07") @Nullable
                    String compartment) {
        ObjectNode body = Cloud.JSON.createObjectNode().put("bank", bank);
        put(body, "recipient", recipient);
        put(body, "label", label);
        put(body, "tracking", tracking);
        put(body, "reference", reference);
        put(body, "size", size);
        put(body, "compartment", compartment);
        JsonNode answer = session.cloud().post("/api/v1/parcels", body, true);
        session.show(answer, parcel -> session.out().println(parcel.path("id").asText()));
        return ExitCode.DONE;
    }

    @Command(name = "cancel", description = "Takes a parcel back that has not come.", mixinStandardHelpOptions = true)
    int cancel(
            @Mixin Session session,
            @Parameters(paramLabel = "PARCEL") String parcel,
            @Option(names = "--reason", description = "why; it goes into the parcel's story") @Nullable String reason) {
        ObjectNode body = Cloud.JSON.createObjectNode();
        put(body, "reason", reason);
        JsonNode answer = session.cloud().post("/api/v1/parcels/" + Cloud.escaped(parcel) + "/cancel", body, false);
        session.show(answer, _ -> session.out().println(parcel + " taken back"));
        return ExitCode.DONE;
    }

    private static void put(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isNull() ? "-" : node.path(field).asText("-");
    }
}
