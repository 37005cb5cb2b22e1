package io.lockward.agent.hardware;

import java.util.function.Consumer;

/// Cuts this bank's power from outside for some seconds and gives it back: what is left when a reboot does not help.
/// Never halts the machine for it: should the cut not come, a machine that runs goes on, and one that is off stays
/// off.
///
/// Thread rule: any thread.
public interface PowerCycle {
    /// Whether an order would be tried at all, by the configuration; returns at once and asks nobody. Whether the
    /// device can do it now comes with the order.
    Ability canCycle();

    /// Orders one cycle and returns at once. The caller has made everything durable before.
    ///
    /// @param outcome told at most once, on any thread; must not block. Done means that the order was taken. Untold
    ///     when the power goes first, or when the order went out and nobody said what became of it: a new boot or
    ///     the command's deadline settles that
    void cycle(Consumer<Outcome> outcome);

    /// What can be had.
    sealed interface Ability {
        /// @param way how the power would be cut, for people
        record Ready(String way) implements Ability {}

        /// @param reason what is missing and what to do about it, for people; at most 200 characters
        record Cannot(String reason) implements Ability {}
    }

    /// For a bank that has none.
    static PowerCycle none() {
        return new Without();
    }

    /// Refuses.
    record Without() implements PowerCycle {
        private static final String REASON = "no way to cut this bank's power is configured; set power-cycle";

        @Override
        public Ability canCycle() {
            return new Ability.Cannot(REASON);
        }

        @Override
        public void cycle(Consumer<Outcome> outcome) {
            outcome.accept(new Outcome.Failed(REASON));
        }
    }
}
