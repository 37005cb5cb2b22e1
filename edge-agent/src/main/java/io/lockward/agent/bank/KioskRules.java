package io.lockward.agent.bank;

import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.Stamp;
import org.jspecify.annotations.Nullable;

/// The screen: silent for too long is frozen.
final class KioskRules {
    private KioskRules() {}

    static void beat(Turn turn, Input.KioskBeat beat) {
        turn.kioskBeatUp = turn.up;
        Stamp frozen = turn.memory.kioskFrozen();
        if (frozen != null && !RemedyRules.isOfAPageToGo(turn, beat)) {
            boolean sameBoot = frozen.boot() == turn.now.boot();
            turn.record(new KioskEntry.Recovered(Math.max(0, sameBoot ? turn.up - frozen.up() : turn.up)));
        }
        RebootRules.kioskBeat(turn, beat);
    }

    /// Whether this sign of life is of a page that began after an order to restart the screen. An order that was taken
    /// is not carried out yet: for seconds the old page may still speak.
    ///
    /// @param pageUp as in [Input.KioskBeat]
    /// @param orderedUp uptime in milliseconds, of the same boot
    static boolean isOfANewPage(@Nullable Long pageUp, long orderedUp) {
        return pageUp != null && pageUp >= orderedUp;
    }

    static void tick(Turn turn) {
        long silent = turn.up - turn.kioskBeatUp;
        if (turn.setup.kioskFitted()
                && turn.memory.kioskFrozen() == null
                && silent > turn.timing.kioskSilence().toMillis()) {
            turn.record(new KioskEntry.Frozen(silent));
        }
    }
}
