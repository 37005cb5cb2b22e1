package io.lockward.agent.hardware.camera;

import java.util.ArrayDeque;

/// Puts a pipeline's own clock, that of the pictures, onto the controller's uptime. A segment is told of when
/// it is finished, at once or a little later, never earlier; so the earliest telling of the last minutes is the
/// closest to the truth, and a camera whose clock runs fast or slow is followed.
///
/// Thread rule: one thread.
final class SegmentClock {
    /// How many segments are looked back on: five minutes.
    private static final int LOOK_BACK = 150;

    private final ArrayDeque<Long> leads = new ArrayDeque<>();

    /// @param up when a segment was told of, uptime in milliseconds
    /// @param end of that segment by the pictures' clock, in milliseconds
    /// @return what to add to the pictures' clock to get uptime
    long told(long up, long end) {
        leads.add(up - end);
        if (leads.size() > LOOK_BACK) {
            leads.remove();
        }
        return leads.stream().mapToLong(Long::longValue).min().orElseThrow();
    }
}
