package io.lockward.agent.hardware;

/// Whether the machine took an order. That it was carried out is for evidence to show (a new boot id, a heartbeat).
public sealed interface Outcome {
    /// The order was accepted.
    record Done() implements Outcome {}

    /// The order was refused or did not get through.
    ///
    /// @param reason a sentence for people; no fixed wording
    record Failed(String reason) implements Outcome {}
}
