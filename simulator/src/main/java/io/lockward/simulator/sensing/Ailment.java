package io.lockward.simulator.sensing;

/// What can be wrong with a sensor.
public enum Ailment {
    /// Nothing: it errs as its noise model says.
    NONE,
    /// It says nothing any more.
    DEAD,
    /// It says the same value for ever.
    STUCK,
    /// It errs three times as much as its noise model says, and wanders off (assumed: 3 g a minute on a load cell).
    DRIFTING
}
