package io.lockward.cloud.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.lockward.fleet.FleetUnavailable;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns everything that can go wrong into a problem; nothing of the inside shows.
final class ProblemMappers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

    @ServerExceptionMapper(ProblemException.class)
    Response told(ProblemException e, UriInfo uri) {
        return response(e.problem(), uri);
    }

    @ServerExceptionMapper(UnauthorizedException.class)
    Response anonymous(UnauthorizedException e, UriInfo uri) {
        return unauthenticated(uri);
    }

    @ServerExceptionMapper(AuthenticationFailedException.class)
    Response unknown(AuthenticationFailedException e, UriInfo uri) {
        return unauthenticated(uri);
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden(ForbiddenException e, UriInfo uri) {
        return response(Problem.forbidden(), uri);
    }

    @ServerExceptionMapper(JsonMappingException.class)
    Response unreadable(JsonMappingException e, UriInfo uri) {
        return response(unreadable(e), uri);
    }

    @ServerExceptionMapper(WebApplicationException.class)
    Response refused(WebApplicationException e, UriInfo uri) {
        if (e.getCause() instanceof JacksonException json) {
            return response(unreadable(json), uri);
        }
        int status = e.getResponse().getStatus();
        Problem problem = switch (status) {
            case 401 -> Problem.unauthenticated();
            case 403 -> Problem.forbidden();
            case 404 -> Problem.notFound("There is nothing here. /q/openapi lists what there is.");
            case 405 -> Problem.of("method-not-allowed", "Method not allowed", 405, "See the `Allow` header.");
            case 406 -> Problem.of("not-acceptable", "Not acceptable", 406, "Ask for application/json.");
            case 413 -> Problem.of("too-large", "Too large", 413, "Send less at once.");
            case 415 -> Problem.of("unsupported-media-type", "Unsupported media type", 415, "Send application/json.");
            default ->
                status >= 400 && status < 500
                        ? Problem.of("invalid", "The request is not valid", status, "It cannot be understood.")
                        : Problem.of("internal", "Something broke here", 500, "Try again; tell us if it stays.");
        };
        Response.ResponseBuilder answer = Response.fromResponse(response(problem, uri));
        String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
    }

    @ServerExceptionMapper(RuntimeException.class)
    Response broken(RuntimeException e, UriInfo uri) {
        if (e instanceof FleetUnavailable) {
            return Response.fromResponse(response(
                            Problem.of(
                                    "unavailable", "Not available now", 503, "The database is away. Try again soon."),
                            uri))
                    .header(HttpHeaders.RETRY_AFTER, 2)
                    .build();
        }
        String reference = UUID.randomUUID().toString();
        LOG.atError()
                .setCause(e)
                .addKeyValue("reference", reference)
                .addKeyValue("path", uri.getPath())
                .log("a request broke");
        return response(
                Problem.of(
                        "internal",
                        "Something broke here",
                        500,
                        "Try again. If it stays, tell your administrator the reference " + reference + "."),
                uri);
    }

    private static Response unauthenticated(UriInfo uri) {
        return Response.fromResponse(response(Problem.unauthenticated(), uri))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private static Problem unreadable(JacksonException e) {
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        return path.isEmpty()
                ? Problem.of("invalid", "The request is not valid", 400, "The body is not the JSON object expected.")
                : Problem.invalid(path, "has the wrong type or is not allowed here");
    }

    private static Response response(Problem problem, UriInfo uri) {
        String path = uri.getPath();
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.at(path.startsWith("/") ? path : "/" + path))
                .build();
    }
}
