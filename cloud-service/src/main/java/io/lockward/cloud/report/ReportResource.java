package io.lockward.cloud.report;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.YearMonth;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a property reads of its sites.
@Path("/api/v1/reports/sites")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reports")
public class ReportResource {
    private final Reports reports;

    ReportResource(Reports reports) {
        this.reports = reports;
    }

    @GET
    @RolesAllowed({Role.VIEWER_ROLE, Role.PROPERTY_ROLE})
    @Operation(summary = "The sites whose monthly pages one may read")
    public Page<MonthlyReport.ReportSite> sites(@Context SecurityIdentity identity) {
        return new Page<>(reports.sites(Person.of(identity)), null);
    }

    @GET
    @Path("{site}")
    @RolesAllowed({Role.VIEWER_ROLE, Role.PROPERTY_ROLE})
    @Operation(summary = "A month of a site, such as `2026-11`, the present one when absent; names nobody")
    public MonthlyReport month(
            @PathParam("site") String site,
            @QueryParam("month") @Nullable String month,
            @Context SecurityIdentity identity) {
        return found(site, month, identity);
    }

    @GET
    @Path("{site}/paper")
    @Produces("application/pdf")
    @RolesAllowed({Role.VIEWER_ROLE, Role.PROPERTY_ROLE})
    @Operation(summary = "The same as a PDF")
    public Response paper(
            @PathParam("site") String site,
            @QueryParam("month") @Nullable String month,
            @Context SecurityIdentity identity) {
        MonthlyReport report = found(site, month, identity);
        String name = report.site().id().replaceAll("[^A-Za-z0-9-]", "-") + '-' + report.month();
        return Response.ok(ReportPaper.of(report))
                .header("Content-Disposition", "attachment; filename=\"" + name + ".pdf\"")
                .build();
    }

    private MonthlyReport found(String site, @Nullable String month, SecurityIdentity identity) {
        MonthlyReport report = reports.month(site, month == null ? null : month(month), Person.of(identity));
        if (report == null) {
            throw Problem.notFound("There is no such site.").asException();
        }
        return report;
    }

    private static YearMonth month(String text) {
        try {
            if (text.matches("20\\d\\d-\\d\\d")) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw Problem.invalid("month", "is one such as 2026-11").asException();
    }
}
