package io.lockward.cloud.notice;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What was told to whom.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "notices")
public class NoticeResource {
    private final NoticeStore store;
    private final Access access;
    private final InstantSource clock;

    NoticeResource(NoticeStore store, Access access, InstantSource clock) {
        this.store = store;
        this.access = access;
        this.clock = clock;
    }

    @GET
    @Path("notices")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "What was told or will be, the newest first; `state` is waiting, sent, dead or dropped")
    public Page<NoticeStore.Row> notices(
            @QueryParam("state") @Nullable String state,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("target") @Nullable String target,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (state != null && !state.matches("waiting|sent|dead|dropped")) {
            throw Problem.invalid("state", "is waiting, sent, dead or dropped").asException();
        }
        if (channel != null && !channel.matches("email|webhook")) {
            throw Problem.invalid("channel", "is email or webhook").asException();
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
                store.list(state, channel, target, before, id, wanted + 1),
                wanted,
                row -> row.createdAt() + "|" + row.id());
    }

    @POST
    @Path("notices/{id}/retry")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(summary = "Sends now, with the same id, what was given up or rests until the next try")
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
        if (!store.hurry(notice, clock.instant())) {
            throw Problem.of(
                            "not-resting",
                            "There is nothing to try again",
                            409,
                            "It was taken, was dropped, or is on its way just now. Only what was given up, or rests"
                                    + " until the next try, can be sent by hand.")
                    .asException();
        }
        NoticeStore.Row row = store.find(notice);
        if (row == null) {
            throw Problem.notFound("There is no such notice.").asException();
        }
        return row;
    }
}
