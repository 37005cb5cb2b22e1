package io.lockward.cloud.packaging;

import io.lockward.cloud.http.Caller;
import io.lockward.cloud.http.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Where a link leads: for anybody who has it.
@Path("/s/{secret}")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "evidence")
public class ShareResource {
    private final Shares shares;

    ShareResource(Shares shares) {
        this.shares = shares;
    }

    /// @param bytes of the package
    /// @param downloads how many are left
    public record About(long bytes, Instant expiresAt, int downloads) {}

    @GET
    @Path("about")
    @Operation(summary = "What a link hands out; on record")
    public Response about(@PathParam("secret") String secret, @Context HttpServerRequest request) {
        return answer(shares.look(secret, Caller.address(request)));
    }

    @GET
    @Path("package")
    @Produces({"application/zip", MediaType.APPLICATION_JSON})
    @Operation(summary = "Takes one of the link's downloads; on record")
    public Response pack(@PathParam("secret") String secret, @Context HttpServerRequest request) {
        return answer(shares.download(secret, Caller.address(request)));
    }

    private static Response answer(Shares.Opened opened) {
        return switch (opened) {
            case Shares.Opened.Shown(long bytes, Instant expiresAt, int downloads) ->
                Response.ok(new About(bytes, expiresAt, downloads))
                        .header("Cache-Control", "no-store")
                        .build();
            case Shares.Opened.Download(String name, long bytes, Packages.Body body) ->
                PackageResource.file(name, bytes, body);
            case Shares.Opened.Nothing() ->
                throw Problem.notFound("This link opens nothing, or no longer does. Ask for a new one.")
                        .asException();
            case Shares.Opened.TooMany() ->
                throw Problem.of("too-many", "Too many tries", 429, "Wait a minute.")
                        .asException();
        };
    }
}
