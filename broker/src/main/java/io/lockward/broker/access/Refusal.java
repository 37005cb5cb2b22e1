package io.lockward.broker.access;

import java.util.Locale;

/// Every reason why this broker says no. Each one is counted under its own name.
public enum Refusal {
    /// Not MQTT 5.
    OLD_PROTOCOL(ReasonCode.UNSUPPORTED_PROTOCOL_VERSION),
    /// Neither a password nor a certificate.
    NO_CREDENTIAL(ReasonCode.NOT_AUTHORIZED),
    UNKNOWN_NAME(ReasonCode.NOT_AUTHORIZED),
    WRONG_PASSWORD(ReasonCode.NOT_AUTHORIZED),
    /// A bank whose client id is not its bank id, or somebody else who uses a bank's id.
    CLIENT_ID_MISMATCH(ReasonCode.CLIENT_IDENTIFIER_NOT_VALID),
    /// Too many wrong passwords for one name from one address.
    CONNECT_RATE(ReasonCode.CONNECTION_RATE_EXCEEDED),
    /// More passwords wait to be checked than the queue holds.
    CONNECT_BUSY(ReasonCode.SERVER_BUSY),
    /// Not verified at all; nothing is allowed.
    NOBODY(ReasonCode.NOT_AUTHORIZED),
    UNKNOWN_TOPIC(ReasonCode.TOPIC_NAME_INVALID),
    UNKNOWN_FILTER(ReasonCode.TOPIC_FILTER_INVALID),
    /// Another bank's branch.
    FOREIGN_BANK(ReasonCode.NOT_AUTHORIZED),
    /// An up topic published by the cloud, a down topic published by a bank, or the mirror image for subscriptions.
    WRONG_DIRECTION(ReasonCode.NOT_AUTHORIZED),
    WILDCARD(ReasonCode.NOT_AUTHORIZED),
    SHARED_SUBSCRIPTION(ReasonCode.NOT_AUTHORIZED),
    /// `$SYS` and the like.
    DOLLAR_TOPIC(ReasonCode.NOT_AUTHORIZED),
    /// A will anywhere but on the bank's own presence.
    WILL_TOPIC(ReasonCode.NOT_AUTHORIZED),
    RETAINED(ReasonCode.RETAIN_NOT_SUPPORTED),
    QOS_TOO_HIGH(ReasonCode.QOS_NOT_SUPPORTED),
    OVERSIZE(ReasonCode.PACKET_TOO_LARGE),
    /// More messages or bytes than the bank's budget.
    OVER_BUDGET(ReasonCode.QUOTA_EXCEEDED);

    private final ReasonCode code;

    Refusal(ReasonCode code) {
        this.code = code;
    }

    /// What the client is told.
    public ReasonCode code() {
        return code;
    }

    /// The name in logs and metrics, such as `wrong_direction`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
