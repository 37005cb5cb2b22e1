package io.lockward.agent.hardware.lockboard;

import io.lockward.agent.hardware.PulseResult;
import io.lockward.protocol.CompartmentId;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One order to open on its way: waiting, then given, then told exactly once.
///
/// Thread rule: one thread at a time; [LockBoards] hands it over.
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final CompartmentId compartment;
    private final LockBoardSettings.Channels wired;
    private final Duration length;
    private final long askedAt;
    private final Consumer<PulseResult> outcome;
    private boolean isTold;
    private BusTalk.Ordered came = BusTalk.Ordered.UNSENT;
    private boolean wasOpen;
    private boolean sawOpening;
    private long offAt;
    private long evidenceBy;

    /// @param askedAt on the monotonic clock, in nanoseconds
    Pulse(
            CompartmentId compartment,
            LockBoardSettings.Channels wired,
            Duration length,
            long askedAt,
            Consumer<PulseResult> outcome) {
        this.compartment = compartment;
        this.wired = wired;
        this.length = length;
        this.askedAt = askedAt;
        this.outcome = outcome;
    }

    CompartmentId compartment() {
        return compartment;
    }

    LockBoardSettings.Channels wired() {
        return wired;
    }

    Duration length() {
        return length;
    }

    boolean hasWaited(long nowNanos, Duration patience) {
        return nowNanos - askedAt > patience.toNanos();
    }

    /// The order is out.
    ///
    /// @param what what the board said of it
    /// @param open whether door or bolt were open before, or may have been
    /// @param off when the coil is off again, in nanoseconds
    /// @param evidence until when the lock may show that it was driven, should nothing else tell, in nanoseconds
    void given(BusTalk.Ordered what, boolean open, long off, long evidence) {
        came = what;
        wasOpen = open;
        offAt = off;
        evidenceBy = evidence;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - (isKnown() ? offAt : evidenceBy) >= 0;
    }

    /// Whether it is known that the coil was driven.
    boolean isKnown() {
        return came == BusTalk.Ordered.TAKEN || sawOpening;
    }

    /// A board that moved a lock has read the order, whether its answer came through or not.
    void seen(boolean open) {
        sawOpening |= open && !wasOpen;
    }

    /// The coil is off by now.
    void over() {
        tell(
                isKnown()
                        ? new PulseResult.Pulsed(length)
                        : new PulseResult.Unconfirmed("board " + wired.board()
                                + (came == BusTalk.Ordered.DOUBTFUL
                                        ? " said that the order failed, and nothing was seen to move"
                                        : " did not say what became of the order, and nothing was seen to move")));
    }

    void refuse(PulseResult.Fault fault, String detail) {
        tell(new PulseResult.Failed(fault, detail));
    }

    private void tell(PulseResult result) {
        if (isTold) {
            return;
        }
        isTold = true;
        try {
            outcome.accept(result);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Listener of a pulse failed");
        }
    }
}
