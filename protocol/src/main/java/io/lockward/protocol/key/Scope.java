package io.lockward.protocol.key;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a key may sign.
public enum Scope {
    /// Commands for banks. The online key of the signer.
    @JsonProperty("command")
    COMMAND,
    /// A bank's configuration.
    @JsonProperty("configure")
    CONFIGURE,
    /// One person's half of a command that needs two people.
    @JsonProperty("approve")
    APPROVE,
    /// The manifest of an evidence package. A key of the cloud's own.
    @JsonProperty("evidence")
    EVIDENCE,
    /// What the cloud has committed, whereupon a bank may forget it. Held by the cloud service itself: it opens
    /// nothing.
    @JsonProperty("acknowledge")
    ACKNOWLEDGE
}
