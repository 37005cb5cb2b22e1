package io.lockward.bench;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.lockward.launcher.LaunchFailed;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a quiet fleet costs: every bank connected with a will and three subscriptions, a heartbeat every 30 s and an
/// entry every minute, spread evenly.
final class FleetBench {
    private static final int FILES_ASIDE = 500;

    private final Stage stage;
    private final Figures figures;
    private final int bankCount;
    private final int seconds;
    private final LongAdder acks = new LongAdder();
    private final LongAdder failed = new LongAdder();

    FleetBench(Stage stage, Figures figures, Options options) {
        this.stage = stage;
        this.figures = figures;
        this.bankCount = options.get("banks", 5_000);
        this.seconds = options.get("seconds", 60);
    }

    /// One bank of the fleet.
    private record Member(BankId id, BankJournal journal, SessionId session, SigningKey key) {
        static Member of(String name) {
            BankId id = new BankId(name);
            return new Member(id, BankJournal.of(id, 1), new SessionId(UUID.randomUUID()), JwkText.generate(null));
        }

        byte[] says(Presence.State state) {
            Instant now = Instant.now();
            BootId boot = new BootId(UUID.nameUUIDFromBytes(id.value().getBytes(StandardCharsets.UTF_8)));
            Presence presence = new Presence(
                    state,
                    now,
                    17,
                    boot,
                    123_456_789L,
                    session,
                    "bench",
                    journal.id(),
                    journal.epoch(),
                    journal.next());
            return SignedMessage.PRESENCE.sign(presence, key.kid(), key.privateKey());
        }

        Clients.Who who() {
            Mqtt5Publish will = Mqtt5Publish.builder()
                    .topic(Topics.of(id, Channel.PRESENCE))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(says(Presence.State.LOST))
                    .build();
            return new Clients.Who(id.value(), id.value(), will);
        }
    }

    void run() throws IOException, InterruptedException {
        long files = Machine.openFileLimit();
        if (files < bankCount + FILES_ASIDE) {
            throw new LaunchFailed("a process may open " + files + " files here, and " + bankCount
                    + " banks need more: try `ulimit -n " + (bankCount + FILES_ASIDE) + "`, or fewer --banks");
        }
        List<Member> members = IntStream.rangeClosed(1, bankCount)
                .mapToObj(i -> Member.of("bench-%05d".formatted(i)))
                .toList();
        Stage.Broker broker =
                stage.broker(members.stream().map(member -> member.id().value()).toList());
        Stage.Cloud cloud = stage.cloud(broker);
        Processes processes = new Processes(broker, cloud);
        figures.figure(
                "broker-rss-empty", Machine.residentMegabytes(broker.process().pid()), "MB");
        Rest rest = new Rest(
                cloud.address(),
                Files.readString(cloud.data().resolve("api-key")).strip());
        figures.progress("registering " + bankCount + " banks");
        for (Member member : members) {
            rest.register(member.id().value(), member.key().verifyingKey().x());
        }
        try (Clients clients = new Clients(broker);
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("fleet").factory())) {
            figures.progress("connecting " + bankCount + " banks");
            long start = System.nanoTime();
            List<Mqtt5AsyncClient> connected =
                    clients.connect(members.stream().map(Member::who).toList());
            subscribe(members, connected);
            figures.figure("all-connected", CommandBench.millisSince(start) / 1e3, "s");
            live(timer, members, connected);
            int settle = Presence.HEARTBEAT_SECONDS + 5;
            figures.progress("all up; one round of heartbeats first");
            TimeUnit.SECONDS.sleep(settle);
            measure(processes);
            timer.shutdownNow();
        }
    }

    private void measure(Processes processes) throws InterruptedException {
        figures.progress("measuring " + seconds + " s, " + Machine.describe());
        long acksBefore = acks.sum();
        Processes.Cpu before = processes.cpu();
        TimeUnit.SECONDS.sleep(seconds);
        Processes.Cpu after = processes.cpu();
        figures.figure("banks", bankCount, "connections");
        figures.figure("acks", (double) (acks.sum() - acksBefore), "messages");
        figures.figure("publishes-failed", (double) failed.sum(), "messages");
        figures.figure(
                "broker-rss", Machine.residentMegabytes(processes.broker().pid()), "MB");
        figures.figure("cloud-rss", Machine.residentMegabytes(processes.cloud().pid()), "MB");
        figures.figure(
                "postgresql-pss",
                processes.database().stream()
                        .mapToDouble(one -> Machine.proportionalMegabytes(one.pid()))
                        .sum(),
                "MB");
        figures.figure("broker-cpu", percent(before.broker(), after.broker()), "%-of-a-core");
        figures.figure("cloud-cpu", percent(before.cloud(), after.cloud()), "%-of-a-core");
        figures.figure("postgresql-cpu", percent(before.database(), after.database()), "%-of-a-core");
    }

    private double percent(Duration before, Duration after) {
        return after.minus(before).toMillis() / 10.0 / seconds;
    }

    private void subscribe(List<Member> members, List<Mqtt5AsyncClient> connected) throws InterruptedException {
        List<CompletableFuture<?>> subscribing = new ArrayList<>();
        for (int i = 0; i < connected.size(); i++) {
            BankId id = members.get(i).id();
            Mqtt5Subscribe all = Mqtt5Subscribe.builder()
                    .addSubscriptions(Stream.of(Channel.ACK, Channel.COMMANDS, Channel.DESIRED)
                            .map(channel -> Mqtt5Subscription.builder()
                                    .topicFilter(Topics.of(id, channel))
                                    .qos(MqttQos.AT_LEAST_ONCE)
                                    .build()))
                    .build();
            subscribing.add(connected.get(i).subscribe(all, _ -> acks.increment()));
        }
        for (CompletableFuture<?> one : subscribing) {
            Clients.await(one);
        }
    }

    /// Heartbeats and entries, each spread over its period.
    private void live(ScheduledExecutorService timer, List<Member> members, List<Mqtt5AsyncClient> connected) {
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            Mqtt5AsyncClient client = connected.get(i);
            spread(
                    timer,
                    i,
                    Presence.HEARTBEAT_SECONDS,
                    () -> send(client, Topics.of(member.id(), Channel.PRESENCE), member.says(Presence.State.ONLINE)));
            spread(
                    timer,
                    i,
                    60,
                    () -> send(
                            client,
                            Topics.of(member.id(), Channel.ENTRIES),
                            member.journal().run(1, Load.now())));
        }
    }

    private void spread(ScheduledExecutorService timer, int number, int periodSeconds, Runnable work) {
        long period = TimeUnit.SECONDS.toMicros(periodSeconds);
        var _ = timer.scheduleAtFixedRate(work, period * number / bankCount, period, TimeUnit.MICROSECONDS);
    }

    private void send(Mqtt5AsyncClient client, String topic, byte[] payload) {
        var _ = Clients.publish(client, topic, payload).whenComplete((_, problem) -> {
            if (problem != null) {
                failed.increment();
            }
        });
    }
}
