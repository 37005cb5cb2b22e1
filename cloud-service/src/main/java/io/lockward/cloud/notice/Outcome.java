package io.lockward.cloud.notice;

import org.jspecify.annotations.Nullable;

/// What came of telling somebody.
sealed interface Outcome {
    /// The HTTP status that was answered; `null` when none was, or when it was no HTTP.
    @Nullable
    Integer status();

    /// The other side has it.
    record Taken(@Nullable Integer status) implements Outcome {}

    /// Not now; it may be tried again.
    ///
    /// @param problem for people, at most 200 characters
    record Later(String problem, @Nullable Integer status) implements Outcome {}

    /// It will never be taken.
    ///
    /// @param problem for people, at most 200 characters
    record Never(String problem, @Nullable Integer status) implements Outcome {}

    static Outcome taken() {
        return new Taken(null);
    }

    static Later later(String problem) {
        return new Later(cut(problem), null);
    }

    static Never never(String problem) {
        return new Never(cut(problem), null);
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 200 ? line : line.substring(0, 200);
    }
}
