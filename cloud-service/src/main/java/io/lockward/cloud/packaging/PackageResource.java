package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.clip.Look;
import io.lockward.cloud.http.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Packages of evidence of a case, and links to them.
@Path("/api/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "evidence")
public class PackageResource {
    /// A bank signs so often.
    private static final int SEAL_SECONDS = 600;

    private final Packages packages;
    private final Shares shares;

    PackageResource(Packages packages, Shares shares) {
        this.packages = packages;
        this.shares = shares;
    }

    /// @param why in the person's own words, 1 to 256 characters on one line
    /// @param unsealed whether to go on without the bank's signature over its newest entries
    public record AskedPackage(
            @Nullable String why, @Nullable Boolean unsealed) {}

    /// @param days how long the link opens, 1 to 30; 7 when not given
    /// @param downloads how often, 1 to 20; 5 when not given
    public record AskedShare(
            @Nullable String why,
            @Nullable Integer days,
            @Nullable Integer downloads,
            @Nullable Boolean unsealed) {}

    /// @param path of the link, below this service's address. It is told once
    /// @param unproven what the package does not prove, one sentence each
    public record MadeShare(UUID id, String path, Instant expiresAt, int downloads, List<String> unproven) {}

    @POST
    @Path("{id}/package")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({"application/zip", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Makes a package of evidence of a case that anybody can check, and gives it; on record",
            description =
                    "409 `not-sealed`: the bank has not signed the newest entries yet. It signs every ten minutes;"
                            + " ask again then, or send `unsealed` to go without")
    public Response pack(
            @PathParam("id") String caseId, @Nullable AskedPackage body, @Context SecurityIdentity identity) {
        String why = why(body == null ? null : body.why());
        boolean unsealed = body != null && Boolean.TRUE.equals(body.unsealed());
        return switch (packages.prepare(id(caseId), Person.of(identity), why, unsealed, Look.What.PACKAGE)) {
            case Packages.Prepared.Ready ready -> file(ready.name(), ready.bytes(), ready.body());
            case Packages.Prepared.NoCase none -> throw problem(none).asException();
            case Packages.Prepared.CannotSign none -> throw problem(none).asException();
            case Packages.Prepared.NotSealed none -> throw problem(none).asException();
            case Packages.Prepared.Impossible none -> throw problem(none).asException();
        };
    }

    @POST
    @Path("{id}/shares")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Makes a package and a link that hands it out, for a time, to whoever has the link",
            description = "The link is told once. Each opening is on record")
    public Response share(
            @PathParam("id") String caseId, @Nullable AskedShare body, @Context SecurityIdentity identity) {
        AskedShare asked = body == null ? new AskedShare(null, null, null, null) : body;
        Shares.Made made = shares.make(
                id(caseId),
                Person.of(identity),
                why(asked.why()),
                within(asked.days(), 7, Shares.MOST_DAYS, "days"),
                within(asked.downloads(), 5, Shares.MOST_DOWNLOADS, "downloads"),
                Boolean.TRUE.equals(asked.unsealed()));
        return switch (made) {
            case Shares.Made.Not(Packages.Prepared none) -> throw problem(none).asException();
            case Shares.Made.Link link -> {
                String path = "/s/" + link.secret();
                yield Response.created(URI.create(path))
                        .entity(new MadeShare(link.id(), path, link.expiresAt(), link.downloads(), link.unproven()))
                        .build();
            }
        };
    }

    @GET
    @Path("{id}/shares")
    @RolesAllowed({Role.SUPPORT_ROLE, Role.AUDITOR_ROLE})
    @Operation(summary = "The links of a case, with who followed them and when")
    public List<Shares.Seen> list(@PathParam("id") String caseId, @Context SecurityIdentity identity) {
        return shares.ofCase(id(caseId), Person.of(identity));
    }

    @DELETE
    @Path("{id}/shares/{share}")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "Ends a link now")
    public Response revoke(
            @PathParam("id") String caseId, @PathParam("share") String share, @Context SecurityIdentity identity) {
        if (!shares.revoke(id(caseId), id(share), Person.of(identity))) {
            throw Problem.notFound("There is no such link, or it was ended before.")
                    .asException();
        }
        return Response.noContent().build();
    }

    static Response file(String name, long bytes, Packages.Body body) {
        StreamingOutput out = body::write;
        return Response.ok(out, "application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + name + '"')
                .header("Content-Length", bytes)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Problem problem(Packages.Prepared none) {
        return switch (none) {
            case Packages.Prepared.NoCase() -> Problem.notFound("There is no such case.");
            case Packages.Prepared.CannotSign(String why) ->
                Problem.of("no-evidence-key", "Evidence cannot be signed", 503, why);
            case Packages.Prepared.NotSealed(int entries) ->
                Problem.of(
                        "not-sealed",
                        "Not yet sealed by the bank",
                        409,
                        entries + " entries wait for the bank's signature, which comes at most " + SEAL_SECONDS / 60
                                + " minutes after they do. Ask again then, or send `unsealed`.");
            case Packages.Prepared.Impossible(String why) ->
                Problem.of("not-packable", "This cannot be packed", 409, "Nothing was made: " + why + '.');
            case Packages.Prepared.Ready _ -> throw new IllegalStateException("this is no problem");
        };
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("There is no such case.").asException();
        }
    }

    private static String why(@Nullable String text) {
        String words = text == null ? "" : text.strip();
        if (words.isEmpty() || words.length() > 256 || words.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("why", "is the reason, 1 to 256 characters on one line")
                    .asException();
        }
        return words;
    }

    private static int within(@Nullable Integer value, int usual, int most, String name) {
        if (value == null) {
            return usual;
        }
        if (value < 1 || value > most) {
            throw Problem.invalid(name, "is 1 to " + most).asException();
        }
        return value;
    }
}
