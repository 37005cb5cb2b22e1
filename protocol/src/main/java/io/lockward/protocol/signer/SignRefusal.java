package io.lockward.protocol.signer;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why the signer did not sign.
public enum SignRefusal {
    /// More was asked in this minute than it ever signs, whoever asks. Asking later can help.
    @JsonProperty("rate-limited")
    RATE_LIMITED,
    /// The key may not sign this, or the consent of two people is missing.
    @JsonProperty("not-allowed")
    NOT_ALLOWED,
    /// It has no key of that name.
    @JsonProperty("unknown-key")
    UNKNOWN_KEY,
    /// Not a request, or claims that cannot be meant.
    @JsonProperty("malformed")
    MALFORMED,
    /// It cannot sign now: the audit log cannot be written, the token is gone, too many connections.
    @JsonProperty("unavailable")
    UNAVAILABLE
}
