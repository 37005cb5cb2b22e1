package io.lockward.cloud.notice;

/// What came of telling somebody.
sealed interface Outcome {
    /// The other side has it.
    record Taken() implements Outcome {}

    /// Not now; it may be tried again.
    ///
    /// @param problem for people, at most 200 characters
    record Later(String problem) implements Outcome {}

    /// It will never be taken.
    ///
    /// @param problem for people, at most 200 characters
    record Never(String problem) implements Outcome {}

    static Later later(String problem) {
        return new Later(cut(problem));
    }

    static Never never(String problem) {
        return new Never(cut(problem));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 200 ? line : line.substring(0, 200);
    }
}
