package io.lockward.agent.bank;

import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.bank.parcel.ParcelSetup;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one bank is and how it should behave. Constant for as long as the agent lives.
///
/// @param compartments what can be unlocked here
/// @param shutdown when a bank on battery halts
/// @param kioskFitted whether there is a screen whose silence means anything
/// @param remedy how far the bank may go to heal itself
/// @param service when it takes a compartment out of use by itself
/// @param sensing the occupancy sensors of the compartments that have some, before calibration
/// @param parcels what the compartments are like, and how long people are waited for
/// @param clips which cameras there are, and what is wanted of them
public record BankSetup(
        BankId bank,
        SortedSet<CompartmentId> compartments,
        ShutdownRule shutdown,
        boolean kioskFitted,
        Timing timing,
        RemedySetup remedy,
        ServiceSetup service,
        SortedMap<CompartmentId, SensingSetup> sensing,
        ParcelSetup parcels,
        ClipSetup clips) {
    public BankSetup {
        compartments = Collections.unmodifiableSortedSet(new TreeSet<>(compartments));
        sensing = Collections.unmodifiableSortedMap(new TreeMap<>(sensing));
    }

    /// A bank that heals itself as usual and senses nothing.
    public BankSetup(
            BankId bank,
            SortedSet<CompartmentId> compartments,
            ShutdownRule shutdown,
            boolean kioskFitted,
            Timing timing) {
        this(
                bank,
                compartments,
                shutdown,
                kioskFitted,
                timing,
                RemedySetup.DEFAULT,
                ServiceSetup.DEFAULT,
                new TreeMap<>(),
                ParcelSetup.DEFAULT,
                ClipSetup.NONE);
    }

    public BankSetup withRemedy(RemedySetup changed) {
        return new BankSetup(
                bank, compartments, shutdown, kioskFitted, timing, changed, service, sensing, parcels, clips);
    }

    public BankSetup withService(ServiceSetup changed) {
        return new BankSetup(
                bank, compartments, shutdown, kioskFitted, timing, remedy, changed, sensing, parcels, clips);
    }

    public BankSetup withSensing(SortedMap<CompartmentId, SensingSetup> changed) {
        return new BankSetup(
                bank, compartments, shutdown, kioskFitted, timing, remedy, service, changed, parcels, clips);
    }

    public BankSetup withParcels(ParcelSetup changed) {
        return new BankSetup(
                bank, compartments, shutdown, kioskFitted, timing, remedy, service, sensing, changed, clips);
    }

    public BankSetup withClips(ClipSetup changed) {
        return new BankSetup(
                bank, compartments, shutdown, kioskFitted, timing, remedy, service, sensing, parcels, changed);
    }

    /// A bank with a screen and the default rules.
    public static BankSetup of(BankId bank, Set<CompartmentId> compartments) {
        return new BankSetup(bank, new TreeSet<>(compartments), ShutdownRule.DEFAULT, true, Timing.DEFAULT);
    }
}
