package io.lockward.cloud.remedy;

import io.lockward.cloud.access.Role;
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
    private final InstantSource clock;

    RemedyResource(Remedies remedies, InstantSource clock) {
        this.remedies = remedies;
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
