package io.lockward.simulator.command;

import io.lockward.agent.bank.Bank;
import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.Step;

/// What a bank goes by. The real rules, or rules with a fault planted, to see that the exploration finds it.
interface BankRules {
    /// The rules there are.
    BankRules REAL = new BankRules() {};

    default Step decide(BankState state, Input input, Now now) {
        return Bank.decide(state, input, now);
    }

    /// What a new process knows of what the journal gives back.
    default BankMemory remember(BankMemory durable) {
        return durable;
    }

    /// Whether a new process knows that the journal has lost something.
    ///
    /// @param now at its opening
    /// @param before at an earlier one of this boot: the mark beside the log says so
    default boolean knowsOfLoss(boolean now, boolean before) {
        return now || before;
    }

    /// Whether the loop acts before its entries are durable.
    default boolean actsFirst() {
        return false;
    }
}
