package io.lockward.protocol.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a command stands, from the cloud's point of view.
public enum CommandState {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("sent")
    SENT,
    @JsonProperty("received")
    RECEIVED,
    @JsonProperty("acting")
    ACTING,
    @JsonProperty("verifying")
    VERIFYING,
    @JsonProperty("verified")
    VERIFIED,
    @JsonProperty("unverified")
    UNVERIFIED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("refused")
    REFUSED,
    @JsonProperty("expired")
    EXPIRED,
    @JsonProperty("cancelled")
    CANCELLED;

    /// Whether the command has ended. Evidence from the bank can still replace an end the cloud had to guess.
    public boolean isEnd() {
        return switch (this) {
            case QUEUED, SENT, RECEIVED, ACTING, VERIFYING -> false;
            case VERIFIED, UNVERIFIED, FAILED, REFUSED, EXPIRED, CANCELLED -> true;
        };
    }
}
