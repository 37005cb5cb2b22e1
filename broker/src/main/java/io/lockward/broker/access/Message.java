package io.lockward.broker.access;

/// What the rules need to know of a message.
///
/// @param qos MQTT quality of service, 0 to 2
/// @param payloadBytes size of the payload, 0 or more
public record Message(String topic, int qos, boolean retain, int payloadBytes) {
    public Message {
        if (qos < 0 || qos > 2 || payloadBytes < 0) {
            throw new IllegalArgumentException("qos is 0 to 2, payloadBytes is 0 or more");
        }
    }
}
