package io.lockward.agent.hardware;

import io.lockward.agent.bank.power.UpsReading;

/// Reads the uninterruptible power supply.
///
/// Thread rule: one caller at a time; not the control loop, because a poll may wait for the adapter's timeouts.
public interface Ups extends AutoCloseable {
    /// Reads the UPS once. Never throws and never remembers: what cannot be read now is [UpsReading.Lost].
    UpsReading poll();

    @Override
    void close();
}
