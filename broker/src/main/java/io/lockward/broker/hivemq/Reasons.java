package io.lockward.broker.hivemq;

import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import io.lockward.broker.access.ReasonCode;

/// Our reason codes in HiveMQ's words, one table for each packet that can carry them.
final class Reasons {
    private Reasons() {}

    static ConnackReasonCode connack(ReasonCode code) {
        return switch (code) {
            case UNSUPPORTED_PROTOCOL_VERSION -> ConnackReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
            case CLIENT_IDENTIFIER_NOT_VALID -> ConnackReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
            case NOT_AUTHORIZED, TOPIC_FILTER_INVALID -> ConnackReasonCode.NOT_AUTHORIZED;
            case SERVER_BUSY -> ConnackReasonCode.SERVER_BUSY;
            case TOPIC_NAME_INVALID -> ConnackReasonCode.TOPIC_NAME_INVALID;
            case PACKET_TOO_LARGE -> ConnackReasonCode.PACKET_TOO_LARGE;
            case QUOTA_EXCEEDED -> ConnackReasonCode.QUOTA_EXCEEDED;
            case RETAIN_NOT_SUPPORTED -> ConnackReasonCode.RETAIN_NOT_SUPPORTED;
            case QOS_NOT_SUPPORTED -> ConnackReasonCode.QOS_NOT_SUPPORTED;
            case CONNECTION_RATE_EXCEEDED -> ConnackReasonCode.CONNECTION_RATE_EXCEEDED;
        };
    }

    static DisconnectReasonCode disconnect(ReasonCode code) {
        return switch (code) {
            case TOPIC_NAME_INVALID -> DisconnectReasonCode.TOPIC_NAME_INVALID;
            case TOPIC_FILTER_INVALID -> DisconnectReasonCode.TOPIC_FILTER_INVALID;
            case PACKET_TOO_LARGE -> DisconnectReasonCode.PACKET_TOO_LARGE;
            case QUOTA_EXCEEDED -> DisconnectReasonCode.QUOTA_EXCEEDED;
            case RETAIN_NOT_SUPPORTED -> DisconnectReasonCode.RETAIN_NOT_SUPPORTED;
            case QOS_NOT_SUPPORTED -> DisconnectReasonCode.QOS_NOT_SUPPORTED;
            case CONNECTION_RATE_EXCEEDED -> DisconnectReasonCode.CONNECTION_RATE_EXCEEDED;
            case SERVER_BUSY -> DisconnectReasonCode.SERVER_BUSY;
            case NOT_AUTHORIZED, UNSUPPORTED_PROTOCOL_VERSION, CLIENT_IDENTIFIER_NOT_VALID ->
                DisconnectReasonCode.NOT_AUTHORIZED;
        };
    }

    static SubackReasonCode suback(ReasonCode code) {
        return switch (code) {
            case TOPIC_FILTER_INVALID -> SubackReasonCode.TOPIC_FILTER_INVALID;
            case QUOTA_EXCEEDED -> SubackReasonCode.QUOTA_EXCEEDED;
            case NOT_AUTHORIZED,
                    UNSUPPORTED_PROTOCOL_VERSION,
                    CLIENT_IDENTIFIER_NOT_VALID,
                    SERVER_BUSY,
                    TOPIC_NAME_INVALID,
                    PACKET_TOO_LARGE,
                    RETAIN_NOT_SUPPORTED,
                    QOS_NOT_SUPPORTED,
                    CONNECTION_RATE_EXCEEDED -> SubackReasonCode.NOT_AUTHORIZED;
        };
    }
}
