package io.lockward.simulator.seeded;

import io.lockward.agent.link.ConnectOptions;
import io.lockward.agent.link.Transport;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A broker as bad as the protocol allows and worse: it says it has a message and forgets it, delivers twice, late and
/// out of order, publishes wills of sessions long gone, hands a command out again as a retained one, and is wiped.
/// One thread.
final class ForgetfulBroker {
    /// Takes what comes up.
    interface Receiver {
        void receive(String topic, byte[] payload);
    }

    private static final int LONGEST_DELAY_MILLIS = 400;
    private static final int LATE_DELAY_MILLIS = 120_000;
    private static final int WILL_AFTER_MILLIS = 40_000;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final Receiver cloud;
    private final Map<String, Client> clients = new TreeMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private boolean honest;
    private long wipes;
    private long forgotten;
    private long repeated;

    /// @param cloud takes what comes up
    ForgetfulBroker(VirtualTime time, RandomGenerator random, Receiver cloud) {
        this.time = time;
        this.random = random;
        this.cloud = cloud;
    }

    Transport transport() {
        return this::connect;
    }

    /// From now on it does what brokers should.
    void becomeHonest() {
        honest = true;
        unreachable.clear();
    }

    /// Everything it knew is gone, and so are all connections.
    void wipe() {
        wipes++;
        List<Client> gone = new ArrayList<>(clients.values());
        clients.clear();
        gone.forEach(client -> client.end(Transport.Closing.UNREACHABLE));
    }

    /// Cuts or mends a bank's network. Nobody is told: packets vanish.
    void cut(BankId bank, boolean nowCut) {
        if (nowCut) {
            unreachable.add(bank.value());
            Client client = clients.get(bank.value());
            if (client != null) {
                will(client);
                clients.remove(bank.value());
            }
        } else {
            unreachable.remove(bank.value());
        }
    }

    /// Sends something down to a bank.
    void down(String topic, byte[] payload) {
        Topics.Topic parsed = Topics.parse(topic);
        if (parsed == null || chance(0.02)) {
            forgotten++;
            return;
        }
        int copies = chance(0.05) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            boolean retained = i > 0 && chance(0.3);
            after(delay(), () -> deliver(parsed.bank().value(), topic, payload, retained));
        }
    }

    long forgotten() {
        return forgotten;
    }

    long repeated() {
        return repeated;
    }

    private void deliver(String clientId, String topic, byte[] payload, boolean retained) {
        Client client = clients.get(clientId);
        if (client != null && client.topics.contains(topic) && !unreachable.contains(clientId)) {
            client.listener.arrived(topic, payload, retained);
        }
    }

    private Transport.Connection connect(ConnectOptions options, Transport.Listener listener) {
        Client client = new Client(options, listener);
        if (!unreachable.contains(options.clientId())) {
            after(5 + random.nextInt(50), () -> {
                Client before = clients.put(options.clientId(), client);
                if (before != null) {
                    will(before);
                    before.end(Transport.Closing.REFUSED);
                }
                client.up = true;
                listener.connected();
            });
        }
        return client;
    }

    private void up(String topic, byte[] payload) {
        if (chance(0.02)) {
            forgotten++;
            return;
        }
        int copies = chance(0.04) ? 2 : 1;
        repeated += copies - 1;
        for (int i = 0; i < copies; i++) {
            after(delay(), () -> cloud.receive(topic, payload));
        }
    }

    private void will(Client client) {
        String topic = client.options.willTopic();
        byte[] payload = client.options.will();
        if (!client.willDone && topic != null && payload != null) {
            client.willDone = true;
            int delay = honest ? 100 : random.nextInt(WILL_AFTER_MILLIS);
            after(delay, () -> cloud.receive(topic, payload));
        }
    }

    /// What was under way when the broker was wiped is gone too.
    private void after(int millis, Runnable task) {
        long generation = wipes;
        time.after((long) millis, () -> {
            if (generation == wipes) {
                task.run();
            } else {
                forgotten++;
            }
        });
    }

    private int delay() {
        return chance(0.01) ? random.nextInt(LATE_DELAY_MILLIS) : 1 + random.nextInt(LONGEST_DELAY_MILLIS);
    }

    private boolean chance(double probability) {
        return !honest && random.nextDouble() < probability;
    }

    private final class Client implements Transport.Connection {
        private final ConnectOptions options;
        private final Transport.Listener listener;
        private final Set<String> topics = new HashSet<>();
        private boolean up;
        private boolean ended;
        private boolean willDone;

        Client(ConnectOptions options, Transport.Listener listener) {
            this.options = options;
            this.listener = listener;
        }

        @Override
        public void subscribe(List<String> wanted) {
            if (isReachable()) {
                topics.addAll(wanted);
                after(5, () -> {
                    if (isReachable()) {
                        listener.subscribed(true);
                    }
                });
            }
        }

        @Override
        public void publish(String topic, byte[] payload, int qos, long token) {
            if (!isReachable()) {
                return;
            }
            ForgetfulBroker.this.up(topic, payload);
            if (!chance(0.005)) {
                after(1 + random.nextInt(30), () -> {
                    if (isReachable()) {
                        listener.published(token);
                    }
                });
            }
        }

        @Override
        public void close() {
            willDone = true;
            ended = true;
            clients.remove(options.clientId(), this);
        }

        @Override
        public void abandon() {
            ended = true;
            if (up) {
                will(this);
            }
            clients.remove(options.clientId(), this);
        }

        void end(Transport.Closing why) {
            if (!ended) {
                ended = true;
                listener.closed(why, "the simulated broker let go");
            }
        }

        private boolean isReachable() {
            @Nullable Client current = clients.get(options.clientId());
            return !ended && this.equals(current) && !unreachable.contains(options.clientId());
        }
    }
}
