package io.lockward.cloud.live;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The stream of changes, as server-sent events.
@Path("/api/v1")
@Tag(name = "live")
public class StreamResource {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    /// So many events wait for a slow listener; then its connection is closed, and it comes back with what it had last.
    private static final int WAITING = 512;

    private final LiveFeed feed;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    StreamResource(LiveFeed feed) {
        this.feed = feed;
    }

    @GET
    @Path("stream")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Changes as they happen: events bank, entry, command, alarm, reset; resumable by Last-Event-ID")
    public Multi<OutboundSseEvent> stream(
            @QueryParam("topics") @Nullable String topics,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SecurityIdentity identity,
            @Context Sse sse) {
        Topics wanted = Topics.of(topics);
        String user = identity.getPrincipal().getName();
        if (!feed.mayEnter(user)) {
            throw Problem.of("too-many-streams", "Too many streams", 429, "Close some of your other pages.")
                    .asException();
        }
        Multi<OutboundSseEvent> events = Multi.createFrom()
                .emitter(
                        emitter -> {
                            @SuppressWarnings("unchecked")
                            MultiEmitter<OutboundSseEvent> out = (MultiEmitter<OutboundSseEvent>) emitter;
                            listen(new Listener(user, wanted, sink(out, sse)), lastEventId, out);
                        },
                        WAITING);
        Multi<OutboundSseEvent> alive = Multi.createFrom()
                .ticks()
                .startingAfter(Duration.ofMillis(1))
                .every(KEEP_ALIVE)
                .onOverflow()
                .drop()
                .map(_ -> sse.newEventBuilder().comment("keep-alive").build());
        return Multi.createBy().merging().streams(events, alive).onFailure().recoverWithCompletion();
    }

    private void listen(Listener listener, @Nullable String lastEventId, MultiEmitter<OutboundSseEvent> out) {
        out.onTermination(() -> feed.leave(listener));
        feed.enter(listener, resume(lastEventId));
    }

    private Listener.Sink sink(MultiEmitter<OutboundSseEvent> out, Sse sse) {
        return (number, name, data) -> out.emit(sse.newEventBuilder()
                .id(run + "-" + number)
                .name(name)
                .data(data)
                .build());
    }

    /// The number to resume after; -1, which nothing resumes, when it is of another run; `null` for a new listener.
    private @Nullable Long resume(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return null;
        }
        boolean ours = lastEventId.matches(run + "-[0-9]{1,18}");
        return ours ? Long.parseLong(lastEventId.substring(run.length() + 1)) : -1L;
    }
}
