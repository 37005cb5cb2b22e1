package io.lockward.agent.hardware.camera;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What films with a camera.
///
/// @param commands of its processes, each reading what the one before it writes
/// @param told to the first process on its input: what may not stand in its arguments, which everybody on the
///     machine can read; `null` when it is told nothing
record Pipeline(List<List<String>> commands, @Nullable String told) {
    Pipeline {
        commands = commands.stream().map(List::copyOf).toList();
    }

    /// Without what it is told: that may be a password.
    @Override
    public String toString() {
        return "Pipeline[commands=" + commands + "]";
    }
}
