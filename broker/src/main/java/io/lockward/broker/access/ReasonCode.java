package io.lockward.broker.access;

/// The MQTT 5 reason codes (section 2.4) that this broker refuses with.
public enum ReasonCode {
    UNSUPPORTED_PROTOCOL_VERSION(0x84),
    CLIENT_IDENTIFIER_NOT_VALID(0x85),
    NOT_AUTHORIZED(0x87),
    SERVER_BUSY(0x89),
    TOPIC_FILTER_INVALID(0x8F),
    TOPIC_NAME_INVALID(0x90),
    PACKET_TOO_LARGE(0x95),
    QUOTA_EXCEEDED(0x97),
    RETAIN_NOT_SUPPORTED(0x9A),
    QOS_NOT_SUPPORTED(0x9B),
    CONNECTION_RATE_EXCEEDED(0x9F);

    private final int code;

    ReasonCode(int code) {
        this.code = code;
    }

    /// The byte on the wire, 0x80 to 0xFF.
    public int code() {
        return code;
    }
}
