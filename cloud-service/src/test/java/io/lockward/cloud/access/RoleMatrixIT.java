package io.lockward.cloud.access;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every endpoint with every role and with none, both ways: who may gets anything but 401 and 403, who may not gets
/// exactly one of them.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class RoleMatrixIT {
    private static final String NOWHERE = UUID.randomUUID().toString();

    /// @param any who has one of these, or a role that includes one, may; with none, nobody who signs in may
    private record Call(
            String method,
            String path,
            Set<Role> any,
            @Nullable String body) {
        Call(String method, String path, Role least, @Nullable String body) {
            this(method, path, Set.of(least), body);
        }

        boolean lets(Role role) {
            return any.stream().anyMatch(role::includes);
        }
    }

    private static final List<Call> CALLS = List.of(
            new Call("GET", "/api/v1/me", Set.of(Role.values()), null),
            new Call("PUT", "/api/v1/me/password", Set.of(Role.values()), "{}"),
            new Call("GET", "/api/v1/accounts", Set.of(Role.ADMIN, Role.AUDITOR), null),
            new Call("POST", "/api/v1/accounts", Role.ADMIN, "{}"),
            new Call("PUT", "/api/v1/accounts/{name}", Role.ADMIN, "{}"),
            new Call("POST", "/api/v1/accounts/{name}/password", Role.ADMIN, null),
            new Call("GET", "/api/v1/api-keys", Set.of(Role.ADMIN, Role.AUDITOR), null),
            new Call("POST", "/api/v1/api-keys", Role.ADMIN, "{}"),
            new Call("DELETE", "/api/v1/api-keys/{id}", Role.ADMIN, null),
            new Call("GET", "/api/v1/fleet", Role.VIEWER, null),
            new Call("GET", "/api/v1/sites", Role.VIEWER, null),
            new Call("GET", "/api/v1/banks", Role.VIEWER, null),
            new Call("POST", "/api/v1/banks", Role.ADMIN, "{}"),
            new Call("GET", "/api/v1/banks/{bank}", Role.VIEWER, null),
            new Call("PUT", "/api/v1/banks/{bank}/key", Role.INSTALLER, "{}"),
            new Call("GET", "/api/v1/banks/{bank}/entries", Role.VIEWER, null),
            new Call("GET", "/api/v1/banks/{bank}/telemetry", Role.VIEWER, null),
            new Call("POST", "/api/v1/banks/{bank}/commands", Role.OPERATOR, "{}"),
            new Call(
                    "POST",
                    "/api/v1/banks/{bank}/commands",
                    Role.SUPPORT,
                    "{\"kind\":\"reboot\",\"level\":\"controller\"}"),
            new Call("POST", "/api/v1/banks/{bank}/commands", Role.SUPPORT, "{\"kind\":\"unlock-all\"}"),
            new Call("POST", "/api/v1/commands/{id}/approvals", Role.SUPPORT, "{}"),
            new Call("GET", "/api/v1/commands/{id}/diagnostics", Role.SUPPORT, null),
            new Call("GET", "/api/v1/banks/{bank}/diagnostics", Role.SUPPORT, null),
            new Call("GET", "/api/v1/banks/{bank}/interlocks", Role.VIEWER, null),
            new Call("GET", "/api/v1/signer", Role.VIEWER, null),
            new Call("GET", "/api/v1/banks/{bank}/configuration", Role.VIEWER, null),
            new Call("PUT", "/api/v1/banks/{bank}/configuration", Role.SUPPORT, "{}"),
            new Call("GET", "/api/v1/key-set", Role.VIEWER, null),
            new Call("PUT", "/api/v1/key-set", Role.ADMIN, "{}"),
            new Call("GET", "/api/v1/key-set/banks", Role.VIEWER, null),
            new Call("GET", "/api/v1/seal-key", Role.VIEWER, null),
            new Call("GET", "/api/v1/banks/{bank}/diagnosis", Role.VIEWER, null),
            new Call("GET", "/api/v1/remedies", Role.VIEWER, null),
            new Call("POST", "/api/v1/banks/{bank}/remedy/pause", Role.SUPPORT, "{}"),
            new Call("POST", "/api/v1/banks/{bank}/remedy/steps", Role.SUPPORT, "{}"),
            new Call("GET", "/api/v1/incidents", Role.VIEWER, null),
            new Call("GET", "/api/v1/incidents/{id}", Role.VIEWER, null),
            new Call("POST", "/api/v1/incidents/{id}/acknowledge", Role.OPERATOR, null),
            new Call("GET", "/api/v1/commands", Role.VIEWER, null),
            new Call("GET", "/api/v1/commands/{id}", Role.VIEWER, null),
            new Call("POST", "/api/v1/commands/{id}/cancel", Role.OPERATOR, null),
            new Call("GET", "/api/v1/alarms", Role.VIEWER, null),
            new Call("POST", "/api/v1/alarms/{id}/acknowledge", Role.OPERATOR, null),
            new Call("POST", "/api/v1/alarms/{id}/shelve", Role.OPERATOR, "{}"),
            new Call("GET", "/api/v1/stream?topics=nonsense", Role.VIEWER, null),
            new Call("POST", "/api/v1/parcels", Role.OPERATOR, "{}"),
            new Call("GET", "/api/v1/parcels", Role.VIEWER, null),
            new Call("GET", "/api/v1/parcels/search?q=4b", Role.VIEWER, null),
            new Call("GET", "/api/v1/parcels/{id}", Role.VIEWER, null),
            new Call("POST", "/api/v1/parcels/{id}/cancel", Role.OPERATOR, "{}"),
            new Call("POST", "/api/v1/parcels/{id}/code", Role.OPERATOR, "{}"),
            new Call("POST", "/api/v1/parcels/{id}/overdue", Role.OPERATOR, "{}"),
            new Call("POST", "/api/v1/parcels/{id}/return", Role.OPERATOR, "{}"),
            new Call("POST", "/api/v1/parcels/{id}/hold", Role.SUPPORT, "{}"),
            new Call("POST", "/api/v1/parcels/{id}/release", Role.SUPPORT, "{}"),
            new Call("GET", "/api/v1/reconciliation", Role.VIEWER, null),
            new Call("GET", "/api/v1/couriers", Role.VIEWER, null),
            new Call("PUT", "/api/v1/couriers/{id}", Role.SUPPORT, "{}"),
            new Call("POST", "/api/v1/couriers/{id}/code", Role.SUPPORT, null),
            new Call("DELETE", "/api/v1/couriers/{id}", Role.SUPPORT, null),
            new Call("GET", "/api/v1/recipients", Role.VIEWER, null),
            new Call("PUT", "/api/v1/recipients/{id}", Role.SUPPORT, "{}"),
            new Call("DELETE", "/api/v1/recipients/{id}", Role.SUPPORT, null),
            new Call("GET", "/api/v1/webhooks", Role.SUPPORT, null),
            new Call("PUT", "/api/v1/webhooks/{id}", Role.ADMIN, "{}"),
            new Call("DELETE", "/api/v1/webhooks/{id}", Role.ADMIN, null),
            new Call("POST", "/api/v1/webhooks/{id}/pause", Role.ADMIN, null),
            new Call("POST", "/api/v1/webhooks/{id}/resume", Role.ADMIN, null),
            new Call("POST", "/api/v1/webhooks/{id}/test", Role.SUPPORT, null),
            new Call("GET", "/api/v1/notices", Role.VIEWER, null),
            new Call("POST", "/api/v1/notices/{id}/retry", Role.OPERATOR, null),
            new Call("POST", "/api/v1/cases", Set.of(Role.OPERATOR, Role.PROPERTY), "{}"),
            new Call("GET", "/api/v1/cases", Set.of(Role.OPERATOR, Role.PROPERTY, Role.AUDITOR), null),
            new Call("GET", "/api/v1/cases/counts", Set.of(Role.OPERATOR, Role.PROPERTY, Role.AUDITOR), null),
            new Call("GET", "/api/v1/cases/{id}", Set.of(Role.OPERATOR, Role.PROPERTY, Role.AUDITOR), null),
            new Call("POST", "/api/v1/cases/{id}/decision", Role.SUPPORT, "{}"),
            new Call("POST", "/api/v1/cases/{id}/notes", Role.OPERATOR, "{}"),
            new Call("PUT", "/api/v1/cases/{id}/finding", Role.SUPPORT, "{}"),
            new Call("POST", "/api/v1/cases/{id}/close", Role.SUPPORT, null),
            new Call("POST", "/api/v1/cases/{id}/hold", Role.SUPPORT, "{}"),
            new Call("DELETE", "/api/v1/cases/{id}/hold", Role.SUPPORT, null),
            new Call("GET", "/api/v1/banks/{bank}/timeline", Role.VIEWER, null),
            new Call("GET", "/api/v1/banks/{bank}/timeline/export", Role.VIEWER, null),
            new Call("GET", "/api/v1/cases/{id}/access", Set.of(Role.SUPPORT, Role.AUDITOR), null),
            new Call("GET", "/api/v1/banks/{bank}/clips", Role.VIEWER, null),
            new Call("PATCH", "/api/v1/banks/{bank}/clips/{clip}/content", Set.of(), null),
            new Call("POST", "/api/v1/cases/{case}/clips/{clip}/open", Role.SUPPORT, "{}"),
            new Call("GET", "/api/v1/clips/{clip}/content", Role.SUPPORT, null),
            new Call("GET", "/api/v1/sites/{site}/retention", Set.of(Role.VIEWER, Role.PROPERTY), null),
            new Call("PUT", "/api/v1/sites/{site}/retention", Role.ADMIN, "{}"),
            new Call("GET", "/api/v1/sites/{site}/footage", Set.of(Role.VIEWER, Role.PROPERTY), null),
            new Call("GET", "/api/v1/reports/sites", Set.of(Role.VIEWER, Role.PROPERTY), null),
            new Call("GET", "/api/v1/reports/sites/{site}", Set.of(Role.VIEWER, Role.PROPERTY), null),
            new Call("GET", "/api/v1/reports/sites/{site}/paper", Set.of(Role.VIEWER, Role.PROPERTY), null),
            new Call("POST", "/api/v1/cases/{id}/package", Role.SUPPORT, "{}"),
            new Call("POST", "/api/v1/cases/{id}/shares", Role.SUPPORT, "{}"),
            new Call("GET", "/api/v1/cases/{id}/shares", Set.of(Role.SUPPORT, Role.AUDITOR), null),
            new Call("DELETE", "/api/v1/cases/{id}/shares/{share}", Role.SUPPORT, null),
            new Call("GET", "/q/metrics", Set.of(Role.values()), null));

    private final AccountStore store;

    @Inject
    RoleMatrixIT(AccountStore store) {
        this.store = store;
    }

    @Test
    void every_role_may_do_exactly_what_it_should() {
        Map<Role, String> keys = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String key = Token.make(Token.KEY, new SecureRandom());
            store.addKey(AccountStore.ProgramKey.lasting("matrix", role.text(), Instant.now()), Token.hash(key));
            keys.put(role, key);
        }
        List<String> wrong = new ArrayList<>();
        for (Call call : CALLS) {
            if (send(given(), call) != 401) {
                wrong.add("anonymous got in: " + call);
            }
            keys.forEach((role, key) -> {
                int status = send(given().header("Authorization", "Bearer " + key), call);
                boolean let = status != 401 && status != 403;
                if (let != call.lets(role) || status >= 500) {
                    wrong.add(role + " got " + status + ": " + call);
                }
            });
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void knows_every_endpoint_there_is() {
        String key = Token.make(Token.KEY, new SecureRandom());
        store.addKey(AccountStore.ProgramKey.lasting("reader", Role.VIEWER_ROLE, Instant.now()), Token.hash(key));
        Response openapi = given().header("Authorization", "Bearer " + key)
                .queryParam("format", "json")
                .get("/q/openapi");
        Map<String, Map<String, Object>> paths = openapi.jsonPath().getMap("paths");
        TreeSet<String> there = new TreeSet<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method -> method.matches("get|post|put|patch|delete"))
                .forEach(method -> there.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        // Whoever has a link is let in by the link.
        there.removeAll(List.of("POST /login", "POST /logout", "GET /s/{secret}/about", "GET /s/{secret}/package"));
        TreeSet<String> tried = new TreeSet<>();
        CALLS.stream()
                .filter(call -> call.path().startsWith("/api/"))
                .forEach(call -> tried.add(call.method() + " " + call.path().replaceAll("\\?.*", "")));
        assertEquals(there, tried);
        assertTrue(there.size() > 10);
    }

    private static int send(RequestSpecification request, Call call) {
        String path = call.path()
                .replace("{bank}", "nowhere")
                .replace("{id}", NOWHERE)
                .replace("{name}", "nobody")
                .replace("{clip}", "c-1")
                .replace("{case}", NOWHERE)
                .replace("{site}", "nowhere")
                .replace("{share}", NOWHERE);
        RequestSpecification ready = call.body() == null
                ? request
                : request.contentType("application/json").body(call.body());
        return ready.request(call.method(), path).statusCode();
    }
}
