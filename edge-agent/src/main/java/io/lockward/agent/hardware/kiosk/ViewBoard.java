package io.lockward.agent.hardware.kiosk;

import io.lockward.agent.bank.parcel.KioskView;
import java.time.Duration;

/// What there is to see, with a number that rises when it changes, so that a page can wait for the next. Any thread.
final class ViewBoard {
    /// @param version rises with each change, from 1
    record Shown(long version, KioskView view) {}

    private Shown shown;

    ViewBoard(KioskView first) {
        this.shown = new Shown(1, first);
    }

    synchronized void show(KioskView next) {
        if (!next.equals(shown.view())) {
            shown = new Shown(shown.version() + 1, next);
            notifyAll();
        }
    }

    /// Of what there is to see now.
    synchronized long version() {
        return shown.version();
    }

    /// What there is to see, when it is not what the page knows; otherwise when it changes, or after a while.
    ///
    /// @param known the version on the page
    /// @param most how long to wait
    synchronized Shown await(long known, Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        long left = most.toMillis();
        while (shown.version() == known && left > 0) {
            wait(left);
            left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
        return shown;
    }
}
