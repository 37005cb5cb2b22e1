package io.lockward.agent.hardware.camera;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One finished piece of a camera's footage. All that is known of it is in its file's name, so nothing beside
/// it can be lost or disagree with it.
///
/// @param epoch of the bank's journal
/// @param boot the journal's boot counter
/// @param fromUp uptime of its first frame, in milliseconds
/// @param toUp uptime of its end, in milliseconds
/// @param wallMillis the controller's wall clock at its end, milliseconds since 1970
/// @param offsetMillis the camera's clock minus the controller's at its end, never positive: how late the end
///     came
/// @param bytes of the file; another length shows that it is torn
record Segment(long epoch, long boot, long fromUp, long toUp, long wallMillis, long offsetMillis, long bytes)
        implements Comparable<Segment> {
    static final String SUFFIX = ".ts";
    private static final Pattern NAME = Pattern.compile(
            "(\\d{1,18})_(\\d{1,18})_(\\d{1,18})_(\\d{1,18})_(-?\\d{1,18})_(-?\\d{1,18})_(\\d{1,18})\\.ts");

    static @Nullable Segment of(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return null;
        }
        Segment segment = new Segment(
                number(parts, 1),
                number(parts, 2),
                number(parts, 3),
                number(parts, 4),
                number(parts, 5),
                number(parts, 6),
                number(parts, 7));
        return segment.toUp < segment.fromUp ? null : segment;
    }

    private static long number(Matcher parts, int group) {
        return Long.parseLong(parts.group(group));
    }

    String name() {
        return epoch + "_" + boot + "_" + fromUp + "_" + toUp + "_" + wallMillis + "_" + offsetMillis + "_" + bytes
                + SUFFIX;
    }

    boolean isOf(long ofEpoch, long ofBoot) {
        return epoch == ofEpoch && boot == ofBoot;
    }

    Instant from() {
        return Instant.ofEpochMilli(wallMillis - (toUp - fromUp));
    }

    Instant to() {
        return Instant.ofEpochMilli(wallMillis);
    }

    /// The oldest first. Boots are in order within a journal, and journals are.
    @Override
    public int compareTo(Segment other) {
        int order = Long.compare(epoch, other.epoch);
        order = order != 0 ? order : Long.compare(boot, other.boot);
        order = order != 0 ? order : Long.compare(toUp, other.toUp);
        return order != 0 ? order : name().compareTo(other.name());
    }
}
