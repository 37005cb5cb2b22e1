package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lockward.protocol.Guard;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the occupancy sensors decided about one movement.
///
/// @param channel the channel that decided, at most 24 characters; `null` when none did
/// @param reading the change it saw, in its unit
/// @param threshold what the change was held against, in the same unit
/// @param confidence probability that the outcome is right, 0 to 1
/// @param decideMillis from the closing of the door to the decision
public record Sensed(
        Outcome outcome,
        @Nullable String channel,
        double reading,
        double threshold,
        double confidence,
        long decideMillis) {

    /// What was seen.
    public enum Outcome {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("no-change")
        NO_CHANGE,
        @JsonProperty("undecided")
        UNDECIDED
    }

    public Sensed {
        Objects.requireNonNull(outcome, "outcome");
        Guard.optionalText(channel, "channel", 24);
        Guard.within(reading, -1e9, 1e9, "reading");
        Guard.within(threshold, -1e9, 1e9, "threshold");
        Guard.within(confidence, 0, 1, "confidence");
        Guard.atLeast(decideMillis, 0, "decideMillis");
    }
}
