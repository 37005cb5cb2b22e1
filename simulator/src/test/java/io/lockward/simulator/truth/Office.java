package io.lockward.simulator.truth;

import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.Recorded;
import io.lockward.agent.journal.Run;
import io.lockward.fleet.ingest.Arrival;
import io.lockward.fleet.ingest.Ingest;
import io.lockward.fleet.memory.InMemoryFleetStore;
import io.lockward.fleet.parcel.Difference;
import io.lockward.fleet.parcel.Reconciliation;
import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.Channel;
import io.lockward.protocol.Topics;
import io.lockward.protocol.wire.WireJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// The cloud's own rules on its store in memory, and the entries of one bank on their way to it.
final class Office {
    private static final int BYTES = 1 << 16;

    final InMemoryFleetStore store = new InMemoryFleetStore();

    /// Everything the bank has, in runs of any length, shuffled, each once or several times, in batches of any size.
    ///
    /// @param times at least so many times each
    void hear(Locker locker, Random random, int times) {
        List<Arrival> runs = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            runs.addAll(runs(locker, random));
        }
        Collections.shuffle(runs, random);
        for (int at = 0; at < runs.size(); ) {
            int count = Math.min(1 + random.nextInt(12), runs.size() - at);
            Ingest.Outcome _ = Ingest.take(store, List.copyOf(runs.subList(at, at + count)));
            at += count;
        }
    }

    private static List<Arrival> runs(Locker locker, Random random) {
        Journal journal = Objects.requireNonNull(locker.bank.agent()).journal();
        List<Arrival> runs = new ArrayList<>();
        for (long next = 1; next <= journal.durableSeq(); ) {
            Run run = journal.read(next, BYTES, 1 + random.nextInt(40));
            byte[] payload = WireJson.encodeRun(
                    journal.id(),
                    journal.epoch(),
                    run.first(),
                    run.prev(),
                    run.entries().stream().map(Recorded::bytes).toList());
            runs.add(Arrival.read(
                    Topics.of(locker.bank.id(), Channel.ENTRIES),
                    payload,
                    false,
                    locker.time.now(),
                    BankWords.believed()));
            next = run.nextSeq();
        }
        return runs;
    }

    /// The work list.
    List<Difference> differences(Locker locker) {
        return Reconciliation.of(
                store.picture(locker.bank.id()), locker.time.now().plusSeconds(3_600));
    }
}
