package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.Guard;
import io.lockward.protocol.command.RebootLevel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the bank does to heal itself.
public sealed interface RemedyEntry extends Entry {

    /// How one rung ended.
    enum Outcome {
        /// What was wrong is well again.
        @JsonProperty("healed")
        HEALED,
        /// It was done, and what was wrong still is.
        @JsonProperty("not-healed")
        NOT_HEALED,
        /// It was not done.
        @JsonProperty("not-done")
        NOT_DONE
    }

    /// One rung of the ladder is taken. Durable before the act.
    ///
    /// @param level what is restarted
    /// @param why what is wrong, at most 256 characters
    /// @param ofToday which automatic restart of this day it is, from 1, the screen's counted apart; `null` from
    ///     older agents
    /// @param part what is unwell; `null` from older agents
    /// @param mostPerDay after how many of a day a person is called, from 0; `null` when they are not capped
    @JsonTypeName("remedy.step")
    record Step(
            RebootLevel level,
            String why,
            @Nullable Integer ofToday,
            AgentEntry.@Nullable Part part,
            @Nullable Integer mostPerDay)
            implements RemedyEntry {
        public Step {
            Objects.requireNonNull(level, "level");
            Guard.text(why, "why", 256);
            if (ofToday != null) {
                Guard.atLeast(ofToday, 1, "ofToday");
            }
            if (mostPerDay != null) {
                Guard.atLeast(mostPerDay, 0, "mostPerDay");
            }
        }
    }

    /// How that rung ended.
    ///
    /// @param evidence what shows it, at most 256 characters
    /// @param tookMillis from the step to its end, from 0; `null` when unknown
    /// @param part what was unwell; `null` from older agents
    @JsonTypeName("remedy.concluded")
    record Concluded(
            RebootLevel level,
            Outcome outcome,
            String evidence,
            @Nullable Long tookMillis,
            AgentEntry.@Nullable Part part)
            implements RemedyEntry {
        public Concluded {
            Objects.requireNonNull(level, "level");
            Objects.requireNonNull(outcome, "outcome");
            Guard.text(evidence, "evidence", 256);
            Guard.within(tookMillis, 0, Long.MAX_VALUE, "tookMillis");
        }
    }

    /// The next rung is due and something forbids it; told when that begins or its reason changes.
    ///
    /// @param reason what forbids it, at most 256 characters
    /// @param part what is unwell; `null` from older agents
    @JsonTypeName("remedy.held")
    record Held(RebootLevel level, String reason, AgentEntry.@Nullable Part part) implements RemedyEntry {
        public Held {
            Objects.requireNonNull(level, "level");
            Guard.text(reason, "reason", 256);
        }
    }

    /// The ladder has no rung left, or its cap for the day is reached: a person is needed.
    ///
    /// @param why what is still wrong and what was tried, at most 256 characters
    /// @param part what is unwell; `null` from older agents
    @JsonTypeName("remedy.gave-up")
    record GaveUp(String why, AgentEntry.@Nullable Part part) implements RemedyEntry {
        public GaveUp {
            Guard.text(why, "why", 256);
        }
    }

    /// What the ladder was held, or had given up, for is well again, and no rung that ran did it.
    ///
    /// @param part what is well again
    /// @param evidence what shows it, at most 256 characters
    @JsonTypeName("remedy.cleared")
    record Cleared(AgentEntry.Part part, String evidence) implements RemedyEntry {
        public Cleared {
            Objects.requireNonNull(part, "part");
            Guard.text(evidence, "evidence", 256);
        }
    }

    /// Somebody holds the ladder back, or lets it go on.
    ///
    /// @param minutes for how long from now, from 0 (go on)
    /// @param act who, at most 128 characters
    @JsonTypeName("remedy.paused")
    record Paused(int minutes, String act) implements RemedyEntry {
        public Paused {
            Guard.atLeast(minutes, 0, "minutes");
            Guard.text(act, "act", 128);
        }
    }
}
