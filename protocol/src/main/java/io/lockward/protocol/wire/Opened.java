package io.lockward.protocol.wire;

import io.lockward.protocol.command.Refusal;

/// What opening a signed message gives.
public sealed interface Opened<T> {
    /// The signature holds and the message can be read.
    ///
    /// @param kid the key that signed it
    record Ok<T>(T message, String kid) implements Opened<T> {}

    /// @param reason one of malformed, unknown key, key out of time, out of scope, bad signature
    /// @param detail for people; nothing of the message's values
    record Refused<T>(Refusal reason, String detail) implements Opened<T> {}
}
