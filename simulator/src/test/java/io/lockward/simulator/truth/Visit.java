package io.lockward.simulator.truth;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One person at the screen, from coming to going, with what they typed.
final class Visit {
    /// Every code typed since they came.
    final Set<String> typed = new HashSet<>();

    /// What they were let in as; `null` before.
    @Nullable
    String session;

    /// What a courier brings just now.
    @Nullable
    Shipment brings;
}
