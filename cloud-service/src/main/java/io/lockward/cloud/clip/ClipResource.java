package io.lockward.cloud.clip;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Clips and their pictures.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "footage")
public class ClipResource {
    private static final String CONTENT_RANGE = "Content-Range";

    private final Clips clips;

    ClipResource(Clips clips) {
        this.clips = clips;
    }

    @GET
    @Path("banks/{bank}/clips")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary = "A bank's clips that touch a span, oldest first, at most 1,000, without their pictures",
            description = "Also those that were lost or deleted, with what they would have shown")
    public Page<ClipView> clips(
            @PathParam("bank") String bank,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("compartment") @Nullable String compartment) {
        if (!BankId.isValid(bank)) {
            throw Problem.notFound("There is no such bank.").asException();
        }
        if (compartment != null && !CompartmentId.isValid(compartment)) {
            throw Problem.invalid("compartment", "is one such as A07").asException();
        }
        return new Page<>(
                clips.within(
                        new BankId(bank),
                        instant("from", from),
                        instant("to", to),
                        compartment == null ? null : new CompartmentId(compartment)),
                null);
    }

    @GET
    @Path("clips/{clip}/content")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Produces({"video/mp4", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "The pictures of a clip that was opened, or a range of them",
            description = "For the session that opened it, until its time is over or its case is closed")
    public Response content(
            @PathParam("clip") String clip,
            @QueryParam("case") @Nullable String caseId,
            @QueryParam("look") @Nullable String look,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String onlyIf,
            @Context SecurityIdentity identity) {
        return switch (clips.read(uuid(look), uuid(caseId), clip, Person.of(identity))) {
            case Clips.Reading.Refused(Clips.Refusal refusal) ->
                throw problem(refusal).asException();
            case Clips.Reading.Ready ready -> content(ready, range, onlyIf);
        };
    }

    private static Response content(Clips.Reading.Ready ready, @Nullable String range, @Nullable String onlyIf) {
        String tag = "\"" + ready.clip().sha256() + "\"";
        ByteRange part = onlyIf == null || onlyIf.equals(tag) ? ByteRange.of(range, ready.bytes()) : null;
        if (part != null && part.length() == 0) {
            return Response.status(416)
                    .header(CONTENT_RANGE, "bytes */" + ready.bytes())
                    .type(Problem.MEDIA_TYPE)
                    .entity(Problem.of("no-such-range", "No such range", 416, "It has " + ready.bytes() + " bytes."))
                    .build();
        }
        long from = part == null ? 0 : part.from();
        long length = part == null ? ready.bytes() : part.length();
        Response.ResponseBuilder answer = Response.status(part == null ? 200 : 206)
                .type("video/mp4")
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(ready.open(from, length));
        if (part != null) {
            answer.header(CONTENT_RANGE, "bytes " + from + "-" + (from + length - 1) + "/" + ready.bytes());
        }
        if (ready.look().what() == Look.What.DOWNLOAD) {
            answer.header(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"" + ready.clip().clip() + ".mp4\"");
        }
        return answer.build();
    }

    static Problem problem(Clips.Refusal refusal) {
        return switch (refusal) {
            case NOT_ALLOWED -> Problem.forbidden();
            case NO_SUCH_CASE -> Problem.notFound("There is no such case.");
            case NOT_COVERED -> Problem.notFound("The case is not about this clip.");
            case NO_SUCH_LOOK -> Problem.notFound("Nothing was opened under this name. Open the clip in its case.");
            case CASE_NOT_OPEN ->
                Problem.of(
                        "case-not-open",
                        "The case is not open",
                        409,
                        "Footage opens only in a case that somebody has opened and nobody has closed.");
            case NO_FOOTAGE ->
                Problem.of(
                        "no-footage",
                        "There are no pictures",
                        409,
                        "They have not come yet, were lost, or were deleted. The clip's state says which.");
            case OTHER_SESSION ->
                Problem.of("other-session", "Opened by somebody else", 403, "Open the clip yourself, with a reason.");
            case EXPIRED -> Problem.of("look-expired", "The time is over", 410, "Open the clip again, with a reason.");
        };
    }

    static UUID uuid(@Nullable String text) {
        if (text == null || !text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw Problem.notFound("There is nothing of that id.").asException();
        }
        return UUID.fromString(text);
    }

    private static Instant instant(String field, @Nullable String text) {
        try {
            return Instant.parse(text == null ? "" : text);
        } catch (DateTimeException _) {
            throw Problem.invalid(field, "is a time such as 2026-11-30T08:00:00Z")
                    .asException();
        }
    }
}
