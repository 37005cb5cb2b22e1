package io.lockward.fleet.dispute;

import io.lockward.protocol.entry.KioskEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What went on at the screen in one go, as far as the journal tells.
///
/// @param from by the bank's clock
/// @param to by the same clock, from `from`
/// @param told what the bank said at its end, who it was, what was pressed and how it ended; `null` when there is no
///     such entry
/// @param moments what is known of it one by one, oldest first: codes, the beginning and the end of what was done, what
///     the screen told, and what it suffered
public record ScreenVisit(Instant from, Instant to, KioskEntry.@Nullable Visit told, List<Fact> moments) {
    public ScreenVisit {
        moments = List.copyOf(moments);
    }
}
