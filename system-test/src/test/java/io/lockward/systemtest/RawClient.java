package io.lockward.systemtest;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.charset.StandardCharsets;

/// An MQTT client that says whatever a test wants with somebody's credential. Thread rule: one thread.
final class RawClient implements AutoCloseable {
    private final Mqtt5BlockingClient client;

    RawClient(int port, String clientId, String user, String password) {
        client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .identifier(clientId)
                .buildBlocking();
        client.connectWith()
                .cleanStart(true)
                .simpleAuth()
                .username(user)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .send();
    }

    /// Publishes at QoS 1 and waits for the broker's answer.
    void publish(String topic, byte[] payload) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
