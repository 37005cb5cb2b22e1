package io.lockward.cloud.timeline;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.alarm.Alarms;
import io.lockward.cloud.fleet.Fleet;
import io.lockward.cloud.http.Problem;
import io.lockward.fleet.timeline.Hearing;
import io.lockward.fleet.timeline.Moment;
import io.lockward.fleet.timeline.TimelineRules;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What happened at a bank over a span of time, as lanes.
@Path("/api/v1/banks/{bank}/timeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "fleet")
public class TimelineResource {
    /// A busy bank says twenty thousand things a day.
    static final int MOST = 25_000;

    /// So many entries before the span are looked at for how things were when it began; what they do not tell is not
    /// known.
    private static final int LOOK_BACK = 500;

    private static final String NDJSON = "application/x-ndjson";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private final TimelineStore store;
    private final Fleet fleet;
    private final Alarms alarms;
    private final InstantSource clock;

    TimelineResource(TimelineStore store, Fleet fleet, Alarms alarms, InstantSource clock) {
        this.store = store;
        this.fleet = fleet;
        this.alarms = alarms;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "A bank over a span of at most seven days: lanes, marks, gaps, clock steps, footage")
    public TimelineView show(
            @PathParam("bank") String bank,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        Instant until = to == null ? clock.instant() : instant("to", to);
        Instant since = from == null ? until.minus(Duration.ofHours(24)) : instant("from", from);
        if (!since.isBefore(until) || Duration.between(since, until).compareTo(LONGEST) > 0) {
            throw Problem.invalid("from", "comes before `to`, by at most seven days")
                    .asException();
        }
        if (fleet.bank(bank) == null) {
            throw Problem.notFound("There is no such bank.").asException();
        }
        List<Moment> inside = store.within(bank, since, until, MOST + 1);
        boolean truncated = inside.size() > MOST;
        List<Moment> kept = truncated ? inside.subList(1, inside.size()) : inside;
        List<Moment> all = new ArrayList<>(
                kept.isEmpty()
                        ? store.newestBefore(bank, since, LOOK_BACK)
                        : store.before(
                                bank, kept.getFirst().epoch(), kept.getFirst().seq(), LOOK_BACK));
        all.addAll(kept);
        Moment next = store.next(bank, all.isEmpty() ? null : all.getLast(), until);
        if (next != null) {
            all.add(next); // where a gap ends that reaches out of the span
        }
        return TimelineView.of(
                bank,
                since,
                until,
                truncated,
                TimelineRules.of(all, since, until, hearing(bank, since, until), next == null));
    }

    private Hearing hearing(String bank, Instant since, Instant until) {
        Hearing heard = new Hearing(List.of(), store.heard(bank), clock.instant());
        return new Hearing(
                alarms.outages(bank, heard.byCloud(since), heard.byCloud(until)), heard.heard(), heard.now());
    }

    @GET
    @Path("export")
    @Produces(NDJSON)
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary =
                    "The entries of the span as they were received, one JSON object a line; at most 25,000, the newest")
    public Response export(
            @PathParam("bank") String bank,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        Span span = span(bank, from, to);
        List<String> lines = store.lines(bank, span.from(), span.to(), MOST);
        String begins = span.from().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        return Response.ok(lines.isEmpty() ? "" : String.join("\n", lines) + '\n')
                .header("Content-Disposition", "attachment; filename=\"" + bank + '-' + begins + ".ndjson\"")
                .build();
    }

    private record Span(Instant from, Instant to) {}

    private Span span(String bank, @Nullable String from, @Nullable String to) {
        Instant until = to == null ? clock.instant() : instant("to", to);
        Instant since = from == null ? until.minus(Duration.ofHours(24)) : instant("from", from);
        if (!since.isBefore(until) || Duration.between(since, until).compareTo(LONGEST) > 0) {
            throw Problem.invalid("from", "comes before `to`, by at most seven days")
                    .asException();
        }
        if (fleet.bank(bank) == null) {
            throw Problem.notFound("There is no such bank.").asException();
        }
        return new Span(since, until);
    }

    private static Instant instant(String name, String text) {
        try {
            Instant at = Instant.parse(text);
            if (at.getEpochSecond() >= 0 && at.isBefore(LAST)) {
                return at;
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw Problem.invalid(name, "is an instant such as 2026-11-22T17:00:00Z")
                .asException();
    }
}
