package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;

/// Restarts, from the order to the evidence. Those of agent and controller end this process; the next one concludes
/// them ([StartRules]).
final class RebootRules {
    private RebootRules() {}

    static void act(Turn turn, CommandId command, RebootLevel level) {
        turn.record(new CommandEntry.Acted(command));
        turn.reboot = new RebootWatch(command, level, turn.up, false);
        turn.ask(new Effect.Restart(level, command));
    }

    static void ended(Turn turn, Input.RestartEnded ended) {
        RebootWatch reboot = turn.reboot;
        if (reboot == null || !reboot.command().equals(ended.command())) {
            return;
        }
        if (ended.failure() == null) {
            turn.reboot = new RebootWatch(reboot.command(), reboot.level(), reboot.actedUp(), true);
        } else {
            turn.reboot = null;
            turn.conclude(reboot.command(), Outcome.FAILED, "the restart was not done: " + ended.failure());
        }
    }

    /// A heartbeat counts when its page began after the order: the old page lives on until it is ended.
    static void kioskBeat(Turn turn, Input.KioskBeat beat) {
        RebootWatch reboot = turn.reboot;
        if (reboot != null
                && reboot.level() == RebootLevel.KIOSK
                && reboot.taken()
                && KioskRules.isOfANewPage(beat.pageUp(), reboot.actedUp())) {
            turn.reboot = null;
            turn.conclude(
                    reboot.command(),
                    Outcome.VERIFIED,
                    "the heartbeat of a new page of the screen came " + (turn.up - reboot.actedUp())
                            + " ms after the order");
        }
    }

    static void tick(Turn turn) {
        RebootWatch reboot = turn.reboot;
        if (reboot == null) {
            return;
        }
        boolean kiosk = reboot.level() == RebootLevel.KIOSK;
        long patience = (kiosk ? turn.timing.kioskRestart() : turn.timing.reboot()).toMillis();
        long waited = turn.up - reboot.actedUp();
        if (waited >= patience) {
            turn.reboot = null;
            turn.conclude(
                    reboot.command(),
                    Outcome.UNVERIFIED,
                    kiosk
                            ? "no heartbeat of a new page of the screen within " + waited / 1000 + " s"
                            : "the agent still runs " + waited / 1000 + " s after the order");
        }
    }
}
