package io.lockward.cloud.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What went wrong, for a person and for a program (RFC 9457). The `detail` says what to do.
///
/// @param type a URN that never changes its meaning
/// @param title the same for every problem of this type
/// @param status the HTTP status, 400 to 599
/// @param detail this occurrence, in one or two sentences
/// @param instance the path that was asked for
/// @param reasons one per field or interlock, when there are several
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable List<String> reasons) {
    /// The media type of every error answer.
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "urn:lockward:problem:";

    public Problem {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(detail, "detail");
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a problem's status is 400 to 599");
        }
        reasons = reasons == null ? null : List.copyOf(reasons);
    }

    /// A problem of the given type, such as `interlocked`.
    public static Problem of(String type, String title, int status, String detail) {
        return new Problem(TYPES + type, title, status, detail, null, null);
    }

    /// A parameter or a field does not say what it should.
    ///
    /// @param field its name
    /// @param rule what is expected, such as `is 1 to 500`
    public static Problem invalid(String field, String rule) {
        return of("invalid", "The request is not valid", 400, "`" + field + "` " + rule + ".");
    }

    /// Nothing is there.
    public static Problem notFound(String detail) {
        return of("not-found", "Not found", 404, detail);
    }

    /// Nobody was recognised.
    public static Problem unauthenticated() {
        return of(
                "unauthenticated",
                "Sign in first",
                401,
                "Sign in with POST /login, or send `Authorization: Bearer` with an API key.");
    }

    /// The role does not allow it.
    public static Problem forbidden() {
        return of("forbidden", "Not allowed", 403, "Your role does not allow this. Ask an administrator for it.");
    }

    /// The same problem, with one line per cause.
    public Problem because(List<String> causes) {
        return new Problem(type, title, status, detail, instance, causes);
    }

    /// The same problem, of the request to `path`.
    public Problem at(String path) {
        return new Problem(type, title, status, detail, path, reasons);
    }

    /// To be thrown at the rim.
    public ProblemException asException() {
        return new ProblemException(this);
    }
}
