package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.Guard;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bank's configuration.
public sealed interface ConfigEntry extends Entry {

    /// A desired configuration took effect, or could not.
    ///
    /// @param version the desired version, from 1
    /// @param problem why it was not applied, at most 256 characters; `null` when it was
    /// @param settings what now differs from the bank's own configuration file, at most 128 settings; `null` when
    ///     nothing was applied
    @JsonTypeName("config.applied")
    record Applied(
            long version,
            @Nullable String problem,
            @Nullable Map<String, String> settings) implements ConfigEntry {
        public Applied {
            Guard.atLeast(version, 1, "version");
            if (settings != null) {
                settings = new Desired.Settings(settings).values();
            }
            Guard.optionalText(problem, "problem", 256);
        }
    }

    /// A key set took effect, or could not.
    ///
    /// @param version the key set's version, from 1
    /// @param keySet the key set as it was signed by the root, at most 4,096 characters; `null` when it was not
    ///     taken
    /// @param problem why it was not taken, at most 256 characters; `null` when it was
    @JsonTypeName("keys.applied")
    record KeysApplied(
            long version, @Nullable String keySet, @Nullable String problem) implements ConfigEntry {
        public KeysApplied {
            Guard.atLeast(version, 1, "version");
            Guard.optionalText(keySet, "keySet", 4_096);
            Guard.optionalText(problem, "problem", 256);
        }
    }

    /// Why a bank took a compartment out of use by itself.
    enum Cause {
        /// Its door stayed shut after pulses, several times in a row.
        @JsonProperty("jammed")
        JAMMED,
        /// Its lock does not hold the closed door.
        @JsonProperty("lock-not-engaged")
        LOCK_NOT_ENGAGED,
        /// A sensor of it says nothing.
        @JsonProperty("sensor-dead")
        SENSOR_DEAD
    }

    /// A compartment was taken out of use, or put back.
    ///
    /// @param why for people, at most 256 characters
    /// @param cause what the bank's own rule found, or found gone; `null` when a person decided
    @JsonTypeName("compartment.service")
    record Service(
            CompartmentId compartment,
            boolean inService,
            String why,
            @Nullable Cause cause) implements ConfigEntry {
        public Service {
            Objects.requireNonNull(compartment, "compartment");
            Guard.text(why, "why", 256);
        }

        /// A person decided.
        public Service(CompartmentId compartment, boolean inService, String why) {
            this(compartment, inService, why, null);
        }
    }
}
