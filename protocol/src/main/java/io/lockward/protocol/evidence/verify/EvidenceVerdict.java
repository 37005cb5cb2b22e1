package io.lockward.protocol.evidence.verify;

import io.lockward.protocol.evidence.EvidenceManifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What checking a package gave.
///
/// @param checks every one that was made, in order. Those that need what failed before them were not made
/// @param manifest what the package says; `null` unless its signature holds
public record EvidenceVerdict(
        List<EvidenceCheck> checks, @Nullable EvidenceManifest manifest) {
    /// All of it in one word.
    public enum State {
        /// Everything holds, under the root the reader trusts.
        HOLDS,
        /// Everything fits together, and nobody said whether the root is the right one.
        OPEN,
        /// Something does not hold.
        FAILS
    }

    public EvidenceVerdict {
        checks = List.copyOf(checks);
    }

    public State state() {
        State state = checks.isEmpty() ? State.FAILS : State.HOLDS;
        for (EvidenceCheck check : checks) {
            switch (check.outcome()) {
                case HOLDS -> {
                    // leaves it as it is
                }
                case OPEN -> state = state == State.HOLDS ? State.OPEN : state;
                case FAILS -> state = State.FAILS;
            }
        }
        return state;
    }

    /// What does not hold.
    public List<EvidenceCheck> failures() {
        return checks.stream()
                .filter(check -> check.outcome() == EvidenceCheck.Outcome.FAILS)
                .toList();
    }
}
