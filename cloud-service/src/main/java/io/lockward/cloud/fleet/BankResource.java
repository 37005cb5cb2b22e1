package io.lockward.cloud.fleet;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.fleet.JournalReadStore.Position;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Banks, their twins, their journals and samples.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "fleet")
public class BankResource {
    private static final int MAX_POINTS = 2_000;
    private static final int MAX_ENTRIES = 1_000;

    /// Samples of one metric, oldest first, each an instant and a number.
    public record Series(String metric, List<List<Object>> points) {}

    /// The newest sample of each metric.
    public record Latest(List<String> metrics, Map<String, Reading> latest) {}

    /// One sample.
    public record Reading(Instant at, double value) {}

    private final Fleet fleet;
    private final InstantSource clock;

    BankResource(Fleet fleet, InstantSource clock) {
        this.fleet = fleet;
        this.clock = clock;
    }

    @GET
    @Path("banks")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Banks by id")
    public Page<BankView> list(
            @QueryParam("site") @Nullable String site,
            @QueryParam("health") @Nullable String health,
            @QueryParam("presence") @Nullable String presence,
            @QueryParam("q") @Nullable String words,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        oneOf("health", health, "ok|info|minor|major|critical|unknown");
        oneOf("presence", presence, "online|offline|lost|never-seen");
        if (words != null && words.length() > 100) {
            throw Problem.invalid("q", "has at most 100 characters").asException();
        }
        return fleet.page(
                site,
                words,
                cursor,
                Page.limit(limit),
                bank -> (health == null || health.equals(bank.health().level()))
                        && (presence == null || presence.equals(bank.presence().state())));
    }

    @GET
    @Path("fleet")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "The whole fleet in a sentence and some counts")
    public FleetView fleet() {
        return fleet.fleet();
    }

    @GET
    @Path("sites")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Buildings")
    public Page<BankView.SiteView> sites() {
        return new Page<>(fleet.sites(), null);
    }

    @GET
    @Path("banks/{bank}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "All that is known of one bank")
    public TwinView twin(@PathParam("bank") String bank) {
        return fleet.twin(bank);
    }

    @GET
    @Path("banks/{bank}/entries")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "The journal as received, newest first")
    public Page<EntryView> entries(
            @PathParam("bank") String bank,
            @QueryParam("type") @Nullable String type,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("before") @Nullable String before,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int wanted = Page.limit(limit);
        List<EntryView> read = fleet.entries(
                bank,
                type,
                subject,
                before == null ? null : place("before", before),
                after == null ? null : place("after", after),
                Math.min(wanted, MAX_ENTRIES) + 1);
        boolean upwards = after != null && before == null;
        boolean more = read.size() > wanted;
        List<EntryView> page = more ? (upwards ? read.subList(1, wanted + 1) : read.subList(0, wanted)) : read;
        EntryView edge = !more ? null : upwards ? page.getFirst() : page.getLast();
        return new Page<>(page, edge == null ? null : edge.epoch() + ":" + edge.seq());
    }

    @GET
    @Path("banks/{bank}/telemetry")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Samples of a metric as a Series, at most 2,000 points; without a metric the Latest of each")
    public Object telemetry(
            @PathParam("bank") String bank,
            @QueryParam("metric") @Nullable String metric,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        if (metric == null) {
            Map<String, Reading> latest = fleet.latest(bank).stream()
                    .collect(Collectors.toMap(
                            JournalReadStore.Sample::metric,
                            sample -> new Reading(sample.at(), sample.value()),
                            (one, _) -> one,
                            TreeMap::new));
            return new Latest(List.copyOf(latest.keySet()), latest);
        }
        Instant until = to == null ? clock.instant() : instant("to", to);
        Instant since = from == null ? until.minus(Duration.ofHours(24)) : instant("from", from);
        if (!since.isBefore(until)) {
            throw Problem.invalid("from", "comes before `to`").asException();
        }
        return new Series(
                metric,
                fleet.samples(bank, metric, since, until, MAX_POINTS).stream()
                        .map(point -> List.<Object>of(point.at(), point.value()))
                        .toList());
    }

    static Position place(String name, String cursor) {
        if (!cursor.matches("[0-9]{1,18}:[0-9]{1,18}")) {
            throw Problem.invalid(name, "is an epoch and a sequence number, such as 1:8812")
                    .asException();
        }
        int colon = cursor.indexOf(':');
        return new Position(Long.parseLong(cursor.substring(0, colon)), Long.parseLong(cursor.substring(colon + 1)));
    }

    private static Instant instant(String name, String text) {
        try {
            Instant at = Instant.parse(text);
            if (at.getEpochSecond() >= 0 && at.isBefore(Instant.parse("2200-01-01T00:00:00Z"))) {
                return at;
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw Problem.invalid(name, "is an instant such as 2026-11-22T17:00:00Z")
                .asException();
    }

    private static void oneOf(String name, @Nullable String value, String words) {
        if (value != null && !value.matches(words)) {
            throw Problem.invalid(name, "is one of " + words.replace("|", ", ")).asException();
        }
    }
}
