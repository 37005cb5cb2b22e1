package io.lockward.protocol.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Guard;
import io.lockward.protocol.command.RebootLevel;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The agent's own life.
public sealed interface AgentEntry extends Entry {

    /// Why the agent is starting.
    enum Cause {
        /// A new boot that no orderly shutdown came before: the power was cut, or the kernel stopped dead.
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
    /// @param expected whether a command, a remedy or the bank's own halt announced it
    /// @param bootId the kernel's name of this boot
    /// @param previousBootId the boot before, when the journal knows one
    /// @param downtimeMillis between the last durable entry and this start by the wall clock, from 0; `null` when
    ///     unknown
    /// @param version the agent's version, at most 40 characters
    /// @param cameras the cameras it records, at most 8 names; `null` when there are none
    @JsonTypeName("agent.started")
    record Started(
            Cause cause,
            boolean expected,
            BootId bootId,
            @Nullable BootId previousBootId,
            @Nullable Long downtimeMillis,
            String version,
            @Nullable List<String> cameras)
            implements AgentEntry {
        /// So many cameras at most.
        public static final int MOST_CAMERAS = 8;

        public Started {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(bootId, "bootId");
            Guard.within(downtimeMillis, 0, Long.MAX_VALUE, "downtimeMillis");
            Guard.text(version, "version", 40);
            if (cameras != null) {
                cameras = List.copyOf(cameras);
                if (cameras.size() > MOST_CAMERAS) {
                    throw new IllegalArgumentException("at most " + MOST_CAMERAS + " cameras");
                }
                cameras.forEach(camera -> Guard.text(camera, "camera", 40));
            }
        }
    }

    /// A part of the bank that can be well or not.
    enum Part {
        @JsonProperty("kiosk")
        KIOSK,
        @JsonProperty("sensors")
        SENSORS,
        @JsonProperty("ups")
        UPS,
        @JsonProperty("link")
        LINK,
        @JsonProperty("disk")
        DISK;

        /// What may be restarted to heal this part, mildest first; a bank skips what it has not got. Never the
        /// controller for a link: a broker or a provider that is down is nothing a bank can heal.
        public List<RebootLevel> rungs() {
            return switch (this) {
                case KIOSK -> List.of(RebootLevel.KIOSK, RebootLevel.AGENT, RebootLevel.CONTROLLER, RebootLevel.POWER);
                case SENSORS -> List.of(RebootLevel.AGENT, RebootLevel.CONTROLLER, RebootLevel.POWER);
                case UPS, DISK -> List.of(RebootLevel.AGENT, RebootLevel.CONTROLLER);
                case LINK -> List.of(RebootLevel.AGENT);
            };
        }

        /// The word for it on the wire.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How a part is.
    enum Health {
        @JsonProperty("green")
        GREEN,
        @JsonProperty("red")
        RED,
        /// There is no such part here.
        @JsonProperty("not-fitted")
        NOT_FITTED,
        /// Not told yet.
        @JsonProperty("unknown")
        UNKNOWN
    }

    /// The parts were looked at: after a restart, or for a self-test.
    ///
    /// @param command the command it was done for; `null` when it was not
    /// @param parts every part and how it is
    /// @param detail what is not green and why, for people, at most 256 characters; `null` when all is well
    /// @param downtimeMillis from the order of a restart until all was well, or the loss of power until then, by
    ///     the wall clock, from 0; `null` when unknown or not after a restart
    @JsonTypeName("agent.probed")
    record Probed(
            @Nullable CommandId command,
            SortedMap<Part, Health> parts,
            @Nullable String detail,
            @Nullable Long downtimeMillis)
            implements AgentEntry {
        public Probed {
            parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
            Guard.optionalText(detail, "detail", 256);
            Guard.within(downtimeMillis, 0, Long.MAX_VALUE, "downtimeMillis");
        }

        /// Whether nothing is red or unknown.
        public boolean allWell() {
            return parts.values().stream().allMatch(health -> health == Health.GREEN || health == Health.NOT_FITTED);
        }
    }
}
