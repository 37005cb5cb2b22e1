package io.lockward.agent.hardware;

import java.time.Duration;

/// How a pulse ended. It tells about the coil only: whether the door opened is for the door switch to say.
public sealed interface PulseResult {
    /// The coil was energised and is off again.
    ///
    /// @param energised measured time from on to off; where a board times its own pulses, what was ordered
    record Pulsed(Duration energised) implements PulseResult {}

    /// The order went out and nobody said what became of it: the coil may have been energised or not. It is off by now,
    /// and nothing repeats the order. Only a door that opens, or does not, can tell more.
    ///
    /// @param detail a sentence for people; no fixed wording
    record Unconfirmed(String detail) implements PulseResult {}

    /// The pulse did not happen, or not as ordered.
    ///
    /// @param detail a sentence for people; no fixed wording
    record Failed(Fault fault, String detail) implements PulseResult {}

    /// Why a pulse failed.
    enum Fault {
        /// This bank's wiring has no such compartment. Nothing was energised.
        UNKNOWN_COMPARTMENT,
        /// The pulse is shorter or longer than the limits allow. Nothing was energised.
        OUT_OF_RANGE,
        /// Too many pulses are waiting, or this one waited too long. Nothing was energised.
        BUSY,
        /// The device refused or failed. The coil may have been energised for a moment; it is off.
        DEVICE,
        /// The coil could not be switched off: a person must act, and the hardware one-shot must hold.
        STUCK_ON,
        /// The adapter is closed. Nothing was energised.
        CLOSED
    }
}
