package io.lockward.agent.bank;

import java.util.List;

/// What one decision gives.
///
/// @param effects run in order by the loop
public record Step(BankState next, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
