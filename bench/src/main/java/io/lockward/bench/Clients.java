package io.lockward.bench;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Connections to the broker by `hivemq-mqtt-client`, which all share its event loops.
/// Thread rule: any thread.
final class Clients implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 100;
    private static final int PATIENCE_SECONDS = 60;

    private final Stage.Broker broker;
    private final List<Mqtt5AsyncClient> open = new ArrayList<>();

    /// Who connects.
    ///
    /// @param id the MQTT client id
    /// @param name of the account
    /// @param will published by the broker when the connection breaks
    record Who(String id, String name, @Nullable Mqtt5Publish will) {
        static Who bank(String bank) {
            return new Who(bank, bank, null);
        }

        static Who cloud(String id) {
            return new Who(Stage.OTHER_CLOUD + "-" + id, Stage.OTHER_CLOUD, null);
        }
    }

    Clients(Stage.Broker broker) {
        this.broker = broker;
    }

    Mqtt5AsyncClient connect(Who who) throws InterruptedException {
        return connect(List.of(who)).getFirst();
    }

    /// All of them, in their order, a hundred at a time.
    List<Mqtt5AsyncClient> connect(List<Who> all) throws InterruptedException {
        List<Mqtt5AsyncClient> connected = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += CONNECTING_AT_ONCE) {
            List<CompletableFuture<Mqtt5AsyncClient>> connecting =
                    all.subList(from, Math.min(all.size(), from + CONNECTING_AT_ONCE)).stream()
                            .map(this::begin)
                            .toList();
            for (CompletableFuture<Mqtt5AsyncClient> one : connecting) {
                connected.add(await(one));
            }
        }
        synchronized (open) {
            open.addAll(connected);
        }
        return connected;
    }

    /// Subscribes at QoS 1 and waits for the broker's word.
    static void subscribe(Mqtt5AsyncClient client, String filter, Consumer<Mqtt5Publish> heard)
            throws InterruptedException {
        await(beginSubscribe(client, filter, heard));
    }

    static CompletableFuture<?> beginSubscribe(Mqtt5AsyncClient client, String filter, Consumer<Mqtt5Publish> heard) {
        return client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(heard)
                .send();
    }

    /// Publishes at QoS 1.
    static CompletableFuture<?> publish(Mqtt5AsyncClient client, String topic, byte[] payload) {
        return client.publish(Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .build());
    }

    static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not do what it is asked", e);
        }
    }

    @Override
    public void close() {
        List<Mqtt5AsyncClient> leaving;
        synchronized (open) {
            leaving = List.copyOf(open);
            open.clear();
        }
        for (Mqtt5AsyncClient client : leaving) {
            if (client.getState().isConnected()) {
                var _ = client.disconnect();
            }
        }
    }

    private CompletableFuture<Mqtt5AsyncClient> begin(Who who) {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(who.id())
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .simpleAuth()
                .username(who.name())
                .password(broker.password(who.name()).getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .willPublish(who.will())
                .buildAsync();
        return client.connectWith()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive(60)
                .send()
                .thenApply(_ -> client);
    }
}
