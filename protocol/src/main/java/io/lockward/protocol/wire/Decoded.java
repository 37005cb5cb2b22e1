package io.lockward.protocol.wire;

/// What reading bytes from outside gives: a message, or why there is none. Reading never throws.
public sealed interface Decoded<T> {

    /// Why bytes are not the message they should be.
    enum Reason {
        /// More bytes than the channel allows; not looked at.
        TOO_LARGE,
        /// Not JSON, or JSON beyond the bounds on depth, strings and numbers.
        NOT_JSON,
        /// JSON without a field it needs, or with one of the wrong kind.
        WRONG_SHAPE
    }

    record Ok<T>(T value) implements Decoded<T> {}

    /// @param detail for people and logs, at most 256 characters; holds nothing of the payload but field names
    record Rejected<T>(Reason reason, String detail) implements Decoded<T> {
        public Rejected {
            detail = detail.length() > 256 ? detail.substring(0, 256) : detail;
        }
    }
}
