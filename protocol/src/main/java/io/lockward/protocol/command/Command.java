package io.lockward.protocol.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// What a bank can be asked to do. A kind the bank does not know is refused.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Unlock.class, name = "unlock"),
    @JsonSubTypes.Type(value = Command.UnlockAll.class, name = "unlock-all"),
    @JsonSubTypes.Type(value = Command.Reboot.class, name = "reboot"),
    @JsonSubTypes.Type(value = Command.Locate.class, name = "locate"),
    @JsonSubTypes.Type(value = Command.Selftest.class, name = "selftest"),
    @JsonSubTypes.Type(value = Command.OutOfService.class, name = "out-of-service"),
    @JsonSubTypes.Type(value = Command.InService.class, name = "in-service"),
    @JsonSubTypes.Type(value = Command.Diagnose.class, name = "diagnose"),
    @JsonSubTypes.Type(value = Command.PauseRemedy.class, name = "pause-remedy")
})
public sealed interface Command {

    /// How long the bank may still accept it after it was signed. A late unlock opens a door with nobody there.
    default Duration timeToLive() {
        return switch (this) {
            case Unlock _, UnlockAll _ -> Duration.ofSeconds(30);
            case Locate _ -> Duration.ofMinutes(2);
            case Reboot _, Selftest _, OutOfService _, InService _, Diagnose _, PauseRemedy _ -> Duration.ofMinutes(10);
        };
    }

    /// The word for it on the wire.
    default String kind() {
        return switch (this) {
            case Unlock _ -> "unlock";
            case UnlockAll _ -> "unlock-all";
            case Reboot _ -> "reboot";
            case Locate _ -> "locate";
            case Selftest _ -> "selftest";
            case OutOfService _ -> "out-of-service";
            case InService _ -> "in-service";
            case Diagnose _ -> "diagnose";
            case PauseRemedy _ -> "pause-remedy";
        };
    }

    /// Opens one compartment. Verified by its door switch.
    record Unlock(CompartmentId compartment) implements Command {
        public Unlock {
            Objects.requireNonNull(compartment, "compartment");
        }
    }

    /// Opens every compartment, one after the other. Needs the consent of two people, whatever the cloud says.
    ///
    /// @param approvals two to four approvals ([Approval], each a JWS by a person's own key), at most 1,400
    ///     characters each
    record UnlockAll(List<String> approvals) implements Command {
        public UnlockAll {
            approvals = List.copyOf(approvals);
            if (approvals.size() > 4) {
                throw new IllegalArgumentException("at most four approvals");
            }
            approvals.forEach(approval -> Guard.text(approval, "approval", 1_400));
        }
    }

    /// Restarts a part of the bank. Verified as [RebootLevel] says.
    record Reboot(RebootLevel level) implements Command {
        public Reboot {
            Objects.requireNonNull(level, "level");
        }
    }

    /// Makes the bank show itself to somebody standing in front of it: its screen's page does, and its light blinks
    /// where one is fitted.
    ///
    /// @param seconds for how long, 1 to 300
    record Locate(int seconds) implements Command {
        public Locate {
            Guard.within((long) seconds, 1, 300, "seconds");
        }
    }

    /// Looks at every part once. Verified when all are well; the entry `agent.probed` says what was found.
    record Selftest() implements Command {}

    /// Takes a compartment out of use. Nothing is opened.
    record OutOfService(CompartmentId compartment) implements Command {
        public OutOfService {
            Objects.requireNonNull(compartment, "compartment");
        }
    }

    /// Puts a compartment back into use. Nothing is opened.
    record InService(CompartmentId compartment) implements Command {
        public InService {
            Objects.requireNonNull(compartment, "compartment");
        }
    }

    /// Gathers a diagnostic bundle and sends it, signed, on the channel `diagnostics`.
    record Diagnose() implements Command {}

    /// Holds the automatic remedy ladder back.
    ///
    /// @param minutes for how long, 0 (go on now) to 1,440
    record PauseRemedy(int minutes) implements Command {
        public PauseRemedy {
            Guard.within((long) minutes, 0, 1_440, "minutes");
        }
    }
}
