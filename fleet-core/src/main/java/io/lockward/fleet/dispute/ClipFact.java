package io.lockward.fleet.dispute;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One clip as far as it is known. Nothing here says what it shows: only people can.
///
/// @param state where it is
/// @param lost why there is none; `null` unless it is lost
/// @param epoch of the entries it belongs to
/// @param first the first entry it belongs to; `null` from an older bank
/// @param last the last one; `null` from an older bank
/// @param boot of which its uptimes are; `null` from an older bank
/// @param fromUp milliseconds of uptime at its first frame
/// @param toUp milliseconds of uptime at its last frame
/// @param gapMillis footage missing within it, from 0
public record ClipFact(
        String clip,
        @Nullable String camera,
        State state,
        @Nullable String lost,
        @Nullable String because,
        @Nullable String compartment,
        long epoch,
        @Nullable Long first,
        @Nullable Long last,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long boot,
        @Nullable Long fromUp,
        @Nullable Long toUp,
        long gapMillis) {
    /// The same clip, somewhere else.
    public ClipFact as(State now) {
        return new ClipFact(
                clip,
                camera,
                now,
                lost,
                because,
                compartment,
                epoch,
                first,
                last,
                from,
                to,
                boot,
                fromUp,
                toUp,
                gapMillis);
    }

    /// Where a clip is.
    public enum State {
        /// The bank has it; nothing of it came yet.
        KNOWN,
        /// Part of it came.
        PARTIAL,
        /// It is here and its hash is right.
        STORED,
        /// There is none, and the bank said why.
        LOST,
        /// It was here, and its time was over.
        DELETED;

        /// The word for it in the API and the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
