package io.lockward.agent.link;

/// Where a [MqttLink] stands. All times are uptime in milliseconds.
sealed interface LinkPhase {
    record Waiting(long until) implements LinkPhase {}

    record Connecting(long until) implements LinkPhase {}

    record Subscribing(long until) implements LinkPhase {}

    record Up(long since) implements LinkPhase {}

    /// @param token of the goodbye
    record Leaving(long until, long token) implements LinkPhase {}

    record Ended() implements LinkPhase {}
}
