package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;
import io.lockward.protocol.command.RebootLevel;
import java.util.Objects;

/// What the bank does to heal itself.
public sealed interface RemedyEntry extends Entry {

    /// One rung of the ladder.
    ///
    /// @param level what is restarted
    /// @param why what was wrong, at most 256 characters
    @JsonTypeName("remedy.step")
    record Step(RebootLevel level, String why) implements RemedyEntry {
        public Step {
            Objects.requireNonNull(level, "level");
            Guard.text(why, "why", 256);
        }
    }
}
