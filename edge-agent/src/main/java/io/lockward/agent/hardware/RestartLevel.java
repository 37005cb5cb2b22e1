package io.lockward.agent.hardware;

/// How deep a restart of the controller goes.
public enum RestartLevel {
    /// Restart the agent's own process; the supervisor starts it again.
    AGENT,
    /// Reboot the controller; shows as a new boot id.
    CONTROLLER
}
