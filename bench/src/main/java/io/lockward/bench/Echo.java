package io.lockward.bench;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Request topic to reply topic and back at QoS 1, 300 bytes, through the broker and its rules. Both legs go down, so
/// that the cloud service hears nothing of them: one account of a cloud publishes, a bank's receives, on each side.
/// Thread rule: any thread.
final class Echo {
    static final String ASKED = "bench-echo-asked";
    static final String ANSWERED = "bench-echo-answered";
    private static final int BYTES = 300;

    private final Mqtt5AsyncClient asking;
    private final Map<Long, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    Echo(Clients clients) throws InterruptedException {
        asking = clients.connect(Clients.Who.cloud("asking"));
        Mqtt5AsyncClient answering = clients.connect(Clients.Who.cloud("answering"));
        Mqtt5AsyncClient asked = clients.connect(Clients.Who.bank(ASKED));
        Mqtt5AsyncClient answered = clients.connect(Clients.Who.bank(ANSWERED));
        String reply = Topics.of(new BankId(ANSWERED), Channel.DESIRED);
        Clients.subscribe(asked, Topics.of(new BankId(ASKED), Channel.DESIRED), request -> {
            var _ = Clients.publish(answering, reply, request.getPayloadAsBytes());
        });
        Clients.subscribe(answered, reply, this::answered);
    }

    /// One round trip.
    ///
    /// @return milliseconds
    Double once() throws InterruptedException {
        long number = last.incrementAndGet();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        byte[] payload = (number + ":" + "x".repeat(BYTES)).substring(0, BYTES).getBytes(StandardCharsets.US_ASCII);
        long start = System.nanoTime();
        var _ = Clients.publish(asking, Topics.of(new BankId(ASKED), Channel.DESIRED), payload);
        Clients.await(answer);
        return CommandBench.millisSince(start);
    }

    private void answered(Mqtt5Publish reply) {
        String text = new String(reply.getPayloadAsBytes(), StandardCharsets.US_ASCII);
        CompletableFuture<Boolean> answer = waiting.remove(Long.parseLong(text.substring(0, text.indexOf(':'))));
        if (answer != null) {
            answer.complete(true);
        }
    }
}
