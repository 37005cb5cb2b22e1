package io.lockward.agent.bank.sensing;

/// What is to be told of a sensor, once it has lasted.
public enum Standing {
    /// Something has spoken against it for a minute.
    ILL,
    /// Nothing has spoken against it for five minutes.
    WELL,
    /// Neither: what was told before stands.
    OPEN
}
