package io.lockward.cloud.live;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stream of changes, as server-sent events.
@Path("/api/v1")
@Tag(name = "live")
public class StreamResource {
    /// So many events wait for a slow listener; then its connection is closed, and it comes back with what it had last.
    private static final int WAITING = 512;

    private static final Logger LOG = LoggerFactory.getLogger(StreamResource.class);

    private final LiveFeed feed;
    private final Access access;
    private final Duration keepAlive;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    StreamResource(
            LiveFeed feed,
            Access access,
            @ConfigProperty(name = "lockward.live.keep-alive", defaultValue = "15s") Duration keepAlive) {
        this.feed = feed;
        this.access = access;
        this.keepAlive = keepAlive;
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
        return Multi.createBy()
                .merging()
                .streams(events, alive(Person.of(identity), sse))
                .onFailure()
                .recoverWithCompletion();
    }

    /// Comments that keep the connection open. Each asks again whether who listens still may, on a worker thread, and
    /// fails when not: a stream was let in once and would otherwise outlive the session or key it came with.
    private Multi<OutboundSseEvent> alive(Person person, Sse sse) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(Duration.ofMillis(1))
                .every(keepAlive)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> Uni.createFrom()
                        .item(() -> still(person))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .map(may -> {
                    if (!may) {
                        throw new IllegalStateException("who listened may not any more");
                    }
                    return sse.newEventBuilder().comment("keep-alive").build();
                });
    }

    /// While the database is away nobody is told anything, and nobody is sent away: the next keep-alive asks again.
    private boolean still(Person person) {
        try {
            return access.stillMay(person, Role.VIEWER_ROLE);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("whether a listener still may could not be asked");
            return true;
        }
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
