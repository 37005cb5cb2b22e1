package io.lockward.cloud.remedy;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Problem;
import io.lockward.fleet.remedy.FleetRung;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Diagnoses and remedies.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "remedies")
public class RemedyResource {
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration MOST = Duration.ofDays(92);

    private final Remedies remedies;
    private final HandDesk hand;
    private final InstantSource clock;

    RemedyResource(Remedies remedies, HandDesk hand, InstantSource clock) {
        this.remedies = remedies;
        this.hand = hand;
        this.clock = clock;
    }

    @GET
    @Path("banks/{bank}/diagnosis")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Why a bank is as it is, and what its ladder does next")
    public DiagnosisView diagnosis(@PathParam("bank") String bank) {
        return remedies.diagnosis(bank);
    }

    @GET
    @Path("remedies")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "What banks did to heal themselves, newest first, and how often each rung helped; 7 days")
    public RemediesView remedies(
            @QueryParam("bank") @Nullable String bank, @QueryParam("since") @Nullable String since) {
        Instant now = clock.instant();
        Instant from = since == null ? now.minus(USUAL) : instant(since);
        return remedies.remedies(bank, from.isBefore(now.minus(MOST)) ? now.minus(MOST) : from);
    }

    @POST
    @Path("banks/{bank}/remedy/pause")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Holds the cloud's part of a bank's ladder back, or lets it go on",
            description =
                    "The bank's own part is held back by the command `pause-remedy`, which holds back this one too")
    public FleetLadderView pause(
            @PathParam("bank") String bank, @Nullable Pausing body, @Context SecurityIdentity identity) {
        Pausing asked = body == null ? new Pausing(null, null) : body;
        hand.pause(
                bank, asked.minutes(), asked.reason(), identity.getPrincipal().getName());
        return remedies.fleetLadder(bank);
    }

    @POST
    @Path("banks/{bank}/remedy/steps")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Takes the cloud's next step for a bank by hand: has its power cut and given back by its outlet",
            description =
                    "Answered when the outlet was told. Whether it happened only the bank can prove: follow `state`")
    public Response step(@PathParam("bank") String bank, @Nullable Stepping body, @Context SecurityIdentity identity) {
        Stepping asked = body == null ? new Stepping(null, null) : body;
        FleetRung taken = hand.cycle(
                bank, asked.level(), asked.reason(), identity.getPrincipal().getName());
        return Response.accepted(FleetLadderViews.step(taken)).build();
    }

    /// @param minutes 0 (go on now) to 1,440
    /// @param reason why, 3 to 256 characters
    public record Pausing(
            @Nullable Integer minutes, @Nullable String reason) {}

    /// @param level `power`
    /// @param reason why, 3 to 256 characters
    public record Stepping(@Nullable String level, @Nullable String reason) {}

    private static Instant instant(String text) {
        try {
            Instant at = Instant.parse(text);
            if (at.getEpochSecond() >= 0 && at.isBefore(Instant.parse("2200-01-01T00:00:00Z"))) {
                return at;
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw Problem.invalid("since", "is an instant such as 2026-11-22T17:00:00Z")
                .asException();
    }
}
