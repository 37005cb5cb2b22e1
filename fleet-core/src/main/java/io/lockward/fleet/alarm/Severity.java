package io.lockward.fleet.alarm;

/// How bad a condition is, mildest first.
public enum Severity {
    /// Worth knowing.
    INFO,
    /// To be looked at in working hours.
    MINOR,
    /// Service is affected.
    MAJOR,
    /// Somebody must act now.
    CRITICAL
}
