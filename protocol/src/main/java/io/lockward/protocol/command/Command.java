package io.lockward.protocol.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lockward.protocol.CompartmentId;
import java.time.Duration;
import java.util.Objects;

/// What a bank can be asked to do. A kind the bank does not know is refused.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Unlock.class, name = "unlock"),
    @JsonSubTypes.Type(value = Command.Reboot.class, name = "reboot")
})
public sealed interface Command {

    /// How long the bank may still accept it after it was signed. A late unlock opens a door with nobody there.
    default Duration timeToLive() {
        return switch (this) {
            case Unlock _ -> Duration.ofSeconds(30);
            case Reboot _ -> Duration.ofMinutes(10);
        };
    }

    /// The word for it on the wire.
    default String kind() {
        return switch (this) {
            case Unlock _ -> "unlock";
            case Reboot _ -> "reboot";
        };
    }

    /// Opens one compartment. Verified by its door switch.
    record Unlock(CompartmentId compartment) implements Command {
        public Unlock {
            Objects.requireNonNull(compartment, "compartment");
        }
    }

    /// Restarts a part of the bank. Verified as [RebootLevel] says.
    record Reboot(RebootLevel level) implements Command {
        public Reboot {
            Objects.requireNonNull(level, "level");
        }
    }
}
