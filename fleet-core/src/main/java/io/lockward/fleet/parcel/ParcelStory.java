package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.Sensed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parcel's life so far.
///
/// @param steps in the order of its bank's journal, with what the cloud did between them by time
public record ParcelStory(ParcelStanding standing, List<Step> steps) {
    public ParcelStory {
        steps = List.copyOf(steps);
    }

    /// One step.
    ///
    /// @param what the type of the entry behind it, or what the cloud did
    /// @param state where the parcel stood after it
    /// @param verdict with a conclusion
    /// @param sensed what the sensors decided, with a conclusion
    /// @param by who, as far as it is known
    /// @param text more, for people
    /// @param movement the deposit or pickup it belongs to; other entries about the door carry the same name
    /// @param source the entry that shows it; `null` for the cloud's own
    public record Step(
            Instant at,
            String what,
            ParcelState state,
            @Nullable CompartmentId compartment,
            @Nullable String verdict,
            @Nullable Sensed sensed,
            @Nullable String by,
            @Nullable String text,
            @Nullable String movement,
            @Nullable EntryRef source) {}
}
