package io.lockward.simulator.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockward.agent.journal.Disk;
import io.lockward.agent.journal.Durability;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalFailed;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.journal.JournalSetup;
import io.lockward.agent.journal.Priority;
import io.lockward.agent.journal.Recorded;
import io.lockward.agent.journal.Run;
import io.lockward.protocol.ChainHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Opens what a power cut left and holds it against the model. Counts; the first few complaints are kept in
/// words.
final class JournalChecker {
    static final JournalLimits LIMITS = new JournalLimits(4096, 1024, 64, 256, 256);

    long crashPoints;
    long lost;
    long corrupt;
    long other;
    final Set<Long> distinct = new HashSet<>();
    final List<String> complaints = new ArrayList<>();

    static JournalSetup setup(long seed) {
        return new JournalSetup(JournalModel.AFTER_CRASH, new Random(seed), () -> 0L, JournalModel.GAP_BODY, 1);
    }

    /// @param recoveryToo also cuts the power at every step of the recovery
    void check(SimulatedDisk survivor, JournalModel model, boolean recoveryToo) {
        crashPoints++;
        if (!distinct.add(survivor.fingerprint("reserve"))) {
            return;
        }
        if (recoveryToo) {
            survivor.afterEachStep(again -> again.eachSurvivor(97, second -> check(second, model, false)));
        }
        try {
            Journal journal = Journal.open(survivor, LIMITS, setup(distinct.size()));
            survivor.afterEachStep(null);
            hold(journal, model);
            goesOn(journal, survivor);
        } catch (JournalFailed failed) {
            lost++;
            complain("cannot be opened: " + failed + " " + failed.getCause());
        }
    }

    private void hold(Journal journal, JournalModel model) {
        if (model.id != null && !journal.id().equals(model.id)) {
            lost += model.synced.size();
            complain("another journal took its place");
            return;
        }
        if (journal.acknowledged() > model.acknowledged) {
            other("acknowledged " + journal.acknowledged() + " and never above " + model.acknowledged);
        }
        if (journal.stats().firstSeq() - 1 > model.acknowledged) {
            lost++;
            complain("starts at " + journal.stats().firstSeq() + " with " + model.acknowledged + " acknowledged");
        }
        if (journal.recovered().lostSomething()) {
            lost += journal.recovered().damagedEntries();
            complain("damage without damage: " + journal.recovered());
        }
        if (journal.lastSeq() < model.synced.size()) {
            lost += model.synced.size() - journal.lastSeq();
            complain("ends at " + journal.lastSeq() + " and promised " + model.synced.size());
        }
        if (journal.boot() <= model.promisedBoot) {
            other("the boot counter did not rise");
        }
        entries(journal, model);
        snapshot(journal, model);
    }

    private void entries(Journal journal, JournalModel model) {
        long next = journal.stats().firstSeq();
        while (next <= journal.durableSeq()) {
            Run run = journal.read(next, 200, 7);
            if (run.first() != next || run.isEmpty()) {
                other("read from " + next + " and got " + run);
                return;
            }
            ChainHash hash = run.prev();
            for (Recorded one : run.entries()) {
                if (one.seq() != next || one.lastSeq() > model.synced.size() + model.waiting.size()) {
                    corrupt++;
                    complain("found " + one + " at " + next);
                    return;
                }
                JournalModel.Given given = model.at(one.seq());
                boolean same = one.isGap()
                        ? JournalModel.same(one.bytes(), model.gap(one.seq(), one.lastSeq()))
                        : given != null
                                && JournalModel.same(one.bytes(), given.bytes)
                                && one.type().equals(given.type)
                                && one.priority() == given.priority;
                if (!same || !hash.equals(model.chainAfter(one.seq() - 1))) {
                    corrupt++;
                    complain("found " + one + " = " + new String(one.bytes(), UTF_8));
                }
                hash = one.isGap() ? model.chainAfter(one.lastSeq()) : hash.then(one.bytes());
                next = one.lastSeq() + 1;
            }
        }
        if (!journal.head().equals(model.chainAfter(journal.lastSeq()))) {
            corrupt++;
            complain("the chain ends elsewhere");
        }
    }

    private void snapshot(Journal journal, JournalModel model) {
        List<byte[]> states = new ArrayList<>();
        List<Recorded> after = new ArrayList<>();
        journal.replay(states::add, after::add);
        byte[] state = states.getFirst();
        long first = after.isEmpty() ? journal.lastSeq() + 1 : after.getFirst().seq();
        if (state.length == 0) {
            if (model.promisedSnapshot > 0) {
                lost++;
                complain("no snapshot, and one of " + model.promisedSnapshot + " was promised");
            }
            return;
        }
        Long seq = model.snapshotSeq.get(new String(state, UTF_8));
        if (seq == null || seq < model.promisedSnapshot) {
            corrupt++;
            complain("a snapshot of " + seq + ", promised " + model.promisedSnapshot);
        } else if (first > seq + 1) {
            lost++;
            complain("replays from " + first + " after a snapshot of " + seq);
        }
    }

    /// It must go on: take, keep and give back.
    private void goesOn(Journal journal, Disk disk) {
        byte[] more = "{\"more\":1}".getBytes(UTF_8);
        long seq = journal.append(more, Durability.BEFORE_EFFECT, Priority.HIGH, "more");
        journal.sync();
        journal.close();
        Journal again = Journal.open(disk, LIMITS, setup(1));
        Run run = again.read(seq, 1, 1);
        if (again.lastSeq() != seq
                || !JournalModel.same(more, run.entries().getFirst().bytes())) {
            other("did not go on after entry " + (seq - 1));
        }
    }

    private void other(String words) {
        other++;
        complain(words);
    }

    private void complain(String words) {
        if (complaints.size() < 20) {
            complaints.add(words);
        }
    }

    long faults() {
        return lost + corrupt + other;
    }

    @Override
    public String toString() {
        return "crash points " + crashPoints + ", distinct " + distinct.size() + ", lost " + lost + ", corrupt "
                + corrupt + (other > 0 ? ", other " + other : "");
    }
}
