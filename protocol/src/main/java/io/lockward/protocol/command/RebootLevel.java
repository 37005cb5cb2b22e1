package io.lockward.protocol.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a reboot restarts, from the mildest up.
public enum RebootLevel {
    /// The screen's browser. Verified by its heartbeat coming back.
    @JsonProperty("kiosk")
    KIOSK,
    /// The agent's process. Verified by a new agent start in the same boot.
    @JsonProperty("agent")
    AGENT,
    /// The controller. Verified by a new boot id and a healthy agent.
    @JsonProperty("controller")
    CONTROLLER,
    /// The power of the bank. Verified by a new boot id with cause power-on.
    @JsonProperty("power")
    POWER
}
