package io.lockward.broker;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One MQTT 5 client of a test: connected, listening to what it gets.
final class Wire implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Mqtt5BlockingClient client;
    private final BlockingQueue<Mqtt5Publish> inbox = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Mqtt5ClientDisconnectedContext> ended;

    private Wire(Mqtt5BlockingClient client, CompletableFuture<Mqtt5ClientDisconnectedContext> ended) {
        this.client = client;
        this.ended = ended;
    }

    static Mqtt5BlockingClient client(
            int port,
            String clientId,
            String name,
            String password,
            CompletableFuture<Mqtt5ClientDisconnectedContext> ended) {
        return Mqtt5Client.builder()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .simpleAuth()
                .username(name)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .addDisconnectedListener(context -> ended.complete((Mqtt5ClientDisconnectedContext) context))
                .buildBlocking();
    }

    /// Connects with a clean start, or throws what the broker answered.
    static Wire connect(int port, String clientId, String name, String password) {
        CompletableFuture<Mqtt5ClientDisconnectedContext> ended = new CompletableFuture<>();
        Mqtt5BlockingClient client = client(port, clientId, name, password, ended);
        Wire wire = new Wire(client, ended);
        client.toAsync().publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL, publish -> {
            wire.seen.add(
                    publish.getTopic() + " " + new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8).strip());
            wire.inbox.add(publish);
        });
        client.connect();
        return wire;
    }

    /// Publishes; `null` when the broker took it, otherwise what it answered or that it hung up.
    @Nullable
    String publish(String topic, int qos, boolean retain, String payload) {
        try {
            var result = client.publish(Mqtt5Publish.builder()
                    .topic(topic)
                    .qos(qos(qos))
                    .retain(retain)
                    .payload(payload.getBytes(StandardCharsets.UTF_8))
                    .build());
            return result.getError().map(Throwable::toString).orElse(null);
        } catch (Mqtt5MessageException refused) {
            return refused.getMqttMessage().toString();
        } catch (RuntimeException gone) {
            return gone.toString();
        }
    }

    /// Subscribes; `null` when the broker granted it, otherwise what it answered.
    @Nullable
    String subscribe(String filter) {
        try {
            client.subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            return null;
        } catch (Mqtt5MessageException refused) {
            return refused.getMqttMessage().toString();
        } catch (RuntimeException gone) {
            return gone.toString();
        }
    }

    /// Waits until a message with this payload came, and returns it.
    Mqtt5Publish await(String payload) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            Mqtt5Publish next = inbox.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("'" + payload + "' never came, only " + seen);
            }
            if (new String(next.getPayloadAsBytes(), StandardCharsets.UTF_8).equals(payload)) {
                return next;
            }
        }
    }

    /// Everything that came so far, as "topic payload".
    List<String> seen() {
        return List.copyOf(seen);
    }

    /// Waits for the broker to hang up, and returns the DISCONNECT's reason code, or "no reason".
    String awaitEnd() {
        Throwable cause = ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenApply(context -> context.getCause())
                .join();
        return cause instanceof Mqtt5MessageException message && message.getMqttMessage() instanceof Mqtt5Disconnect end
                ? end.getReasonCode().name()
                : "no reason";
    }

    boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public void close() {
        if (client.getState().isConnected()) {
            try {
                client.disconnect();
            } catch (RuntimeException alreadyGone) {
                return;
            }
        }
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + what);
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static MqttQos qos(int qos) {
        MqttQos found = MqttQos.fromCode(qos);
        if (found == null) {
            throw new IllegalArgumentException("qos " + qos);
        }
        return found;
    }
}
