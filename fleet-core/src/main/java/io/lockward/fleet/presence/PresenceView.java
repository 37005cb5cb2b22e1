package io.lockward.fleet.presence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a bank is there, as far as can be told now.
///
/// @param since when that began; `null` when never seen
/// @param explanation what explains it, in words; `null` when nothing does
public record PresenceView(
        State state,
        @Nullable Instant since,
        @Nullable Instant lastSeen,
        @Nullable String explanation) {
    /// A bank that said goodbye is offline; one that went without a word is lost.
    public enum State {
        ONLINE,
        OFFLINE,
        LOST,
        NEVER_SEEN
    }
}
