package io.lockward.agent.bank.power;

/// Why a bank on battery wants to shut down.
public enum ShutdownCause {
    /// `FSD`: whoever is in charge of the UPS ordered it.
    FORCED,
    /// `LB`: the UPS says that its battery is nearly empty.
    LOW_BATTERY,
    /// A floor of [ShutdownRule] is reached.
    FLOOR
}
