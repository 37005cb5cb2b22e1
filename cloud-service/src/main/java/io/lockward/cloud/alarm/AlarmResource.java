package io.lockward.cloud.alarm;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Conditions and their lives.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alarms")
public class AlarmResource {
    /// How long an alarm is put aside, and why.
    ///
    /// @param until at most 30 days ahead
    public record Shelving(
            @Nullable Instant until, @Nullable String reason) {}

    private final Alarms alarms;

    AlarmResource(Alarms alarms) {
        this.alarms = alarms;
    }

    @GET
    @Path("alarms")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Alarms, newest first; open ones unless asked otherwise")
    public Page<AlarmView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("bank") @Nullable String bank,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Boolean open = switch (state == null ? "open" : state) {
            case "open" -> Boolean.TRUE;
            case "closed" -> Boolean.FALSE;
            case "all" -> null;
            default ->
                throw Problem.invalid("state", "is one of open, closed, all").asException();
        };
        return alarms.page(open, bank, cursor, Page.limit(limit));
    }

    @POST
    @Path("alarms/{id}/acknowledge")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(summary = "Says that a person has seen it")
    public AlarmView acknowledge(@PathParam("id") String id, @Context SecurityIdentity identity) {
        return alarms.acknowledge(number(id), identity.getPrincipal().getName());
    }

    @POST
    @Path("alarms/{id}/shelve")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Puts it aside for a time")
    public AlarmView shelve(
            @PathParam("id") String id, @Nullable Shelving shelving, @Context SecurityIdentity identity) {
        if (shelving == null) {
            throw Problem.invalid("until", "is needed").asException();
        }
        return alarms.shelve(number(id), identity.getPrincipal().getName(), shelving.until(), shelving.reason());
    }

    private static long number(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw Problem.notFound("There is no such alarm.").asException();
        }
        return Long.parseLong(id);
    }
}
