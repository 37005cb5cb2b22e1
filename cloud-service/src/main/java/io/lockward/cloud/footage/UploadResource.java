package io.lockward.cloud.footage;

import io.lockward.cloud.http.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where banks bring footage, in parts, as often as it takes. The shapes are those of the IETF draft "Resumable Uploads
/// for HTTP". A bank shows its own word, `lockward-upload+jws`, signed with the key that is registered for it.
@Path("/api/v1/banks/{bank}/clips/{clip}/content")
@PermitAll
@Tag(name = "footage")
public class UploadResource {
    private static final String OFFSET = "Upload-Offset";
    private static final String COMPLETE = "Upload-Complete";
    private static final String BEARER = "Bearer ";
    private static final int SECONDS_WHEN_BUSY = 5;
    private static final int SECONDS_WHEN_AWAY = 60;

    private final Uploads uploads;

    UploadResource(Uploads uploads) {
        this.uploads = uploads;
    }

    @HEAD
    @Operation(summary = "How much of a clip the cloud holds; for the bank itself")
    public Response look(
            @PathParam("bank") String bank,
            @PathParam("clip") String clip,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return answer(uploads.look(bank, clip, word(authorization)), 200);
    }

    @PATCH
    @Operation(
            summary = "Takes a part of a clip, up to 4 MiB, at `Upload-Offset`; for the bank itself",
            description =
                    "204 with the new `Upload-Offset`; `Upload-Complete: ?1` when it is whole and its hash is right."
                            + " 409 says the right offset. 410: the clip's time is over, and the bank may forget it."
                            + " 408: it came too slowly. 429 with `Retry-After`: too many at once, of this bank or of all")
    public Response take(
            @PathParam("bank") String bank,
            @PathParam("clip") String clip,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(OFFSET) @Nullable String offset,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            InputStream body) {
        long start = number(offset);
        long announced = number(length);
        return answer(uploads.take(bank, clip, word(authorization), start, announced, body), 204);
    }

    /// -1 when it is none.
    private static long number(@Nullable String header) {
        return header == null || !header.matches("[0-9]{1,12}") ? -1 : Long.parseLong(header);
    }

    private static @Nullable String word(@Nullable String authorization) {
        return authorization == null || !authorization.startsWith(BEARER)
                ? null
                : authorization.substring(BEARER.length());
    }

    private static Response answer(Uploads.Answer answer, int status) {
        return switch (answer) {
            case Uploads.Answer.Here(long received, boolean whole) ->
                standing(status, received, whole).build();
            case Uploads.Answer.Elsewhere(long received, boolean whole) ->
                standing(409, received, whole)
                        .type(Problem.MEDIA_TYPE)
                        .entity(Problem.of(
                                "wrong-offset",
                                "Wrong offset",
                                409,
                                "What is here ends at " + received + "; go on from there."))
                        .build();
            case Uploads.Answer.Refused(UploadRules.Refusal why) -> refused(why);
        };
    }

    private static Response.ResponseBuilder standing(int status, long received, boolean whole) {
        return Response.status(status)
                .header(OFFSET, received)
                .header(COMPLETE, whole ? "?1" : "?0")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static Response refused(UploadRules.Refusal why) {
        Response.ResponseBuilder answer = Response.status(why.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem(why))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return switch (why) {
            case UNAUTHENTICATED ->
                answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
            case TOO_MANY, BUSY ->
                answer.header(HttpHeaders.RETRY_AFTER, SECONDS_WHEN_BUSY).build();
            // What may still trickle in is not waited for.
            case TOO_SLOW -> answer.header("Connection", "close").build();
            case AWAY, FULL ->
                answer.header(HttpHeaders.RETRY_AFTER, SECONDS_WHEN_AWAY).build();
            case NOT_YOURS, NOT_YET, GONE, NO_OFFSET, NO_LENGTH, TOO_LARGE, WRONG_BYTES, CUT -> answer.build();
        };
    }

    private static Problem problem(UploadRules.Refusal why) {
        int status = why.status();
        return switch (why) {
            case UNAUTHENTICATED ->
                Problem.of(
                        "unauthenticated", "Not this bank's word", status, "Show a word signed with the bank's key.");
            case NOT_YOURS ->
                Problem.of(
                        "not-yours",
                        "Not this clip",
                        status,
                        "The word is for another clip, or for other bytes than the journal names.");
            case NOT_YET -> Problem.of("not-found", "Not known yet", status, "Its entry has not come yet. Try later.");
            case GONE -> Problem.of("gone", "Its time is over", status, "It was deleted and is not taken again.");
            case NO_OFFSET -> Problem.invalid(OFFSET, "says where the part goes, from 0");
            case NO_LENGTH -> Problem.of("no-length", "No length", status, "Say `Content-Length`.");
            case TOO_LARGE ->
                Problem.of("too-large", "Too large", status, "At most 4 MiB at once, and no more than the clip has.");
            case WRONG_BYTES ->
                Problem.of(
                        "wrong-bytes",
                        "Another hash",
                        status,
                        "What came is not the clip. It was dropped; start anew.");
            case CUT -> Problem.of("cut", "It broke off", status, "Too little came to keep it. Send it again.");
            case TOO_SLOW ->
                Problem.of("too-slow", "Too slow", status, "It was not waited for any longer. Send smaller parts.");
            case TOO_MANY ->
                Problem.of(
                        "too-many",
                        "Too many of this bank",
                        status,
                        "A bank sends " + UploadPlaces.OF_ONE_BANK
                                + " parts at once at most. Wait a little and go on.");
            case BUSY -> Problem.of("busy", "Too many at once", status, "Wait a little and go on.");
            case AWAY ->
                Problem.of("unavailable", "Not available now", status, "Footage cannot be kept now. Try later.");
            case FULL -> Problem.of("full", "No room", status, "There is no room for footage now. Try later.");
        };
    }
}
