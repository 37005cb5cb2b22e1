package io.lockward.protocol.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why a bank did not accept a command.
public enum Refusal {
    /// Not a command at all: not JSON, too large, a field missing or out of range.
    @JsonProperty("malformed")
    MALFORMED,
    /// The signature does not hold.
    @JsonProperty("bad-signature")
    BAD_SIGNATURE,
    /// Signed with a key the bank does not know.
    @JsonProperty("unknown-key")
    UNKNOWN_KEY,
    /// Meant for another bank.
    @JsonProperty("wrong-bank")
    WRONG_BANK,
    /// Meant for another boot.
    @JsonProperty("wrong-boot")
    WRONG_BOOT,
    /// Its time is over, by the bank's own uptime.
    @JsonProperty("expired")
    EXPIRED,
    /// Its deadline lies further ahead than its kind allows.
    @JsonProperty("lives-too-long")
    LIVES_TOO_LONG,
    /// Seen before; the first outcome stands.
    @JsonProperty("seen-before")
    SEEN_BEFORE,
    /// It came as a retained message.
    @JsonProperty("retained")
    RETAINED,
    /// A kind this bank does not know.
    @JsonProperty("unknown-kind")
    UNKNOWN_KIND,
    /// This bank has no such compartment, or cannot do this level of reboot.
    @JsonProperty("no-such-target")
    NO_SUCH_TARGET,
    /// It would be unsafe now: a door is open, a deposit or pickup runs, or the battery could not carry it.
    @JsonProperty("unsafe-now")
    UNSAFE_NOW,
    /// The bank's memory of commands is full of running ones.
    @JsonProperty("too-many")
    TOO_MANY,
    /// The key that signed it does not count yet, or no longer.
    @JsonProperty("key-out-of-time")
    KEY_OUT_OF_TIME,
    /// The key may not sign this, or the approval of two people is missing.
    @JsonProperty("not-allowed")
    NOT_ALLOWED,
    /// The bank has opened as many doors from afar in this minute as it ever will, whoever asks.
    @JsonProperty("rate-limited")
    RATE_LIMITED
}
