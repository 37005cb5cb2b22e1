package io.lockward.cloud.access;

import io.lockward.cloud.http.Caller;
import io.lockward.cloud.http.Door;
import io.lockward.cloud.http.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Sign-in and sign-out.
@Path("/")
@Tag(name = "access")
public class SignInResource {
    private final Access access;

    SignInResource(Access access) {
        this.access = access;
    }

    @POST
    @Path("login")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Signs in; the session travels in a cookie")
    public Response signIn(
            @FormParam("username") @Nullable String username,
            @FormParam("password") @Nullable String password,
            @Context HttpServerRequest request) {
        if (username == null || username.isBlank() || password == null || password.isEmpty()) {
            throw Problem.invalid("username", "and `password` are both needed").asException();
        }
        return switch (access.signIn(username, password, Caller.address(request))) {
            case Access.SignIn.Welcome welcome ->
                Response.noContent()
                        .cookie(cookie(welcome.token(), (int) Access.SESSION.toSeconds(), request.isSSL()))
                        .header("Cache-Control", "no-store")
                        .build();
            case Access.SignIn.Wrong() ->
                throw Problem.of("wrong-password", "That did not work", 401, "The name or the password is wrong.")
                        .asException();
            case Access.SignIn.TooOften() ->
                throw Problem.of("too-many-tries", "Too many tries", 429, "Wait a minute, then try again.")
                        .asException();
        };
    }

    @POST
    @Path("logout")
    @PermitAll
    @Operation(summary = "Ends the session")
    public Response signOut(@CookieParam(Door.COOKIE) @Nullable String token, @Context HttpServerRequest request) {
        access.signOut(token);
        return Response.noContent().cookie(cookie("", 0, request.isSSL())).build();
    }

    private static NewCookie cookie(String value, int seconds, boolean secure) {
        return new NewCookie.Builder(Door.COOKIE)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge(seconds)
                .build();
    }
}
