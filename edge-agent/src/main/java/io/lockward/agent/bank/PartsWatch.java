package io.lockward.agent.bank;

import io.lockward.protocol.entry.AgentEntry.Health;
import org.jspecify.annotations.Nullable;

/// What has been heard of the bank's parts since somebody began to look.
///
/// @param linkUp whether the broker is connected; `null` when not told yet
/// @param sensorsRead whether all door switches were read
/// @param ups what the last poll of the UPS said
/// @param disk what the last look at the disk said
/// @param beat whether the screen gave a sign of life
record PartsWatch(@Nullable Boolean linkUp, boolean sensorsRead, Health ups, Health disk, boolean beat) {
    static final PartsWatch START = new PartsWatch(null, false, Health.UNKNOWN, Health.UNKNOWN, false);

    PartsWatch withLink(boolean up) {
        return new PartsWatch(up, sensorsRead, ups, disk, beat);
    }

    PartsWatch withSensorsRead() {
        return new PartsWatch(linkUp, true, ups, disk, beat);
    }

    PartsWatch withUps(Health health) {
        return new PartsWatch(linkUp, sensorsRead, health, disk, beat);
    }

    PartsWatch withDisk(Health health) {
        return new PartsWatch(linkUp, sensorsRead, ups, health, beat);
    }

    PartsWatch withBeat() {
        return new PartsWatch(linkUp, sensorsRead, ups, disk, true);
    }

    /// Everything must be heard again, but for the link, which tells its changes only.
    PartsWatch anew() {
        return new PartsWatch(linkUp, false, Health.UNKNOWN, Health.UNKNOWN, false);
    }
}
