package io.lockward.cloud.policy;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.cloud.key.KeySets;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who may sign, and how banks are configured.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policy")
public class PolicyResource {
    private final Policies policies;
    private final KeySets keys;
    private final Access access;

    PolicyResource(Policies policies, KeySets keys, Access access) {
        this.policies = policies;
        this.keys = keys;
        this.access = access;
    }

    /// @param settings by key; what is not named follows the bank's own file
    /// @param reason why, up to 256 characters; it goes on the record
    public record Configuration(
            @Nullable Map<String, String> settings,
            @Nullable String reason) {}

    /// @param keySet the JWS of the offline root
    public record SignedKeySet(@Nullable String keySet) {}

    @GET
    @Path("banks/{bank}/configuration")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "How a bank is configured from here: wanted, applied, and why not")
    public ConfigurationView configuration(@PathParam("bank") String bank) {
        return told(bank);
    }

    @PUT
    @Path("banks/{bank}/configuration")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says what a bank is to be configured with; it goes there until the bank has it")
    public ConfigurationView configure(
            @PathParam("bank") String bank, @Nullable Configuration body, @Context SecurityIdentity identity) {
        ConfigurationView before = told(bank);
        Map<String, String> asked = body == null ? null : body.settings();
        if (asked == null) {
            throw Problem.invalid("settings", "names each setting and its value as text")
                    .asException();
        }
        Desired.Settings settings;
        try {
            settings = new Desired.Settings(asked);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw Problem.invalid("settings", "does not fit: " + e.getMessage()).asException();
        }
        String reason = body == null ? null : body.reason();
        if (reason != null && (reason.length() > 256 || reason.chars().anyMatch(Character::isISOControl))) {
            throw Problem.invalid("reason", "says why in up to 256 characters on one line")
                    .asException();
        }
        String by = identity.getPrincipal().getName();
        String detail = settings.values() + (reason == null || reason.isBlank() ? "" : ": " + reason.strip());
        access.audit(new Audited(by, "bank.configure", bank, before.state(), detail));
        policies.want(new BankId(bank), settings, by);
        return told(bank);
    }

    @GET
    @Path("key-set")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "The key set in force: who may sign what, and until when")
    public KeySetView keySet() {
        VerifyingKey root = keys.root();
        String thumbprint = root == null ? null : root.thumbprint();
        KeySets.InForce now = keys.inForce();
        return now == null
                ? new KeySetView(0, thumbprint, null, null, null, List.of(), policies.counts())
                : new KeySetView(
                        now.set().version(),
                        thumbprint,
                        now.set().at(),
                        now.by(),
                        now.putAt(),
                        now.set().keys().stream().map(PolicyResource::key).toList(),
                        policies.counts());
    }

    @PUT
    @Path("key-set")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Puts a key set in force that the offline root signed; versions only rise")
    public KeySetView putKeySet(@Nullable SignedKeySet body, @Context SecurityIdentity identity) {
        String jws = body == null ? null : body.keySet();
        if (jws == null || jws.isBlank() || jws.length() > 4_096) {
            throw Problem.invalid("keySet", "is a signed key set of at most 4,096 characters")
                    .asException();
        }
        String by = identity.getPrincipal().getName();
        switch (keys.put(jws.strip(), by)) {
            case KeySets.Answer.Taken(KeySets.InForce now) ->
                access.audit(new Audited(
                        by, "key-set.put", null, "version " + now.set().version(), kids(now)));
            case KeySets.Answer.Refused(String reason) ->
                throw Problem.of("bad-key-set", "The key set does not count", 422, "`keySet`: " + reason + ".")
                        .asException();
            case KeySets.Answer.NotNewer(long version) ->
                throw Problem.of(
                                "not-newer",
                                "A newer key set is in force",
                                409,
                                "Version " + version + " is in force, and versions only rise.")
                        .asException();
        }
        policies.round();
        return keySet();
    }

    @GET
    @Path("key-set/banks")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary = "Which bank has which key set, and which key of its own, by bank; `only` is behind, unkeyed or"
                    + " doubtful")
    public Page<KeySetView.BankView> banks(
            @QueryParam("only") @Nullable String only,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (only != null && !only.matches("behind|unkeyed|doubtful")) {
            throw Problem.invalid("only", "is one of behind, unkeyed, doubtful").asException();
        }
        int wanted = Page.limit(limit);
        return Page.of(policies.banks(only, Page.key(cursor), wanted + 1), wanted, KeySetView.BankView::bank);
    }

    private ConfigurationView told(String bank) {
        ConfigurationView view = BankId.isValid(bank) ? policies.configuration(new BankId(bank)) : null;
        if (view == null) {
            throw Problem.notFound("There is no such bank.").asException();
        }
        return view;
    }

    private static KeySetView.KeyView key(TrustedKey key) {
        return new KeySetView.KeyView(
                key.kid(),
                key.x().thumbprint(),
                key.scope().stream()
                        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)),
                key.from(),
                key.to(),
                key.holder());
    }

    private static String kids(KeySets.InForce now) {
        return now.set().keys().stream().map(TrustedKey::kid).collect(Collectors.joining(" "));
    }
}
