package io.lockward.agent.bank;

import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.Stamp;

/// The screen: silent for too long is frozen.
final class KioskRules {
    private KioskRules() {}

    static void beat(Turn turn) {
        turn.kioskBeatUp = turn.up;
        Stamp frozen = turn.memory.kioskFrozen();
        if (frozen != null) {
            boolean sameBoot = frozen.boot() == turn.now.boot();
            turn.record(new KioskEntry.Recovered(Math.max(0, sameBoot ? turn.up - frozen.up() : turn.up)));
        }
        RebootRules.kioskBeat(turn);
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
