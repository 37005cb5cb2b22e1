package io.lockward.agent.bank;

import io.lockward.protocol.CommandId;
import io.lockward.protocol.entry.DoorEntry;

/// What a lock is pulsed for.
public sealed interface PulseCause {

    /// An order from afar.
    record Command(CommandId command) implements PulseCause {}

    /// A parcel is put in.
    ///
    /// @param deposit names this deposit, at most 64 characters
    record Deposit(String deposit) implements PulseCause {}

    /// A parcel is taken out.
    ///
    /// @param pickup names this pickup, at most 64 characters
    record Pickup(String pickup) implements PulseCause {}

    /// Its sensors are calibrated.
    ///
    /// @param calibration names it, at most 64 characters
    record Calibration(String calibration) implements PulseCause {}

    /// The entry that must be durable before the current flows.
    default DoorEntry.Why why() {
        return switch (this) {
            case Command _, Calibration _ -> DoorEntry.Why.COMMAND;
            case Deposit _ -> DoorEntry.Why.DEPOSIT;
            case Pickup _ -> DoorEntry.Why.PICKUP;
        };
    }

    /// What the entry names it by.
    default String id() {
        return switch (this) {
            case Command(CommandId command) -> command.toString();
            case Deposit(String deposit) -> deposit;
            case Pickup(String pickup) -> pickup;
            case Calibration(String calibration) -> calibration;
        };
    }
}
