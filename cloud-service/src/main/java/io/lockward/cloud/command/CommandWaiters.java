package io.lockward.cloud.command;

import io.lockward.cloud.change.Changes;
import io.lockward.fleet.FleetChanges;
import io.lockward.protocol.CommandId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Those who wait for a command to change. No thread is held while they wait. Every method may be called from any
/// thread.
@Singleton
final class CommandWaiters implements Changes.Listener {
    private final Map<CommandId, Set<Runnable>> waiting = new ConcurrentHashMap<>();

    CommandWaiters(Changes changes) {
        changes.listen(this);
    }

    /// @param wake run at every change until [#leave]; must be quick
    void enter(CommandId command, Runnable wake) {
        waiting.compute(command, (_, others) -> {
            Set<Runnable> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(wake);
            return all;
        });
    }

    void leave(CommandId command, Runnable wake) {
        waiting.computeIfPresent(command, (_, all) -> {
            all.remove(wake);
            return all.isEmpty() ? null : all;
        });
    }

    int count() {
        return waiting.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public void changed(FleetChanges changes) {
        changes.commands().forEach(this::wake);
    }

    @Override
    public void missed() {
        List.copyOf(waiting.keySet()).forEach(this::wake);
    }

    private void wake(CommandId command) {
        waiting.getOrDefault(command, Set.of()).forEach(Runnable::run);
    }
}
