package io.lockward.cloud.dispute;

import java.util.Locale;

/// Where a case stands.
public enum CaseState {
    /// Somebody asked for it who may not open one.
    REQUESTED,
    /// Support works on it; footage opens with a reason.
    OPEN,
    /// Support said no, and why.
    DECLINED,
    /// A person found something.
    CLOSED;

    /// The word for it in the API and the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when no state is called so
    public static CaseState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// Whether support may open it from here: what was declined or closed may be opened again.
    public boolean mayOpen() {
        return switch (this) {
            case REQUESTED, DECLINED, CLOSED -> true;
            case OPEN -> false;
        };
    }
}
