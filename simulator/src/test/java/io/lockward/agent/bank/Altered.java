package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Predicate;

/// States as a faulty program would have them.
public final class Altered {
    private Altered() {}

    /// One that has forgotten some commands.
    public static BankMemory without(BankMemory memory, Predicate<Remembered> forgotten) {
        TreeMap<CommandId, Remembered> kept = new TreeMap<>(memory.commands());
        kept.values().removeIf(forgotten);
        return memory.withCommands(kept);
    }

    /// One that has forgotten some commands; whatever else there is stays.
    public static BankState without(BankState state, Predicate<Remembered> forgotten) {
        RecordComponent[] components = BankState.class.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = components[i].getName().equals("memory")
                        ? without(state.memory(), forgotten)
                        : components[i].getAccessor().invoke(state);
            }
            return BankState.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record can be read and made", e);
        }
    }
}
