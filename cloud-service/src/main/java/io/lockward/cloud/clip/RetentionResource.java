package io.lockward.cloud.clip;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Problem;
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
import java.time.DateTimeException;
import java.time.YearMonth;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How long sites keep footage, and how often it was opened.
@Path("/api/v1/sites/{site}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "footage")
public class RetentionResource {
    private static final int MOST_DAYS = 365;

    private final Retention retention;

    RetentionResource(Retention retention) {
        this.retention = retention;
    }

    /// @param days 1 to 365
    public record Kept(String site, int days) {}

    /// @param days 1 to 365
    /// @param why for the record, 1 to 256 characters on one line
    public record Asked(@Nullable Integer days, @Nullable String why) {}

    @GET
    @Path("retention")
    @RolesAllowed({Role.VIEWER_ROLE, Role.PROPERTY_ROLE})
    @Operation(summary = "How many days a site keeps footage")
    public Kept retention(@PathParam("site") String site, @Context SecurityIdentity identity) {
        return new Kept(site, known(retention.days(reached(site, identity))));
    }

    @PUT
    @Path("retention")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says how many days a site keeps footage; what is older by it is deleted within minutes")
    public Kept keep(@PathParam("site") String site, @Nullable Asked body, @Context SecurityIdentity identity) {
        known(retention.days(reached(site, identity)));
        Integer days = body == null ? null : body.days();
        if (days == null || days < 1 || days > MOST_DAYS) {
            throw Problem.invalid("days", "is 1 to " + MOST_DAYS).asException();
        }
        String why = body == null || body.why() == null ? "" : body.why().strip();
        if (why.isEmpty() || why.length() > 256 || why.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("why", "says why, in 1 to 256 characters on one line")
                    .asException();
        }
        retention.keep(site, days, why, identity.getPrincipal().getName());
        return new Kept(site, days);
    }

    @GET
    @Path("footage")
    @RolesAllowed({Role.VIEWER_ROLE, Role.PROPERTY_ROLE})
    @Operation(summary = "How often footage of a site was opened in a month, by why and what; never by whom")
    public FootageCounts footage(
            @PathParam("site") String site,
            @QueryParam("month") @Nullable String month,
            @Context SecurityIdentity identity) {
        return known(retention.counts(reached(site, identity), month(month)));
    }

    private static YearMonth month(@Nullable String text) {
        try {
            if (text != null && text.matches("20\\d\\d-\\d\\d")) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw Problem.invalid("month", "is one such as 2026-11").asException();
    }

    private static String reached(String site, SecurityIdentity identity) {
        if (!Person.of(identity).reaches(site)) {
            throw noSite().asException();
        }
        return site;
    }

    private static <T> T known(@Nullable T found) {
        if (found == null) {
            throw noSite().asException();
        }
        return found;
    }

    private static Problem noSite() {
        return Problem.notFound("There is no such site.");
    }
}
