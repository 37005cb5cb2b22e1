package io.lockward.protocol.entry;

import io.lockward.protocol.Guard;

/// What a calibration measured of one occupancy sensor, in the channel's unit.
///
/// @param channel such as `load-cell`, at most 24 characters
/// @param empty its reading of the empty compartment
/// @param change what two sheets of A4 do to the reading, or the smallest thing it can see when those are too
///     little
/// @param noise of one sample against the next, standard deviation, from 0
/// @param slow noise that does not average out within seconds, standard deviation, from 0
/// @param shift what opening and closing the door does by itself, standard deviation, from 0
/// @param margin how many times what two sheets do stands out from the noise, from 0
/// @param seesSheets whether two sheets stand out far enough to be decided by
public record SensorScale(
        String channel,
        double empty,
        double change,
        double noise,
        double slow,
        double shift,
        double margin,
        boolean seesSheets) {
    public SensorScale {
        Guard.text(channel, "channel", 24);
        Guard.within(empty, -1e9, 1e9, "empty");
        Guard.within(change, -1e9, 1e9, "change");
        Guard.within(noise, 0, 1e9, "noise");
        Guard.within(slow, 0, 1e9, "slow");
        Guard.within(shift, 0, 1e9, "shift");
        Guard.within(margin, 0, 1e9, "margin");
        if (change == 0) {
            throw new IllegalArgumentException("change is not 0");
        }
    }
}
