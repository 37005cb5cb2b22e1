package io.lockward.fleet.parcel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A parcel that is inside, and what is known of its wait.
///
/// @param heard when the cloud heard that it was put in last, by the cloud's own clock: its recipient was not told
///     before, and a bank's clock may be wrong by years
/// @param said when it was said last that it waits too long; `null` when never
public record Waiting(
        ParcelRecord parcel, Instant heard, @Nullable Instant said) {
    /// The same, as it stands now.
    public Waiting withParcel(ParcelRecord now) {
        return new Waiting(now, heard, said);
    }
}
