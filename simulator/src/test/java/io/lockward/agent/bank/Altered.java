package io.lockward.agent.bank;

import java.util.TreeMap;
import java.util.function.Predicate;

/// States as a faulty program would have them.
public final class Altered {
    private Altered() {}

    /// One that has forgotten some commands.
    public static BankMemory without(BankMemory memory, Predicate<Remembered> forgotten) {
        TreeMap<io.lockward.protocol.CommandId, Remembered> kept = new TreeMap<>(memory.commands());
        kept.values().removeIf(forgotten);
        return memory.withCommands(kept);
    }

    /// One that has forgotten some commands.
    @SuppressWarnings("NullAway") // it does not see in class files that these components may be null
    public static BankState without(BankState state, Predicate<Remembered> forgotten) {
        return new BankState(
                state.setup(),
                without(state.memory(), forgotten),
                state.start(),
                state.doors(),
                state.power(),
                state.kioskBeatUp(),
                state.reboot(),
                state.refusals(),
                state.repeats(),
                state.unlockAll(),
                state.parts(),
                state.probing(),
                state.awaited(),
                state.remedy(),
                state.sensing());
    }
}
