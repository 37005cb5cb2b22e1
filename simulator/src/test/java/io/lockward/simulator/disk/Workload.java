package io.lockward.simulator.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockward.agent.journal.Disk;
import io.lockward.agent.journal.Durability;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalFailed;
import io.lockward.agent.journal.JournalSetup;
import io.lockward.agent.journal.Priority;
import io.lockward.protocol.BootId;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// A varied day of one journal, drawn from a seed: appends of every class, syncs, snapshots, acknowledgements,
/// clean and abrupt restarts, far beyond the limit so that segments roll and are thinned out.
final class Workload {
    private static final List<String> TYPES =
            List.of("door.opened", "door.closed", "power.lost", "command.received", "clip.recorded");

    final JournalModel model = new JournalModel();
    private final Random random;
    private final long seed;
    private SimulatedDisk disk;
    private Journal journal;
    private long boots = 1;
    private int made;
    private boolean opening;

    Workload(long seed, SimulatedDisk disk) {
        this.seed = seed;
        this.disk = disk;
        random = new Random(seed);
        journal = open();
    }

    private Journal open() {
        JournalSetup setup =
                new JournalSetup(new BootId(new UUID(5, boots)), new Random(seed), () -> 0L, JournalModel.GAP_BODY, 1);
        opening = true;
        Journal opened;
        try {
            opened = Journal.open(disk, JournalChecker.LIMITS, setup);
        } catch (JournalFailed failed) {
            if (!(failed.getCause() instanceof Disk.Full)) {
                throw failed;
            }
            opened = Journal.open(disk, JournalChecker.LIMITS, setup);
        }
        opening = false;
        model.id = opened.id();
        model.promisedBoot = opened.boot();
        return opened;
    }

    void run(int moves) {
        for (int i = 0; i < moves; i++) {
            move();
        }
        sync();
    }

    void move() {
        int dice = random.nextInt(100);
        if (dice < 84) {
            append();
            if (dice < 45) {
                sync();
            }
        } else if (dice < 92) {
            long upTo = Math.max(0, journal.durableSeq() - random.nextInt(40));
            long before = model.acknowledged;
            model.acknowledged = Math.max(before, upTo);
            journal.acknowledge(upTo);
        } else if (dice < 96) {
            String state = "{\"state\":" + ++made + "}";
            model.snapshotSeq.put(state, journal.lastSeq());
            journal.snapshot(state.getBytes(UTF_8));
            model.synced();
            model.promisedSnapshot = journal.lastSeq();
        } else if (dice < 98) {
            journal.close();
            model.synced();
            boots += random.nextInt(2);
            journal = open();
        } else {
            model.waiting.clear();
            journal = open();
        }
    }

    private void append() {
        Priority[] priorities = {Priority.LOW, Priority.LOW, Priority.LOW, Priority.NORMAL, Priority.HIGH};
        Priority priority = priorities[random.nextInt(priorities.length)];
        String type = TYPES.get(random.nextInt(TYPES.size()));
        Durability durability = random.nextBoolean() ? Durability.GROUPED : Durability.BEFORE_EFFECT;
        String text = "{\"n\":" + ++made + ",\"p\":\"" + "x".repeat(random.nextInt(45)) + "\"}";
        byte[] bytes = text.getBytes(UTF_8);
        model.waiting.add(new JournalModel.Given(bytes, priority, type));
        long before = journal.durableSeq();
        journal.append(bytes, durability, priority, type);
        if (journal.durableSeq() != before) {
            JournalModel.Given last = model.waiting.removeLast();
            model.synced();
            model.waiting.add(last);
        }
    }

    void sync() {
        journal.sync();
        model.synced();
    }

    /// The power goes and comes back; the journal must hold what it promised, and numbers on.
    void powerCut(JournalChecker checker) {
        disk = disk.powerCut(random);
        boots++;
        journal = open();
        checker.crashPoints++;
        if (journal.lastSeq() < model.synced.size()) {
            checker.lost++;
        }
        model.keptUpTo(journal.lastSeq());
    }

    void verify(JournalChecker checker) {
        sync();
        checker.check(disk.powerCut(random), model, false);
    }

    /// The disk was full: nothing changed but what was made durable on the way.
    void afterFull() {
        while (model.waiting.size() > journal.lastSeq() - model.synced.size()) {
            model.waiting.removeLast();
        }
        int durable = (int) (journal.durableSeq() - model.synced.size());
        List<JournalModel.Given> rest = List.copyOf(model.waiting.subList(durable, model.waiting.size()));
        model.waiting.subList(durable, model.waiting.size()).clear();
        model.synced();
        model.waiting.addAll(rest);
        try {
            journal.read(1, 1, 1);
        } catch (JournalFailed closed) {
            model.waiting.clear();
            journal = open();
        }
    }

    void assertRefusesEverything() {
        if (!opening) {
            byte[] entry = {1};
            assertThrows(
                    JournalFailed.class, () -> journal.append(entry, Durability.GROUPED, Priority.LOW, "door.opened"));
            assertThrows(JournalFailed.class, journal::sync);
            assertThrows(JournalFailed.class, () -> journal.read(1, 1, 1));
            assertThrows(JournalFailed.class, () -> journal.acknowledge(journal.durableSeq()));
            assertThrows(JournalFailed.class, () -> journal.snapshot(entry));
        }
    }
}
