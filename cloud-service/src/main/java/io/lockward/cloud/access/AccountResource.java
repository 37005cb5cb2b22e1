package io.lockward.cloud.access;

import io.lockward.cloud.access.AccountStore.Kept;
import io.lockward.cloud.access.AccountStore.ProgramKey;
import io.lockward.cloud.http.Caller;
import io.lockward.cloud.http.Door;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Accounts of people and keys of programs.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "access")
public class AccountResource {
    private static final int MOST_SITES = 200;

    private final Accounts accounts;

    AccountResource(Accounts accounts) {
        this.accounts = accounts;
    }

    /// @param role `viewer`, `operator`, `support`, `admin`, `installer`, `property` or `auditor`
    /// @param sites of a property's manager, who needs them; of nobody else
    public record AskedAccount(
            @Nullable String name,
            @Nullable String role,
            @Nullable List<String> sites) {}

    /// @param disabled `true`: nobody signs in with it any more; `false`: they do again; absent: as it is
    public record ChangedAccount(
            @Nullable String role,
            @Nullable List<String> sites,
            @Nullable Boolean disabled) {}

    /// @param days until it ends by itself, 1 to 3,650; never when absent
    public record AskedKey(
            @Nullable String name,
            @Nullable String role,
            @Nullable List<String> sites,
            @Nullable Integer days) {}

    public record AskedPassword(
            @Nullable String current, @Nullable String wanted) {
        @Override
        public String toString() {
            return "AskedPassword[]";
        }
    }

    /// @param role several are joined by commas
    /// @param seenAt when somebody last did something with it in a session that is not over
    /// @param password only in the answer that made it
    public record AccountView(
            String name,
            String role,
            @Nullable List<String> sites,
            Instant createdAt,
            @Nullable Instant disabledAt,
            @Nullable Instant seenAt,
            @Nullable String password) {}

    /// @param key only in the answer that made it
    public record KeyView(
            UUID id,
            String name,
            String role,
            @Nullable List<String> sites,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable String key) {}

    @GET
    @Path("accounts")
    @RolesAllowed({Role.ADMIN_ROLE, Role.AUDITOR_ROLE})
    @Operation(summary = "Who may sign in, by name")
    public Page<AccountView> accounts(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int wanted = Page.limit(limit);
        return Page.of(
                accounts.accounts(Page.key(cursor), wanted + 1).stream()
                        .map(kept -> view(kept, null))
                        .toList(),
                wanted,
                AccountView::name);
    }

    @POST
    @Path("accounts")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes an account; its first password is told in this answer, once")
    public Response addAccount(@Nullable AskedAccount body, @Context SecurityIdentity identity) {
        AskedAccount asked = body == null ? new AskedAccount(null, null, null) : body;
        String role = role(asked.role());
        Accounts.Made<Kept> made = accounts.add(name(asked.name()), role, sites(role, asked.sites()), by(identity));
        return secret(Response.status(201).entity(view(made.kept(), made.secret())));
    }

    @PUT
    @Path("accounts/{name}")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes what somebody may do; it holds at once, also where they are signed in")
    public AccountView changeAccount(
            @PathParam("name") String name, @Nullable ChangedAccount body, @Context SecurityIdentity identity) {
        ChangedAccount asked = body == null ? new ChangedAccount(null, null, null) : body;
        String role = role(asked.role());
        return view(accounts.change(name, role, sites(role, asked.sites()), asked.disabled(), by(identity)), null);
    }

    @POST
    @Path("accounts/{name}/password")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Gives somebody another password, told in this answer, once; they are signed out everywhere")
    public Response renewPassword(@PathParam("name") String name, @Context SecurityIdentity identity) {
        Accounts.Made<Kept> made = accounts.renew(name, by(identity));
        return secret(Response.ok(view(made.kept(), made.secret())));
    }

    @PUT
    @Path("me/password")
    @Authenticated
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes one's own password; one's other sessions end")
    public void changeOwn(
            @Nullable AskedPassword body,
            @CookieParam(Door.COOKIE) @Nullable String session,
            @Context HttpServerRequest request,
            @Context SecurityIdentity identity) {
        String current = body == null ? null : body.current();
        String wanted = body == null ? null : body.wanted();
        if (current == null || wanted == null) {
            throw Problem.invalid("current", "and `wanted` are both needed").asException();
        }
        accounts.changeOwn(by(identity), current, wanted, session, Caller.address(request));
    }

    @GET
    @Path("api-keys")
    @RolesAllowed({Role.ADMIN_ROLE, Role.AUDITOR_ROLE})
    @Operation(summary = "Which programs may call, also those that no longer may")
    public Page<KeyView> keys(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        int wanted = Page.limit(limit);
        return Page.of(
                accounts.keys(Page.key(cursor), wanted + 1).stream()
                        .map(key -> view(key, null))
                        .toList(),
                wanted,
                key -> key.id().toString());
    }

    @POST
    @Path("api-keys")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a key for a program; it is told in this answer, once")
    public Response addKey(@Nullable AskedKey body, @Context SecurityIdentity identity) {
        AskedKey asked = body == null ? new AskedKey(null, null, null, null) : body;
        String role = role(asked.role());
        Accounts.Made<ProgramKey> made =
                accounts.addKey(name(asked.name()), role, sites(role, asked.sites()), asked.days(), by(identity));
        return secret(Response.status(201).entity(view(made.kept(), made.secret())));
    }

    @DELETE
    @Path("api-keys/{id}")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Revokes a program's key, at once")
    public void revokeKey(@PathParam("id") String id, @Context SecurityIdentity identity) {
        UUID key;
        try {
            key = UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("There is no such key.").asException();
        }
        accounts.revoke(key, by(identity));
    }

    private static Response secret(Response.ResponseBuilder answer) {
        return answer.header("Cache-Control", "no-store").build();
    }

    private static String by(SecurityIdentity identity) {
        return identity.getPrincipal().getName();
    }

    private static String name(@Nullable String name) {
        if (name == null || !name.matches("[a-z0-9][a-z0-9._@-]{0,63}")) {
            throw Problem.invalid("name", "has 1 to 64 of a-z, 0-9, dot, dash, underscore and @")
                    .asException();
        }
        return name;
    }

    private static String role(@Nullable String role) {
        if (role == null || Role.named(role) == null) {
            throw Problem.invalid("role", "is viewer, operator, support, admin, installer, property or auditor")
                    .asException();
        }
        return role;
    }

    private static @Nullable List<String> sites(String role, @Nullable List<String> sites) {
        boolean some = sites != null && !sites.isEmpty();
        if (role.equals(Role.PROPERTY_ROLE) != some) {
            throw Problem.invalid(
                            "sites", "names the sites of a property's manager, at least one, and stays away otherwise")
                    .asException();
        }
        if (!some || sites == null) {
            return null;
        }
        if (sites.size() > MOST_SITES) {
            throw Problem.invalid("sites", "names up to " + MOST_SITES + " sites")
                    .asException();
        }
        return sites.stream().sorted().distinct().toList();
    }

    private static AccountView view(Kept kept, @Nullable String password) {
        return new AccountView(
                kept.name(),
                String.join(",", kept.roles()),
                kept.sites(),
                kept.createdAt(),
                kept.disabledAt(),
                kept.seenAt(),
                password);
    }

    private static KeyView view(ProgramKey key, @Nullable String secret) {
        return new KeyView(
                key.id(),
                key.name(),
                String.join(",", key.roles()),
                key.sites(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                secret);
    }
}
