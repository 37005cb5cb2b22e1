package io.lockward.cloud.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list. A cursor names the last item of the page, so pages stay stable while items come and go.
///
/// @param next to be sent as `cursor` for the next page; `null` at the end
@JsonInclude
public record Page<T>(List<T> items, @Nullable String next) {
    /// Items on a page when the caller does not say.
    public static final int DEFAULT_LIMIT = 100;

    /// The most items on a page.
    public static final int MAX_LIMIT = 500;

    public Page {
        items = List.copyOf(items);
    }

    /// Makes a page of what was read with one row more than `limit`.
    ///
    /// @param key what the next page starts after
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> key) {
        if (read.size() <= limit) {
            return new Page<>(read, null);
        }
        List<T> items = read.subList(0, limit);
        return new Page<>(items, cursor(key.apply(items.getLast())));
    }

    /// How many items were asked for.
    ///
    /// @throws ProblemException when it is out of range
    public static int limit(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        int number = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (number < 1 || number > MAX_LIMIT) {
            throw Problem.invalid("limit", "is a number from 1 to " + MAX_LIMIT).asException();
        }
        return number;
    }

    /// The key a cursor carries; `null` for the first page.
    ///
    /// @throws ProblemException when it is none of ours
    public static @Nullable String key(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            if (cursor.length() <= 200) {
                return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException _) {
            // answered below
        }
        throw badCursor();
    }

    /// What a list answers to a cursor that it did not make.
    public static ProblemException badCursor() {
        return Problem.invalid("cursor", "is the `next` of an earlier answer, unchanged; leave it out to start anew")
                .asException();
    }

    private static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
