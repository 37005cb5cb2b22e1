package io.lockward.cloud.fleet;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Problem;
import io.lockward.cloud.ingest.BankKeys;
import io.lockward.protocol.BankId;
import io.lockward.protocol.key.VerifyingKey;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Banks that are to join.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "fleet")
public class RegisterResource {
    /// A bank to register.
    ///
    /// @param name 1 to 80 characters
    /// @param publicKey the bank's own Ed25519 key, the `x` of a JWK, as `lockward-agent check` prints it
    public record Registration(
            @Nullable String id,
            @Nullable String name,
            @Nullable Site site,
            @Nullable Layout layout,
            @Nullable String publicKey) {}

    /// A bank's own key.
    ///
    /// @param publicKey the `x` of a JWK, 43 characters of base64url
    public record Key(@Nullable String publicKey) {}

    /// Its building; created or renamed with it.
    ///
    /// @param timeZone of the tz database, such as `Europe/Lisbon`
    public record Site(
            @Nullable String id,
            @Nullable String name,
            @Nullable String timeZone) {}

    /// What the bank needs to reach the broker, told once. An administrator adds it to the broker's credentials.
    public record Registered(String id, String password) {}

    private final Fleet fleet;
    private final BankKeys keys;
    private final Access access;
    private final RandomGenerator random;

    RegisterResource(Fleet fleet, BankKeys keys, Access access, RandomGenerator random) {
        this.fleet = fleet;
        this.keys = keys;
        this.access = access;
        this.random = random;
    }

    @POST
    @Path("banks")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(
            summary = "Registers a bank; answers its broker password once",
            description = "A layout says of each compartment whether its `size` is S, M, L or XL; room for announced"
                    + " parcels is kept by it")
    public Response register(@Nullable Registration body, @Context SecurityIdentity identity) {
        if (body == null || body.id() == null || !BankId.isValid(body.id())) {
            throw Problem.invalid("id", "is 3 to 40 characters of [a-z0-9-]").asException();
        }
        String id = body.id();
        String name = body.name() == null ? id : text("name", body.name());
        Site site = body.site();
        BankView.SiteView place = site == null
                ? new BankView.SiteView("unassigned", "Unassigned", "UTC")
                : new BankView.SiteView(
                        siteId(site.id()),
                        text("site.name", site.name() == null ? site.id() : site.name()),
                        zone(site.timeZone()));
        Layout layout = body.layout() == null ? null : body.layout().checked();
        VerifyingKey key = body.publicKey() == null ? null : key(body.publicKey());
        access.audit(new Audited(identity.getPrincipal().getName(), "bank.register", id, place.id(), name));
        if (!fleet.register(id, name, place, layout)) {
            throw Problem.of("registered", "Registered already", 409, "The bank `" + id + "` is registered already.")
                    .asException();
        }
        if (key != null && !keys.set(new BankId(id), key, false)) {
            throw otherKey(id).asException();
        }
        byte[] bits = new byte[24];
        random.nextBytes(bits);
        return Response.created(URI.create("/api/v1/banks/" + id))
                .header("Cache-Control", "no-store")
                .entity(new Registered(
                        id, Base64.getUrlEncoder().withoutPadding().encodeToString(bits)))
                .build();
    }

    @PUT
    @Path("banks/{bank}/key")
    @RolesAllowed(Role.INSTALLER_ROLE)
    @Operation(
            summary = "Gives a bank its public key, without which no command goes to it",
            description = "A key that is there is replaced only with `replace=true`: what the old one signed no longer"
                    + " counts from then on")
    public TwinView.IdentityView key(
            @PathParam("bank") String bank,
            @QueryParam("replace") @Nullable String replace,
            @Nullable Key body,
            @Context SecurityIdentity identity) {
        if (!BankId.isValid(bank) || fleet.bank(bank) == null) {
            throw Problem.notFound("There is no such bank. Register it first: POST /api/v1/banks.")
                    .asException();
        }
        VerifyingKey key = key(body == null ? null : body.publicKey());
        if (replace != null && !replace.matches("true|false")) {
            throw Problem.invalid("replace", "is true or false").asException();
        }
        String by = identity.getPrincipal().getName();
        access.audit(
                new Audited(by, "bank.key", bank, key.thumbprint(), replace == null ? null : "replace=" + replace));
        if (!keys.set(new BankId(bank), key, "true".equals(replace))) {
            throw otherKey(bank).asException();
        }
        return fleet.twin(bank).identity();
    }

    private static Problem otherKey(String bank) {
        return Problem.of(
                "key-registered",
                "Another key is registered",
                409,
                "The bank `" + bank + "` has another key. If its controller was replaced and you have seen it, say"
                        + " replace=true; if not, somebody may be speaking in its name.");
    }

    private static VerifyingKey key(@Nullable String text) {
        try {
            VerifyingKey key = new VerifyingKey(text == null ? "" : text);
            key.toPublicKey();
            return key;
        } catch (IllegalArgumentException _) {
            throw Problem.invalid("publicKey", "is an Ed25519 key: 43 characters of base64url, the `x` of its JWK")
                    .asException();
        }
    }

    private static String siteId(@Nullable String id) {
        if (id == null || !id.matches("[a-z0-9-]{2,40}")) {
            throw Problem.invalid("site.id", "is 2 to 40 characters of [a-z0-9-]")
                    .asException();
        }
        return id;
    }

    private static String text(String field, @Nullable String value) {
        if (value == null
                || value.isBlank()
                || value.length() > 80
                || value.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(field, "has 1 to 80 characters on one line").asException();
        }
        return value.strip();
    }

    private static String zone(@Nullable String zone) {
        try {
            return zone == null ? "UTC" : ZoneId.of(zone).getId();
        } catch (DateTimeException _) {
            throw Problem.invalid("site.timeZone", "is a name of the tz database, such as Europe/Lisbon")
                    .asException();
        }
    }
}
