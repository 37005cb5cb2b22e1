package io.lockward.cloud.notice;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.cloud.seal.SealKeys;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.protocol.BankId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Endpoints of integrators, and what was told to whom.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "notices")
public class NoticeResource {
    private static final String KINDS =
            Stream.of(ParcelNews.Kind.values()).map(ParcelNews.Kind::word).collect(Collectors.joining("|"));

    private final NoticeStore store;
    private final WebhookSender sender;
    private final SealKeys keys;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;

    NoticeResource(
            NoticeStore store,
            WebhookSender sender,
            SealKeys keys,
            Access access,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.sender = sender;
        this.keys = keys;
        this.access = access;
        this.clock = clock;
        this.random = random;
    }

    /// @param url begins with https://
    /// @param kinds what it hears of: waiting, reminder, overdue, moved, code-changed, collected, returned;
    ///     everything when absent
    /// @param banks whose parcels; every bank's when absent
    public record AskedWebhook(
            @Nullable String url,
            @Nullable List<String> kinds,
            @Nullable List<String> banks) {}

    /// @param secret what verifies its signatures, in the answer that made it only
    public record WebhookView(
            String id,
            String url,
            @Nullable List<String> kinds,
            @Nullable List<String> banks,
            @Nullable String secret,
            String madeBy,
            Instant madeAt) {}

    @GET
    @Path("webhooks")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "Endpoints that hear of parcels, by id")
    public Page<WebhookView> webhooks() {
        return new Page<>(
                store.webhooks().stream().map(webhook -> view(webhook, null)).toList(), null);
    }

    @PUT
    @Path("webhooks/{id}")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Says where news of parcels goes; each time with a new secret, told in this answer, once",
            description = "Signed as Standard Webhooks 1.0 says: webhook-id, webhook-timestamp, webhook-signature")
    public WebhookView put(
            @PathParam("id") String id, @Nullable AskedWebhook body, @Context SecurityIdentity identity) {
        AskedWebhook asked = body == null ? new AskedWebhook(null, null, null) : body;
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,39}")) {
            throw Problem.invalid("id", "has 1 to 40 of a-z, 0-9, dot, dash and underscore")
                    .asException();
        }
        String url = asked.url();
        String refusal = AddressRules.refusal(url, sender.allowsLoopback());
        if (url == null || refusal != null) {
            throw Problem.invalid("url", refusal == null ? "is missing" : refusal)
                    .asException();
        }
        if (asked.kinds() != null
                && (asked.kinds().isEmpty()
                        || !asked.kinds().stream().allMatch(kind -> kind != null && kind.matches(KINDS)))) {
            throw Problem.invalid("kinds", "lists some of " + KINDS.replace("|", ", "))
                    .asException();
        }
        if (asked.banks() != null
                && (asked.banks().isEmpty()
                        || asked.banks().size() > 500
                        || !asked.banks().stream().allMatch(bank -> bank != null && BankId.isValid(bank)))) {
            throw Problem.invalid("banks", "lists up to 500 banks by their ids").asException();
        }
        if (keys.sealKey() == null) {
            throw Problem.of(
                            "no-seal-key",
                            "This replica has no seal key",
                            503,
                            "Secrets cannot be kept here. Copy the file of the seal key to this replica.")
                    .asException();
        }
        byte[] bytes = new byte[WebhookSignature.SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = WebhookSignature.PREFIX + Base64.getEncoder().encodeToString(bytes);
        String by = identity.getPrincipal().getName();
        Webhook webhook = new Webhook(
                id, url, keys.lock(Webhook.purpose(id), secret), asked.kinds(), asked.banks(), by, clock.instant());
        access.audit(new Audited(by, "webhook.put", null, id, url));
        store.put(webhook);
        return view(webhook, secret);
    }

    @DELETE
    @Path("webhooks/{id}")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Ends an endpoint, and what was still to go there")
    public void end(@PathParam("id") String id, @Context SecurityIdentity identity) {
        if (store.webhook(id) == null) {
            throw Problem.notFound("There is no such endpoint.").asException();
        }
        access.audit(new Audited(identity.getPrincipal().getName(), "webhook.end", null, id, null));
        store.endWebhook(id, clock.instant());
    }

    @GET
    @Path("notices")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "What was told or will be, the newest first; `state` is waiting, sent, dead or dropped")
    public Page<NoticeStore.Row> notices(
            @QueryParam("state") @Nullable String state,
            @QueryParam("target") @Nullable String target,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (state != null && !state.matches("waiting|sent|dead|dropped")) {
            throw Problem.invalid("state", "is waiting, sent, dead or dropped").asException();
        }
        int wanted = Page.limit(limit);
        String key = Page.key(cursor);
        Instant before = null;
        UUID id = null;
        if (key != null) {
            String[] parts = key.split("\\|", -1);
            try {
                before = Instant.parse(parts[0]);
                id = UUID.fromString(parts.length > 1 ? parts[1] : "");
            } catch (IllegalArgumentException | java.time.DateTimeException _) {
                throw Page.badCursor();
            }
        }
        return Page.of(
                store.list(state, target, before, id, wanted + 1), wanted, row -> row.createdAt() + "|" + row.id());
    }

    @POST
    @Path("notices/{id}/retry")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(summary = "Sends once more what was given up, with the same id")
    public NoticeStore.Row retry(@PathParam("id") String id, @Context SecurityIdentity identity) {
        UUID notice;
        try {
            notice = UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("There is no such notice.").asException();
        }
        if (store.find(notice) == null) {
            throw Problem.notFound("There is no such notice.").asException();
        }
        access.audit(new Audited(identity.getPrincipal().getName(), "notice.retry", null, id, null));
        if (!store.revive(notice, clock.instant())) {
            throw Problem.of("not-dead", "It was not given up", 409, "Only a notice that is dead can be sent again.")
                    .asException();
        }
        NoticeStore.Row row = store.find(notice);
        if (row == null) {
            throw Problem.notFound("There is no such notice.").asException();
        }
        return row;
    }

    private static WebhookView view(Webhook webhook, @Nullable String secret) {
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                webhook.kinds(),
                webhook.banks(),
                secret,
                webhook.madeBy(),
                webhook.madeAt());
    }
}
