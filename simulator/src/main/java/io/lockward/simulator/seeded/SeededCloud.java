package io.lockward.simulator.seeded;

import io.lockward.fleet.command.CommandRecord;
import io.lockward.fleet.command.Commands;
import io.lockward.fleet.command.Signing;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.memory.InMemoryFleetStore;
import io.lockward.fleet.presence.BankWords;
import io.lockward.fleet.presence.PresenceSweep;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Channel;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Topics;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.WireJson;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// The cloud's rules on an in-memory store, as two replicas that share it: each takes messages as they come, in
/// batches, and may be killed with what it had not committed. One thread.
final class SeededCloud {
    private static final long BATCH_MILLIS = 20;
    private static final long ROUND_MILLIS = 1_000;
    private static final long SWEEP_MILLIS = 30_000;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final PrivateKey key;
    private final BiConsumer<String, byte[]> down;
    private final InMemoryFleetStore store = new InMemoryFleetStore();
    private final List<List<Arrival>> queues = List.of(new ArrayList<>(), new ArrayList<>());
    private Instant watchingSince;
    private boolean rounds;
    private long deadUntil;
    private long fresh;
    private long repeated;

    /// @param down publishes to a bank
    SeededCloud(VirtualTime time, RandomGenerator random, PrivateKey key, BiConsumer<String, byte[]> down) {
        this.time = time;
        this.random = random;
        this.key = key;
        this.down = down;
        this.watchingSince = time.now();
        sweep();
    }

    InMemoryFleetStore store() {
        return store;
    }

    long fresh() {
        return fresh;
    }

    long repeated() {
        return repeated;
    }

    void arrive(String topic, byte[] payload) {
        if (time.millis() < deadUntil) {
            return; // the broker said it had it; the cloud never committed it; the bank will say it again
        }
        List<Arrival> queue = queues.get(random.nextInt(queues.size()));
        if (queue.isEmpty()) {
            time.after(BATCH_MILLIS + random.nextInt(30), () -> commit(queue));
        }
        queue.add(Arrival.read(topic, payload, false, time.now(), BankWords.believed()));
    }

    /// Both replicas die with everything they had only queued, and are back after a while.
    void kill(long millis) {
        queues.forEach(List::clear);
        deadUntil = time.millis() + millis;
        watchingSince = time.now().plusMillis(millis);
    }

    CommandId ask(BankId bank, Command command) {
        CommandId id = CommandId.next(time.now(), random);
        boolean send = time.millis() >= deadUntil && random.nextBoolean();
        Commands.Outgoing outgoing = store.transaction(transaction -> Commands.ask(
                        transaction,
                        id,
                        bank,
                        command,
                        "seed",
                        "a person wants it",
                        time.now(),
                        send ? this::sign : null))
                .outgoing();
        if (outgoing != null) {
            publish(outgoing);
        }
        if (!rounds) {
            rounds = true;
            round();
        }
        return id;
    }

    void cancel(CommandId id) {
        store.transaction(transaction -> {
            Commands.cancel(transaction, id, "changed my mind", time.now());
            return id;
        });
    }

    boolean hasOpenCommands() {
        return store.commands().stream().map(CommandRecord::state).anyMatch(state -> !state.isEnd());
    }

    private void commit(List<Arrival> queue) {
        if (queue.isEmpty()) {
            return;
        }
        List<Arrival> batch = new ArrayList<>(queue);
        queue.clear();
        Collections.shuffle(batch, Random.from(random));
        Ingest.Outcome outcome = Ingest.take(store, batch);
        fresh += outcome.fresh();
        repeated += outcome.repeated();
        // Killed between commit and ack: the acks are lost, the entries are not.
        if (random.nextInt(200) != 0) {
            outcome.acks().forEach(ack -> down.accept(Topics.of(ack.bank(), Channel.ACK), WireJson.encode(ack.ack())));
        }
    }

    private Signing.Signature sign(CommandClaims claims) {
        return new Signing.Signature.Made(CommandJws.sign(claims, SeededDay.KID, key));
    }

    private void publish(Commands.Outgoing outgoing) {
        // Killed between commit and publish: it goes out again later.
        if (random.nextInt(50) != 0) {
            down.accept(Topics.of(outgoing.claims().aud(), Channel.COMMANDS), outgoing.jws());
        }
    }

    private void round() {
        if (time.millis() >= deadUntil) {
            Commands.round(store, time.now(), random.nextInt(10) != 0 ? this::sign : null)
                    .forEach(this::publish);
        }
        rounds = hasOpenCommands();
        if (rounds) {
            time.after(ROUND_MILLIS, this::round);
        }
    }

    private void sweep() {
        if (time.millis() >= deadUntil) {
            PresenceSweep.sweep(store, time.now(), watchingSince);
        }
        time.after(SWEEP_MILLIS, this::sweep);
    }
}
