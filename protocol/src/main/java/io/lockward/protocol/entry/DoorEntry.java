package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Doors and their locks.
public sealed interface DoorEntry extends Entry {

    CompartmentId compartment();

    /// Why a lock was pulsed.
    enum Why {
        @JsonProperty("command")
        COMMAND,
        @JsonProperty("deposit")
        DEPOSIT,
        @JsonProperty("pickup")
        PICKUP
    }

    /// The door switch reads open.
    ///
    /// @param command the unlock that opened it, when one did
    @JsonTypeName("door.opened")
    record Opened(CompartmentId compartment, @Nullable CommandId command) implements DoorEntry {
        public Opened {
            Objects.requireNonNull(compartment, "compartment");
        }
    }

    /// The door switch reads closed.
    ///
    /// @param openMillis how long it was open, from 0; `null` when the opening was not seen
    @JsonTypeName("door.closed")
    record Closed(CompartmentId compartment, @Nullable Long openMillis) implements DoorEntry {
        public Closed {
            Objects.requireNonNull(compartment, "compartment");
            Guard.within(openMillis, 0, Long.MAX_VALUE, "openMillis");
        }
    }

    /// The lock was pulsed and the door stayed shut.
    ///
    /// @param command the unlock that failed, when it was one
    @JsonTypeName("door.jammed")
    record Jammed(CompartmentId compartment, @Nullable CommandId command) implements DoorEntry {
        public Jammed {
            Objects.requireNonNull(compartment, "compartment");
        }
    }

    /// A lock is being driven. Durable before the current flows.
    ///
    /// @param why what for
    /// @param id the command or the parcel movement it serves, at most 64 characters
    /// @param pulseMillis how long it is driven, 1 to 3,000 (the adapters' hard bound)
    @JsonTypeName("lock.pulsed")
    record Pulsed(CompartmentId compartment, Why why, String id, long pulseMillis) implements DoorEntry {
        public Pulsed {
            Objects.requireNonNull(compartment, "compartment");
            Objects.requireNonNull(why, "why");
            Guard.text(id, "id", 64);
            Guard.within(pulseMillis, 1, 3_000, "pulseMillis");
        }
    }
}
