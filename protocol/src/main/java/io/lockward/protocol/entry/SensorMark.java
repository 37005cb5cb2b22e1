package io.lockward.protocol.entry;

import io.lockward.protocol.Guard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one occupancy channel read before a door was unlocked: what a later reading is held against, also after a
/// power cut in between.
///
/// @param channel such as `load-cell`, at most 24 characters
/// @param mean in the channel's unit
/// @param deviation long-run standard deviation, in the same unit, from 0
/// @param samples behind it, from 0
public record SensorMark(String channel, double mean, double deviation, int samples) {
    /// Channels of one compartment.
    static final int MOST = 4;

    public SensorMark {
        Guard.text(channel, "channel", 24);
        Guard.within(mean, -1e9, 1e9, "mean");
        Guard.within(deviation, 0, 1e9, "deviation");
        Guard.atLeast(samples, 0, "samples");
    }

    static @Nullable List<SensorMark> bounded(@Nullable List<SensorMark> marks) {
        if (marks == null) {
            return null;
        }
        if (marks.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " channels");
        }
        return List.copyOf(marks);
    }
}
