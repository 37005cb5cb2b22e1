package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;
import org.jspecify.annotations.Nullable;

/// The bank's configuration.
public sealed interface ConfigEntry extends Entry {

    /// A desired configuration took effect, or could not.
    ///
    /// @param version the desired version, from 1
    /// @param problem why it was not applied, at most 256 characters; `null` when it was
    @JsonTypeName("config.applied")
    record Applied(long version, @Nullable String problem) implements ConfigEntry {
        public Applied {
            Guard.atLeast(version, 1, "version");
            Guard.optionalText(problem, "problem", 256);
        }
    }
}
