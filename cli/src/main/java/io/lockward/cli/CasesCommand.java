package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Disputes.
@Command(
        name = "cases",
        description = "Lists, opens, reads, decides or closes disputes.",
        mixinStandardHelpOptions = true)
final class CasesCommand {
    private static final String CASES = "/api/v1/cases";

    @Command(name = "ls", description = "Lists cases, the newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Session session,
            @Option(names = "--state", description = "requested, open, declined or closed") @Nullable String state,
            @Option(names = "--bank", description = "only of this bank") @Nullable String bank,
            @Option(names = "--find", description = "in claim, bank, compartment and finding") @Nullable String find) {
        StringBuilder path = new StringBuilder(CASES + "?limit=200");
        add(path, "state", state);
        add(path, "bank", bank);
        add(path, "q", find);
        session.show(session.cloud().get(path.toString()), answer -> {
            Table table = new Table("ID", "STATE", "KIND", "BANK", "DOOR", "OPENED", "BY", "CLAIM");
            for (JsonNode one : answer.path("items")) {
                table.row(
                        one.path("id").asText(),
                        one.path("state").asText(),
                        one.path("kind").asText(),
                        one.path("bank").asText(),
                        text(one, "compartment"),
                        one.path("openedAt").asText(),
                        one.path("openedBy").asText(),
                        one.path("claim").asText());
            }
            session.out().print(answer.path("items").isEmpty() ? "No cases.\n" : table);
        });
        return ExitCode.DONE;
    }

    @Command(
            name = "get",
            description = "Shows a case: proposed finding, contradictions, checklist, facts.",
            mixinStandardHelpOptions = true)
    int get(
            @Mixin Session session,
            @Parameters(paramLabel = "CASE") String id,
            @Option(names = "--facts", description = "also every fact") boolean facts) {
        session.show(session.cloud().get(path(id, "")), one -> {
            session.out()
                    .println(one.path("state").asText() + ": "
                            + one.path("claim").asText());
            session.out()
                    .println(one.path("bank").asText() + " " + text(one, "compartment") + ", "
                            + one.path("from").asText() + " to "
                            + one.path("to").asText());
            if (one.path("finding").isObject()) {
                session.out()
                        .println("\nFound by " + one.path("finding").path("by").asText() + ":\n"
                                + one.path("finding").path("text").asText());
            }
            session.out()
                    .println("\nProposed ("
                            + one.path("proposed").path("certainty").asText("-") + "):\n"
                            + one.path("proposed").path("text").asText("-") + "\n");
            Table against = new Table("CONTRADICTION", "WHAT");
            one.path("contradictions")
                    .forEach(each -> against.row(
                            each.path("kind").asText(), each.path("words").asText()));
            session.out().print(one.path("contradictions").isEmpty() ? "No contradictions.\n" : against);
            Table checklist = new Table("CHECKLIST", "IS", "WHAT");
            one.path("checklist")
                    .forEach(each -> checklist.row(
                            each.path("item").asText(),
                            each.path("standing").asText(),
                            each.path("words").asText()));
            session.out().print(checklist);
            if (facts) {
                Table table = new Table("AT", "LANE", "ENTRY", "WHAT");
                one.path("facts")
                        .forEach(each -> table.row(
                                each.path("at").asText(),
                                each.path("lane").asText(),
                                each.path("evidence").path("seq").asText(),
                                each.path("words").asText()));
                session.out().print(table);
            }
        });
        return ExitCode.DONE;
    }

    @Command(
            name = "open",
            description = "Opens a case, or one that was asked for, declined or closed.",
            mixinStandardHelpOptions = true)
    int open(
            @Mixin Session session,
            @Parameters(paramLabel = "CASE", arity = "0..1", description = "one that is there already") @Nullable
                    String id,
            @Option(names = "--bank", description = "where") @Nullable String bank,
            @Option(names = "--parcel", description = "which, by id") @Nullable String parcel,
            @Option(names = "--compartment", description = "where, such as A07") @Nullable String compartment,
            @Option(names = "--from", description = "such as 2026-11-20T17:00:00Z") @Nullable String from,
            @Option(names = "--to", description = "such as 2026-11-20T19:00:00Z") @Nullable String to,
            @Option(names = "--claim", description = "what is claimed") @Nullable String claim,
            @Option(names = "--reason", description = "why one that is there is opened") @Nullable String reason) {
        ObjectNode body = Cloud.JSON.createObjectNode();
        if (id != null) {
            put(body.put("decision", "open"), "reason", reason);
            told(session, session.cloud().post(path(id, "/decision"), body, false));
            return ExitCode.DONE;
        }
        put(body, "bank", bank);
        put(body, "parcel", parcel);
        put(body, "compartment", compartment);
        put(body, "from", from);
        put(body, "to", to);
        put(body, "claim", claim);
        told(session, session.cloud().post(CASES, body, true));
        return ExitCode.DONE;
    }

    @Command(name = "decline", description = "Declines a case that was asked for.", mixinStandardHelpOptions = true)
    int decline(
            @Mixin Session session,
            @Parameters(paramLabel = "CASE") String id,
            @Option(names = "--reason", required = true, description = "why; it goes on record") String reason) {
        ObjectNode body =
                Cloud.JSON.createObjectNode().put("decision", "decline").put("reason", reason);
        told(session, session.cloud().post(path(id, "/decision"), body, false));
        return ExitCode.DONE;
    }

    @Command(name = "finding", description = "Writes what was found.", mixinStandardHelpOptions = true)
    int finding(
            @Mixin Session session,
            @Parameters(paramLabel = "CASE") String id,
            @Parameters(paramLabel = "TEXT", description = "in plain words") String text) {
        told(
                session,
                session.cloud()
                        .put(path(id, "/finding"), Cloud.JSON.createObjectNode().put("text", text)));
        return ExitCode.DONE;
    }

    @Command(name = "close", description = "Closes a case with its finding.", mixinStandardHelpOptions = true)
    int close(@Mixin Session session, @Parameters(paramLabel = "CASE") String id) {
        told(session, session.cloud().post(path(id, "/close"), Cloud.JSON.createObjectNode(), false));
        return ExitCode.DONE;
    }

    @Command(
            name = "hold",
            description = "Keeps a case's footage whatever its age, or lets it go.",
            mixinStandardHelpOptions = true)
    int hold(
            @Mixin Session session,
            @Parameters(paramLabel = "CASE") String id,
            @Option(names = "--off", description = "lets it go") boolean off,
            @Option(names = "--reason", required = true, description = "why; it goes on record") String reason) {
        JsonNode answer = off
                ? session.cloud().delete(path(id, "/hold?reason=" + Cloud.escaped(reason)))
                : session.cloud()
                        .post(path(id, "/hold"), Cloud.JSON.createObjectNode().put("reason", reason), false);
        told(session, answer);
        return ExitCode.DONE;
    }

    @Command(
            name = "package",
            description = "Writes a case's evidence to a file that anybody can verify: lockward evidence verify FILE.",
            mixinStandardHelpOptions = true)
    int pack(
            @Mixin Session session,
            @Parameters(paramLabel = "CASE") String id,
            @Parameters(paramLabel = "FILE", description = "such as evidence.zip") Path file,
            @Option(names = "--why", required = true, description = "why it leaves the house; it goes on record")
                    String why,
            @Option(names = "--unsealed", description = "also without the bank's newest signature") boolean unsealed) {
        session.cloud().download(path(id, "/package"), asked(why, unsealed), file);
        session.out().println(file);
        return ExitCode.DONE;
    }

    @Command(
            name = "share",
            description = "Makes a link that hands out a case's evidence for a time.",
            mixinStandardHelpOptions = true)
    int share(
            @Mixin Session session,
            @Parameters(paramLabel = "CASE") String id,
            @Option(names = "--why", required = true, description = "why it leaves the house; it goes on record")
                    String why,
            @Option(names = "--days", defaultValue = "7", description = "1 to 30 (default: ${DEFAULT-VALUE})") int days,
            @Option(names = "--unsealed", description = "also without the bank's newest signature") boolean unsealed) {
        JsonNode answer =
                session.cloud().post(path(id, "/shares"), asked(why, unsealed).put("days", days), false);
        session.show(
                answer,
                made -> session.out()
                        .println(made.path("path").asText() + " until "
                                + made.path("expiresAt").asText() + ", below the service's address"));
        return ExitCode.DONE;
    }

    private static ObjectNode asked(String why, boolean unsealed) {
        ObjectNode body = Cloud.JSON.createObjectNode().put("why", why);
        return unsealed ? body.put("unsealed", true) : body;
    }

    private static void told(Session session, JsonNode answer) {
        session.show(
                answer,
                one -> session.out()
                        .println(one.path("id").asText() + " "
                                + one.path("state").asText()));
    }

    private static String path(String id, String more) {
        return CASES + "/" + Cloud.escaped(id) + more;
    }

    private static void add(StringBuilder path, String field, @Nullable String value) {
        if (value != null) {
            path.append('&').append(field).append('=').append(Cloud.escaped(value));
        }
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
