package io.lockward.cloud.dispute;

import io.lockward.cloud.http.Problem;
import org.jspecify.annotations.Nullable;

/// What people write, bounded.
final class CaseText {
    private CaseText() {}

    /// @param most characters
    static String needed(String field, @Nullable String text, int most) {
        String said = text == null ? "" : text.strip();
        if (said.length() < 3 || said.length() > most || isOdd(said)) {
            throw Problem.invalid(field, "has 3 to " + most + " characters").asException();
        }
        return said;
    }

    /// Line ends and tabs are what a person types; the rest of the control characters is not.
    private static boolean isOdd(String text) {
        return text.chars()
                .anyMatch(each -> Character.isISOControl(each) && each != '\n' && each != '\r' && each != '\t');
    }
}
