package io.lockward.agent.journal;

import io.lockward.protocol.BootId;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What the journal takes from the world around it.
///
/// @param kernelBootId the kernel's id of this boot; the boot counter rises when it differs from the last one
/// @param random draws the id of a new journal
/// @param uptimeMillis milliseconds since boot, for the age of what is not yet synced
/// @param gapBody writes `journal.gap` entries
/// @param epochFloor the least epoch of a *new* journal, at least 1: lets whoever remembers more than this disk (the
///     cloud, or a clock) keep epochs rising after a disk was exchanged
public record JournalSetup(
        BootId kernelBootId, RandomGenerator random, LongSupplier uptimeMillis, GapBody gapBody, long epochFloor) {

    public JournalSetup {
        if (epochFloor < 1) {
            throw new IllegalArgumentException("Epochs start at 1");
        }
    }
}
