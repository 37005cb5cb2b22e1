package io.lockward.cloud.alarm;

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
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// One cause, one incident.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alarms")
public class IncidentResource {
    private final Incidents incidents;
    private final InstantSource clock;

    IncidentResource(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    @GET
    @Path("incidents")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Incidents with the alarms they group, newest first; open ones unless asked otherwise")
    public Page<IncidentView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Boolean open = switch (state == null ? "open" : state) {
            case "open" -> Boolean.TRUE;
            case "closed" -> Boolean.FALSE;
            case "all" -> null;
            default ->
                throw Problem.invalid("state", "is one of open, closed, all").asException();
        };
        return incidents.page(open, cursor, Page.limit(limit));
    }

    @GET
    @Path("incidents/{id}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "One incident: why, what it affects, what to do")
    public IncidentView get(@PathParam("id") String id) {
        return incidents.get(number(id));
    }

    @POST
    @Path("incidents/{id}/acknowledge")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(summary = "Takes an incident: acknowledges all of its alarms, also those that are over")
    public IncidentView acknowledge(@PathParam("id") String id, @Context SecurityIdentity identity) {
        return incidents.take(number(id), identity.getPrincipal().getName(), clock.instant());
    }

    private static long number(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw Problem.notFound("There is no such incident.").asException();
        }
        return Long.parseLong(id);
    }
}
