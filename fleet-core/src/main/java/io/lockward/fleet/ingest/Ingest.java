package io.lockward.fleet.ingest;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.HostilePayload;
import io.lockward.protocol.Ack;
import io.lockward.protocol.BankId;
import io.lockward.protocol.entry.RemedyEntry;
import java.util.List;

/// Takes in what banks say: a batch is one transaction. Any order, any duplication and any number of replicas end in
/// the same state, so none of them needs to know of the others.
///
/// Threads: stateless; any number.
public final class Ingest {
    /// Tells a bank what is committed.
    public record BankAck(BankId bank, Ack ack) {}

    /// What came of a batch.
    ///
    /// @param acks to publish now that the batch is committed; one per journal, also for runs of nothing new
    /// @param fresh how many entries were new
    /// @param repeated how many entries had arrived before
    /// @param remedies the new ones among what banks' ladders did; what had arrived before is not told again
    /// @param hostile what could not be taken, and why
    public record Outcome(
            List<BankAck> acks, int fresh, int repeated, List<RemedyEntry> remedies, List<HostilePayload> hostile) {}

    private Ingest() {}

    /// @param batch in order of arrival
    public static Outcome take(FleetStore store, List<Arrival> batch) {
        return store.transaction(transaction -> new IngestBatch(transaction).take(batch));
    }
}
