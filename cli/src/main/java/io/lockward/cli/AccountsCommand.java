package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Who may sign in at the cloud service, and which programs may call it.
@Command(name = "accounts", description = "Accounts of people, and keys of programs.", mixinStandardHelpOptions = true)
final class AccountsCommand {
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String KEYS = "/api/v1/api-keys";

    @Command(name = "ls", description = "Lists accounts and keys.", mixinStandardHelpOptions = true)
    int list(@Mixin Session session) {
        JsonNode people = session.cloud().get(ACCOUNTS + "?limit=500");
        JsonNode programs = session.cloud().get(KEYS + "?limit=500");
        ObjectNode both = Cloud.JSON.createObjectNode().set("accounts", people.path("items"));
        session.show(both.set("keys", programs.path("items")), _ -> {
            Table accounts = new Table("NAME", "ROLE", "SITES", "DISABLED", "ACTIVE");
            for (JsonNode one : people.path("items")) {
                accounts.row(
                        one.path("name").asText(),
                        one.path("role").asText(),
                        sites(one),
                        text(one, "disabledAt"),
                        text(one, "seenAt"));
            }
            session.out().println(accounts);
            Table keys = new Table("KEY", "NAME", "ROLE", "SITES", "ENDS", "REVOKED");
            for (JsonNode one : programs.path("items")) {
                keys.row(
                        one.path("id").asText(),
                        one.path("name").asText(),
                        one.path("role").asText(),
                        sites(one),
                        text(one, "expiresAt"),
                        text(one, "revokedAt"));
            }
            session.out().print(keys);
        });
        return ExitCode.DONE;
    }

    @Command(
            name = "add",
            description = "Makes an account and prints its first password, once.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin Session session,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            required = true,
                            description = "viewer, operator, support, admin, installer, property or auditor")
                    String role,
            @Option(names = "--site", description = "of a property's manager; may be given again") @Nullable
                    List<String> sites) {
        return secret(session, session.cloud().post(ACCOUNTS, right(role, sites).put("name", name), false), "password");
    }

    @Command(
            name = "change",
            description = "Gives an account another role, disables or enables it; it holds at once.",
            mixinStandardHelpOptions = true)
    int change(
            @Mixin Session session,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", required = true, description = "the role from now on") String role,
            @Option(names = "--site", description = "of a property's manager; may be given again") @Nullable
                    List<String> sites,
            @ArgGroup @Nullable Ability ability) {
        ObjectNode body = right(role, sites);
        if (ability != null) {
            body.put("disabled", ability.disabled);
        }
        JsonNode answer = session.cloud().put(ACCOUNTS + "/" + Cloud.escaped(name), body);
        session.show(
                answer,
                now -> session.out()
                        .println(name + " is " + role + (now.path("disabledAt").isTextual() ? ", disabled" : "")));
        return ExitCode.DONE;
    }

    /// Whether somebody signs in; without either it stays as it is.
    static final class Ability {
        @Option(names = "--disabled", required = true, description = "signed out everywhere, and does not sign in")
        boolean disabled;

        @Option(names = "--enabled", required = true, description = "signs in again")
        boolean enabled;
    }

    @Command(
            name = "password",
            description = "Gives an account another password and prints it, once; it is signed out everywhere.",
            mixinStandardHelpOptions = true)
    int password(@Mixin Session session, @Parameters(paramLabel = "NAME") String name) {
        JsonNode answer = session.cloud()
                .post(ACCOUNTS + "/" + Cloud.escaped(name) + "/password", Cloud.JSON.createObjectNode(), false);
        return secret(session, answer, "password");
    }

    @Command(
            name = "key",
            description = "Makes a key for a program and prints it, once.",
            mixinStandardHelpOptions = true)
    int key(
            @Mixin Session session,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", required = true, description = "as of an account") String role,
            @Option(names = "--site", description = "for the role property; may be given again") @Nullable
                    List<String> sites,
            @Option(names = "--days", description = "until it ends by itself (default: never)") @Nullable
                    Integer days) {
        ObjectNode body = right(role, sites).put("name", name);
        if (days != null) {
            body.put("days", days);
        }
        return secret(session, session.cloud().post(KEYS, body, false), "key");
    }

    @Command(name = "revoke", description = "Revokes a program's key, at once.", mixinStandardHelpOptions = true)
    int revoke(@Mixin Session session, @Parameters(paramLabel = "KEY", description = "its id, from ls") String key) {
        session.cloud().delete(KEYS + "/" + Cloud.escaped(key));
        session.out().println("revoked");
        return ExitCode.DONE;
    }

    private static int secret(Session session, JsonNode answer, String field) {
        session.show(answer, made -> session.out().println(made.path(field).asText()));
        return ExitCode.DONE;
    }

    private static ObjectNode right(String role, @Nullable List<String> sites) {
        ObjectNode body = Cloud.JSON.createObjectNode().put("role", role);
        if (sites != null) {
            sites.forEach(body.putArray("sites")::add);
        }
        return body;
    }

    private static String sites(JsonNode one) {
        return one.path("sites").isArray()
                ? String.join(",", Cloud.JSON.convertValue(one.path("sites"), String[].class))
                : "-";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("-").replace("null", "-");
    }
}
