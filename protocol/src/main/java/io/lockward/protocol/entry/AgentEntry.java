package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.BootId;
import io.lockward.protocol.Guard;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The agent's own life.
public sealed interface AgentEntry extends Entry {

    /// Why the agent is starting.
    enum Cause {
        /// A new boot that nobody asked for.
        @JsonProperty("power-on")
        POWER_ON,
        /// A new boot after a reboot command or an orderly shutdown.
        @JsonProperty("reboot")
        REBOOT,
        /// The same boot: only the agent's process started again.
        @JsonProperty("agent-restart")
        AGENT_RESTART
    }

    /// The agent started.
    ///
    /// @param cause why
    /// @param expected whether a command, a remedy or an orderly shutdown announced it
    /// @param bootId the kernel's name of this boot
    /// @param previousBootId the boot before, when the journal knows one
    /// @param downtimeMillis between the last durable entry and this start by the wall clock, from 0; `null` when
    ///     unknown
    /// @param version the agent's version, at most 40 characters
    @JsonTypeName("agent.started")
    record Started(
            Cause cause,
            boolean expected,
            BootId bootId,
            @Nullable BootId previousBootId,
            @Nullable Long downtimeMillis,
            String version)
            implements AgentEntry {
        public Started {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(bootId, "bootId");
            Guard.within(downtimeMillis, 0, Long.MAX_VALUE, "downtimeMillis");
            Guard.text(version, "version", 40);
        }
    }
}
