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
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
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

/// Endpoints of integrators. Each change and its line on the record are one transaction.
@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "notices")
public class WebhookResource {
    private static final String KINDS =
            Stream.of(ParcelNews.Kind.values()).map(ParcelNews.Kind::word).collect(Collectors.joining("|"));

    private final WebhookStore store;
    private final Notices notices;
    private final WebhookSender sender;
    private final SealKeys keys;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;

    WebhookResource(
            WebhookStore store,
            Notices notices,
            WebhookSender sender,
            SealKeys keys,
            Access access,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.notices = notices;
        this.sender = sender;
        this.keys = keys;
        this.access = access;
        this.clock = clock;
        this.random = random;
    }

    /// @param url begins with https://
    /// @param kinds what it hears of: waiting, reminder, overdue, moved, delayed, opens-again, code-changed,
    ///     collected, returned; everything when absent
    /// @param banks whose parcels; every bank's when absent
    public record AskedWebhook(
            @Nullable String url,
            @Nullable List<String> kinds,
            @Nullable List<String> banks) {}

    /// @param taken whether it was answered with 2xx in time
    /// @param status the HTTP status; `null` when there was no answer
    /// @param problem for people; `null` when it was taken
    public record TestedWebhook(
            boolean taken,
            @Nullable Integer status,
            @Nullable String problem) {}

    @GET
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "Endpoints that hear of parcels, by id, each with how telling it goes")
    public Page<WebhookView> webhooks() {
        return new Page<>(
                store.all().stream().map(each -> WebhookView.of(each, null)).toList(), null);
    }

    @PUT
    @Path("{id}")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Says where news of parcels goes; each time with a new secret, told in this answer, once",
            description = "Signed as Standard Webhooks 1.0 says: webhook-id, webhook-timestamp, webhook-signature")
    @Transactional
    public WebhookView put(
            @PathParam("id") String id, @Nullable AskedWebhook body, @Context SecurityIdentity identity) {
        AskedWebhook asked = body == null ? new AskedWebhook(null, null, null) : body;
        String url = checked(id, asked);
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
        access.audit(new Audited(by, "webhook.put", null, id, url));
        store.put(new Webhook(
                id,
                url,
                keys.lock(Webhook.purpose(id), secret),
                asked.kinds(),
                asked.banks(),
                by,
                clock.instant(),
                null));
        return view(id, secret);
    }

    /// @return its address
    private String checked(String id, AskedWebhook asked) {
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
        return url;
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Ends an endpoint, and what was still to go there")
    @Transactional
    public void end(@PathParam("id") String id, @Context SecurityIdentity identity) {
        Webhook webhook = known(id);
        access.audit(new Audited(identity.getPrincipal().getName(), "webhook.end", null, id, webhook.url()));
        if (!store.end(id, webhook.madeAt(), clock.instant())) {
            throw Problem.of("changed", "It was changed meanwhile", 409, "Look at it again, then end it.")
                    .asException();
        }
    }

    @POST
    @Path("{id}/pause")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Lets an endpoint rest: what it would hear of waits until it goes on")
    @Transactional
    public WebhookView pause(@PathParam("id") String id, @Context SecurityIdentity identity) {
        known(id);
        String by = identity.getPrincipal().getName();
        access.audit(new Audited(by, "webhook.pause", null, id, null));
        store.pause(id, by, clock.instant());
        return view(id, null);
    }

    @POST
    @Path("{id}/resume")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(summary = "Lets an endpoint hear again, also of what waited and was not overtaken")
    @Transactional
    public WebhookView resume(@PathParam("id") String id, @Context SecurityIdentity identity) {
        known(id);
        access.audit(new Audited(identity.getPrincipal().getName(), "webhook.resume", null, id, null));
        store.resume(id);
        return view(id, null);
    }

    @POST
    @Path("{id}/test")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(
            summary = "Sends a signed message of the type webhook.test and waits for what comes of it, up to 15 s",
            description = "Tried once, also while the endpoint rests; it counts as no delivery")
    public TestedWebhook test(@PathParam("id") String id, @Context SecurityIdentity identity) {
        Webhook webhook = known(id);
        access.audit(new Audited(identity.getPrincipal().getName(), "webhook.test", null, id, webhook.url()));
        Outcome outcome = notices.test(webhook, new UUID(random.nextLong(), random.nextLong()));
        return switch (outcome) {
            case Outcome.Taken taken -> new TestedWebhook(true, taken.status(), null);
            case Outcome.Later later -> new TestedWebhook(false, later.status(), later.problem());
            case Outcome.Never never -> new TestedWebhook(false, never.status(), never.problem());
        };
    }

    private Webhook known(String id) {
        Webhook webhook = store.find(id);
        if (webhook == null) {
            throw nowhere();
        }
        return webhook;
    }

    private WebhookView view(String id, @Nullable String secret) {
        WebhookStore.Followed followed = store.followed(id);
        if (followed == null) {
            throw nowhere();
        }
        return WebhookView.of(followed, secret);
    }

    private static RuntimeException nowhere() {
        return Problem.notFound("There is no such endpoint.").asException();
    }
}
