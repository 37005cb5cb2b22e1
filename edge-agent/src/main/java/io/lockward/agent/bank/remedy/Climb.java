package io.lockward.agent.bank.remedy;

import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.Stamp;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The ladder being climbed for one part, from the first rung or hold until the part is well.
///
/// @param since when it began
/// @param taken rungs that were taken, by the bank or by a person; none is taken twice
/// @param running the rung whose end is not known yet
/// @param held what forbids the next rung, as last recorded
/// @param gaveUp whether a person was called
public record Climb(
        Stamp since,
        SortedSet<RebootLevel> taken,
        @Nullable Running running,
        @Nullable String held,
        boolean gaveUp) {
    /// @param at when it was taken
    public record Running(RebootLevel level, Stamp at) {}

    public Climb {
        taken = Collections.unmodifiableSortedSet(new TreeSet<>(taken));
    }

    static Climb from(Stamp since) {
        return new Climb(since, new TreeSet<>(), null, null, false);
    }

    Climb step(RebootLevel level, Stamp at) {
        return new Climb(since, with(level), new Running(level, at), null, gaveUp);
    }

    Climb alsoTaken(RebootLevel level) {
        return new Climb(since, with(level), running, held, gaveUp);
    }

    Climb ended() {
        return new Climb(since, taken, null, held, gaveUp);
    }

    Climb held(String reason) {
        return new Climb(since, taken, running, reason, gaveUp);
    }

    Climb withGivenUp() {
        return new Climb(since, taken, null, null, true);
    }

    private SortedSet<RebootLevel> with(RebootLevel level) {
        SortedSet<RebootLevel> all = new TreeSet<>(taken);
        all.add(level);
        return all;
    }
}
