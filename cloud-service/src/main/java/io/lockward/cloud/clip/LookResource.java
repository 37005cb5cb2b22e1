package io.lockward.cloud.clip;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where clips are opened. A class of its own, since its path lies within that of the cases.
@Path("/api/v1/cases/{case}/clips/{clip}/open")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "footage")
public class LookResource {
    private static final int MOST_WHY = 256;

    private final Clips clips;

    LookResource(Clips clips) {
        this.clips = clips;
    }

    /// @param why what it is needed for, 1 to 256 characters
    /// @param what `view` or `download`; `view` when absent
    public record Asked(@Nullable String why, @Nullable String what) {}

    /// Where the pictures are for now, for this session only.
    ///
    /// @param url answers ranges; for a `<video>` of the page itself
    /// @param watermark to be shown over the picture
    public record Opened(UUID look, String url, Instant until, String watermark, ClipView clip) {}

    @POST
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Opens a clip of an open case, with a reason, for ten minutes; on record before anything is shown",
            description = "The address works for this session only. 404: no such case, or it is about something else."
                    + " 409: the case is not open, or there are no pictures")
    public Response open(
            @PathParam("case") String caseId,
            @PathParam("clip") String clip,
            @Nullable Asked body,
            @Context SecurityIdentity identity) {
        Asked asked = body == null ? new Asked(null, null) : body;
        Look.What what = what(asked.what());
        String why = why(asked.why());
        return switch (clips.open(ClipResource.uuid(caseId), clip, Person.of(identity), why, what)) {
            case Clips.Opened.Refused(Clips.Refusal refusal) ->
                throw ClipResource.problem(refusal).asException();
            case Clips.Opened.Shown(Look look, ClipView view) ->
                Response.ok(new Opened(
                                look.id(),
                                "/api/v1/clips/" + clip + "/content?case=" + look.caseId() + "&look=" + look.id(),
                                look.until(),
                                look.watermark(),
                                view))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
        };
    }

    private static Look.What what(@Nullable String word) {
        if (word != null && !word.matches("view|download")) {
            throw Problem.invalid("what", "is view or download").asException();
        }
        return word == null ? Look.What.VIEW : Look.What.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String why(@Nullable String text) {
        String line = text == null ? "" : text.strip();
        if (line.isEmpty() || line.length() > MOST_WHY || line.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("why", "says what it is needed for, in 1 to " + MOST_WHY + " characters on one line")
                    .asException();
        }
        return line;
    }
}
