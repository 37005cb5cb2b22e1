package io.lockward.fleet;

import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a transaction touched, for those who show it live: they read anew what they show.
///
/// @param banks whose state or entries changed
/// @param alarms ids of alarms that opened, closed or counted up
/// @param commands whose state changed
public record FleetChanges(SortedSet<BankId> banks, SortedSet<Long> alarms, SortedSet<CommandId> commands) {
    public FleetChanges {
        banks = Collections.unmodifiableSortedSet(new TreeSet<>(banks));
        alarms = Collections.unmodifiableSortedSet(new TreeSet<>(alarms));
        commands = Collections.unmodifiableSortedSet(new TreeSet<>(commands));
    }

    public static FleetChanges of(Collection<BankId> banks, Collection<Long> alarms, Collection<CommandId> commands) {
        return new FleetChanges(new TreeSet<>(banks), new TreeSet<>(alarms), new TreeSet<>(commands));
    }

    public boolean isEmpty() {
        return banks.isEmpty() && alarms.isEmpty() && commands.isEmpty();
    }
}
