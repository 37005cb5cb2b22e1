package io.lockward.cloud.notice;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How telling an endpoint goes. Pure.
///
/// @param waiting messages that wait to be sent, also those between two tries
/// @param retrying those of them that were tried in vain
/// @param dead messages that were given up and that nobody sent again
/// @param takenAt when it last took one; `null` when it never did
/// @param failedAt when it last failed to take one that it has not taken since; `null` when there is none
/// @param status the HTTP status of that failure; `null` when it had none
/// @param problem of that failure, for people
record EndpointHealth(
        long waiting,
        long retrying,
        long dead,
        @Nullable Instant takenAt,
        @Nullable Instant failedAt,
        @Nullable Integer status,
        @Nullable String problem) {
    /// In a word.
    enum State {
        /// Nothing was to be told yet.
        UNUSED,
        /// It took what it was last told.
        WELL,
        /// It did not take what it was last told.
        FAILING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The newest try decides: what was given up last week says nothing about an endpoint that took one a minute ago.
    State state() {
        if (failedAt != null && (takenAt == null || failedAt.isAfter(takenAt))) {
            return State.FAILING;
        }
        return takenAt == null ? State.UNUSED : State.WELL;
    }
}
