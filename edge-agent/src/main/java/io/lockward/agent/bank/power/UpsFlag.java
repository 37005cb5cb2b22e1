package io.lockward.agent.bank.power;

/// The tokens of NUT's `ups.status` that Lockward knows. Source: NUT developer guide, "Status data", and the drivers of
/// NUT 2.8. Other tokens are kept as text in [UpsStatus#unknown()].
public enum UpsFlag {
    /// On line: the mains is present.
    OL,
    /// On battery.
    OB,
    /// Low battery.
    LB,
    /// High battery.
    HB,
    /// Replace battery.
    RB,
    CHRG,
    DISCHRG,
    /// Bypass: the load runs unprotected from the mains.
    BYPASS,
    /// Runtime calibration: runs down the battery on purpose.
    CAL,
    /// The output is off.
    OFF,
    /// Overloaded.
    OVER,
    /// Trims the incoming voltage.
    TRIM,
    /// Boosts the incoming voltage.
    BOOST,
    /// Forced shutdown: set by an operator or by another computer on the same UPS.
    FSD,
    ALARM,
    TEST,
    /// High-efficiency mode.
    ECO,
    /// Energy saver mode.
    ESS,
    /// The driver is still waiting for the device.
    WAIT,
    /// The driver does not reach the device.
    NOCOMM
}
