package io.lockward.cloud.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is refused before anything looks at the request: forged ones from foreign pages, and bodies too large. Also
/// answers what no resource answers. Runs on the event loops; keeps nothing.
@Singleton
public final class Door {
    /// The cookie that carries a person's session.
    public static final String COOKIE = "lockward";

    /// What a page of ours sends with every change: a foreign page cannot (it would need a CORS answer we never give).
    public static final String OURS = "X-Lockward";

    /// The largest request body, in bytes.
    public static final long MAX_BODY_BYTES = 64 * 1024;

    /// The largest body where banks upload footage; also in application.properties, as the most of all.
    public static final long MAX_UPLOAD_BYTES = 4 * 1024 * 1024;

    private static final Pattern UPLOAD = Pattern.compile("/api/v1/banks/[^/]+/clips/[^/]+/content");

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final ObjectMapper json;

    Door(ObjectMapper json) {
        this.json = json;
    }

    void guard(@Observes Filters filters) {
        filters.register(this::guard, 400);
    }

    void answerTheRest(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(context -> {
            if (context.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null
                    && mostBytes(context.request()) == MAX_BODY_BYTES) {
                context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, MAX_BODY_BYTES);
            }
            context.next();
        });
        router.route("/api/*").last().handler(context -> answer(context, Problem.notFound("There is nothing here.")));
        router.route("/q/*").last().handler(context -> answer(context, Problem.notFound("There is nothing here.")));
    }

    /// Ends the exchange with a problem.
    public void answer(RoutingContext context, Problem problem) {
        try {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem.at(context.normalizedPath())));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a problem can always be written", e);
        }
    }

    private void guard(RoutingContext context) {
        Problem problem = objection(context.request());
        if (problem == null) {
            context.next();
        } else {
            answer(context, problem);
        }
    }

    private static long mostBytes(HttpServerRequest request) {
        return request.method().equals(HttpMethod.PATCH)
                        && request.path() != null
                        && UPLOAD.matcher(request.path()).matches()
                ? MAX_UPLOAD_BYTES
                : MAX_BODY_BYTES;
    }

    private static @Nullable Problem objection(HttpServerRequest request) {
        if (SAFE.contains(request.method())) {
            return null;
        }
        String length = request.getHeader("Content-Length");
        long most = mostBytes(request);
        if (length != null && (!length.matches("[0-9]{1,7}") || Long.parseLong(length) > most)) {
            return Problem.of("too-large", "Too large", 413, "Send less than " + most / 1024 + " KiB.");
        }
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean withCookie = request.getCookie(COOKIE) != null && request.getHeader("Authorization") == null;
        if (foreign || (withCookie && request.getHeader(OURS) == null)) {
            return Problem.of(
                    "forged",
                    "This may come from a foreign page",
                    403,
                    "Send the header `X-Lockward: 1` with every change made with a session cookie.");
        }
        return null;
    }
}
