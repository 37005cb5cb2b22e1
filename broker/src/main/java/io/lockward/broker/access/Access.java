package io.lockward.broker.access;

/// What the rules say to one publish, will or subscription.
public sealed interface Access {
    /// Carry it.
    record Allowed() implements Access {}

    /// Refuse it.
    record Denied(Refusal reason) implements Access {
        /// The MQTT 5 reason code for the client.
        public ReasonCode code() {
            return reason.code();
        }
    }
}
