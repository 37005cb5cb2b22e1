package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.entry.CommandEntry;
import org.jspecify.annotations.Nullable;

/// Refusals: typed, counted, and bounded in what they can write.
final class Refusing {
    private Refusing() {}

    static void rejected(Turn turn, Input.CommandRejected rejected) {
        CommandId command = rejected.command();
        Remembered known = command == null ? null : turn.memory.commands().get(command);
        if (command != null && known != null) {
            repeated(turn, command, known);
        } else {
            refuse(turn, command, rejected.reason(), rejected.detail());
        }
    }

    /// What must be remembered to stay refused is always recorded, as long as there is room to remember it; that is
    /// bounded by itself. Everything else is recorded a few times a minute and counted.
    static void refuse(Turn turn, @Nullable CommandId command, Refusal reason, String detail) {
        turn.refusals = turn.refusals.at(turn.up);
        boolean mustRemember = command != null
                && Remembering.couldBeAcceptedLater(reason)
                && turn.memory.commands().size() < BankMemory.MOST_WITH_REFUSALS;
        if (!mustRemember && turn.refusals.recorded().count() >= turn.timing.refusalsPerMinute()) {
            turn.refusals = turn.refusals.withOneUnrecorded();
            return;
        }
        long unrecorded = turn.refusals.unrecorded();
        String also = unrecorded == 0 ? "" : " (and " + unrecorded + " refusals before it that were only counted)";
        turn.record(new CommandEntry.Refused(command, reason, Turn.cut(detail, 256 - also.length()) + also));
        turn.refusals = turn.refusals.withOneRecorded();
    }

    /// The first answer stands. It is told again at most once a minute.
    static void repeated(Turn turn, CommandId command, Remembered known) {
        if (!turn.refusals.hasAnswered(command, turn.up)) {
            turn.refusals = turn.refusals.withAnswered(command, turn.up);
            refuse(turn, command, Refusal.SEEN_BEFORE, known.words());
        }
    }
}
