package io.lockward.agent.hardware.camera;

import org.jspecify.annotations.Nullable;

/// Whether a camera's picture stands still: the camera hangs and sends the same picture over and over, so that bytes go
/// on coming. A lens always has noise, so two pictures of it are never the same bit by bit.
///
/// @param print of the newest picture that was looked at
/// @param repeats how many looks before it saw the same, from 0
record StillPicture(@Nullable String print, int repeats) {
    /// Between two looks, in milliseconds.
    static final long EVERY_MILLIS = 60_000;

    /// So many repetitions are no chance: five minutes.
    static final int ENOUGH = 5;

    /// Before the first look.
    static final StillPicture NONE = new StillPicture(null, 0);

    /// After one more look.
    StillPicture then(String seen) {
        return new StillPicture(seen, seen.equals(print) ? Math.min(repeats + 1, 1 << 30) : 0);
    }

    boolean isStill() {
        return repeats >= ENOUGH;
    }

    /// Whether the pipeline is started again because of this look: after 5 minutes, 10, 20 and so on, because what does
    /// not help shall not cost the footage of a picture that is only black.
    boolean asksForRestart() {
        return isStill() && repeats % ENOUGH == 0 && Integer.bitCount(repeats / ENOUGH) == 1;
    }
}
