package io.lockward.agent;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.clip.Place;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.Recorded;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the journal gives back after a restart: the newest snapshot and every entry after it.
///
/// @param lost whether something durable could not be read, now or earlier in this boot, so that a command
///     accepted earlier may be unknown
record Recollection(BankMemory memory, boolean lost) {
    private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);

    static Recollection of(Journal journal) {
        Fold fold = new Fold(journal.epoch());
        journal.replay(fold::snapshot, fold::entry);
        if (fold.lost) {
            journal.markLoss();
        }
        return new Recollection(fold.memory, fold.lost || journal.recovered().mayHaveForgotten());
    }

    private static final class Fold {
        private BankMemory memory = BankMemory.EMPTY;
        private boolean lost;
        private final long epoch;

        Fold(long epoch) {
            this.epoch = epoch;
        }

        void snapshot(byte[] bytes) {
            if (bytes.length == 0) {
                return;
            }
            BankMemory read = MemoryJson.read(bytes);
            if (read == null) {
                lost = true;
                LOG.atError().addKeyValue("bytes", bytes.length).log("snapshot cannot be read");
            } else {
                memory = read;
            }
        }

        void entry(Recorded recorded) {
            if (recorded.isGap()) {
                // What is gone was either in the snapshot or of no weight for the memory.
                return;
            }
            switch (WireJson.entry(recorded.bytes())) {
                case Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped) ->
                    memory = memory.then(new Place(epoch, recorded.seq()), stamped.stamp(), stamped.entry());
                case Decoded.Rejected<WireJson.Stamped> rejected -> {
                    lost = true;
                    LOG.atError()
                            .addKeyValue("seq", recorded.seq())
                            .addKeyValue("problem", rejected.detail())
                            .log("own entry cannot be read");
                }
            }
        }
    }
}
