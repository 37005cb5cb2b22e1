package io.lockward.cloud.footage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a body from somebody who may be slow, dead or hostile.
///
/// @param bytes that came
/// @param tooSlow whether it was given up because too little came for too long
record Intake(int bytes, boolean tooSlow) {
    /// A body may take so long in all, however it trickles: less than the two minutes that an agent waits for its
    /// answer.
    static final Duration MOST = Duration.ofSeconds(90);

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /// As much of a body as comes before it ends, breaks off or takes too long.
    ///
    /// @param into all of it is filled when all comes
    /// @param nanos a clock that nobody turns
    /// @param idle so long without a byte, and reading the body fails
    static Intake read(InputStream body, byte[] into, LongSupplier nanos, Duration idle) {
        long start = nanos.getAsLong();
        long last = start;
        int came = 0;
        try {
            while (came < into.length) {
                int count = body.read(into, came, into.length - came);
                if (count < 0) {
                    break;
                }
                came += count;
                last = nanos.getAsLong();
                if (came < into.length && last - start > MOST.toNanos()) {
                    return new Intake(came, true);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("an upload broke off");
            // The server counts in milliseconds and by another clock: it may be a little early by this one.
            return new Intake(came, nanos.getAsLong() - last >= idle.toNanos() / 10 * 9);
        }
        return new Intake(came, false);
    }
}
