package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import java.util.Objects;

/// Deposits and pickups.
public sealed interface ParcelEntry extends Entry {

    CompartmentId compartment();

    /// @param deposit names this deposit, at most 64 characters
    @JsonTypeName("deposit.started")
    record DepositStarted(String deposit, CompartmentId compartment) implements ParcelEntry {
        public DepositStarted {
            Guard.text(deposit, "deposit", 64);
            Objects.requireNonNull(compartment, "compartment");
        }
    }

    /// @param verdict how it ended, such as `verified` or `nothing-placed`, at most 40 characters
    @JsonTypeName("deposit.concluded")
    record DepositConcluded(String deposit, CompartmentId compartment, String verdict) implements ParcelEntry {
        public DepositConcluded {
            Guard.text(deposit, "deposit", 64);
            Objects.requireNonNull(compartment, "compartment");
            Guard.text(verdict, "verdict", 40);
        }
    }

    /// @param pickup names this pickup, at most 64 characters
    @JsonTypeName("pickup.started")
    record PickupStarted(String pickup, CompartmentId compartment) implements ParcelEntry {
        public PickupStarted {
            Guard.text(pickup, "pickup", 64);
            Objects.requireNonNull(compartment, "compartment");
        }
    }

    /// @param verdict how it ended, such as `collected` or `left-behind`, at most 40 characters
    @JsonTypeName("pickup.concluded")
    record PickupConcluded(String pickup, CompartmentId compartment, String verdict) implements ParcelEntry {
        public PickupConcluded {
            Guard.text(pickup, "pickup", 64);
            Objects.requireNonNull(compartment, "compartment");
            Guard.text(verdict, "verdict", 40);
        }
    }
}
