package io.lockward.agent.bank;

import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one bank is and how it should behave. Constant for as long as the agent lives.
///
/// @param compartments what can be unlocked here
/// @param shutdown when a bank on battery halts
/// @param kioskFitted whether there is a screen whose silence means anything
/// @param remedy how far the bank may go to heal itself
public record BankSetup(
        BankId bank,
        SortedSet<CompartmentId> compartments,
        ShutdownRule shutdown,
        boolean kioskFitted,
        Timing timing,
        RemedySetup remedy) {
    public BankSetup {
        compartments = Collections.unmodifiableSortedSet(new TreeSet<>(compartments));
    }

    /// A bank that heals itself as usual.
    public BankSetup(
            BankId bank,
            SortedSet<CompartmentId> compartments,
            ShutdownRule shutdown,
            boolean kioskFitted,
            Timing timing) {
        this(bank, compartments, shutdown, kioskFitted, timing, RemedySetup.DEFAULT);
    }

    public BankSetup withRemedy(RemedySetup changed) {
        return new BankSetup(bank, compartments, shutdown, kioskFitted, timing, changed);
    }

    /// A bank with a screen and the default rules.
    public static BankSetup of(BankId bank, Set<CompartmentId> compartments) {
        return new BankSetup(bank, new TreeSet<>(compartments), ShutdownRule.DEFAULT, true, Timing.DEFAULT);
    }
}
