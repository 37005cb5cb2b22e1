package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Commands that the rim carries out and answers: showing the bank, sending a diagnostic bundle.
final class AwaitedRules {
    private AwaitedRules() {}

    /// @param untilUp uptime in milliseconds after which no answer is expected any more
    static void act(Turn turn, CommandId command, Effect effect, long untilUp) {
        turn.record(new CommandEntry.Acted(command));
        SortedMap<CommandId, Long> awaited = new TreeMap<>(turn.awaited);
        awaited.put(command, untilUp);
        turn.awaited = awaited;
        turn.ask(effect);
    }

    static void answered(Turn turn, Input.CommandAnswered answered) {
        if (remove(turn, answered.command())) {
            String failure = answered.failure();
            turn.conclude(
                    answered.command(),
                    failure == null ? Outcome.VERIFIED : Outcome.FAILED,
                    failure == null ? answered.evidence() : failure);
        }
    }

    static void tick(Turn turn) {
        for (Map.Entry<CommandId, Long> one : Map.copyOf(turn.awaited).entrySet()) {
            if (turn.up >= one.getValue() && remove(turn, one.getKey())) {
                turn.conclude(one.getKey(), Outcome.UNVERIFIED, "nothing showed in time that it was done");
            }
        }
    }

    private static boolean remove(Turn turn, CommandId command) {
        SortedMap<CommandId, Long> awaited = new TreeMap<>(turn.awaited);
        @Nullable Long was = awaited.remove(command);
        turn.awaited = awaited;
        return was != null;
    }
}
