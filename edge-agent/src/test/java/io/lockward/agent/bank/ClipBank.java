package io.lockward.agent.bank;

import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Footage;
import io.lockward.agent.bank.clip.Place;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A bank with cameras on a journal of memory, whose plug can be pulled.
final class ClipBank {
    static final CompartmentId A01 = new CompartmentId("A01");
    static final CompartmentId A02 = new CompartmentId("A02");
    private static final Instant WALL = Instant.parse("2026-11-20T17:00:00Z");
    private static final long EPOCH = 5;

    record Line(long seq, Stamp stamp, Entry entry) {}

    final BankSetup setup;
    final List<Line> journal = new ArrayList<>();
    final Map<String, Cut> asked = new LinkedHashMap<>();
    BankState state;
    long boot = 1;
    long up;
    long wallOffset;

    ClipBank(ClipSetup clips) {
        BankSetup plain = BankSetup.of(new BankId("harbour-7"), Set.of(A01, A02));
        setup = new BankSetup(plain.bank(), plain.compartments(), plain.shutdown(), false, Timing.DEFAULT)
                .withClips(clips);
        state = BankState.of(setup, BankMemory.EMPTY);
        start(1_000);
    }

    static ClipSetup cameras(String... names) {
        return ClipSetup.NONE.withCameras(new TreeSet<>(Set.of(names)));
    }

    /// The rest of the journal's tail is lost with the power.
    ///
    /// @param lost so many entries were not durable yet
    void powerCut(int lost) {
        for (int i = 0; i < lost && !journal.isEmpty(); i++) {
            journal.removeLast();
        }
        boot++;
        recall();
        start(1_000);
    }

    void agentRestart() {
        recall();
        start(up + 500);
    }

    private void recall() {
        asked.clear();
        BankMemory memory = BankMemory.EMPTY;
        for (Line line : journal) {
            memory = memory.then(new Place(EPOCH, line.seq()), line.stamp(), line.entry());
        }
        state = BankState.of(setup, memory);
    }

    private void start(long at) {
        up = at;
        decide(new Input.Started("1.0", false));
        decide(new Input.DoorsRead(Map.of(A01, DoorReading.CLOSED, A02, DoorReading.CLOSED)));
        decide(new Input.DoorsRead(Map.of(A01, DoorReading.CLOSED, A02, DoorReading.CLOSED)));
    }

    ClipBank at(long when, Input... inputs) {
        while (up + 500 < when) {
            up += 500;
            decide(new Input.Tick());
        }
        up = when;
        for (Input input : inputs) {
            decide(input);
        }
        decide(new Input.Tick());
        return this;
    }

    void decide(Input input) {
        long last = journal.isEmpty() ? 0 : journal.getLast().seq();
        Now now = new Now(
                WALL.plusMillis(up + wallOffset),
                Duration.ofMillis(up),
                boot,
                Scenario.bootId(boot),
                new Place(EPOCH, last));
        Step step = Bank.decide(state, input, now);
        state = step.next();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Append(Entry entry)) {
                journal.add(new Line(++last, now.stamp(), entry));
            } else if (effect instanceof Effect.CutClip(Cut cut)) {
                asked.put(cut.clip(), cut);
            }
        }
    }

    /// The camera gives what was asked for.
    ClipBank filmed(Cut cut) {
        decide(new Input.ClipCut(cut.clip(), cut.last(), footage(cut)));
        return this;
    }

    static Footage footage(Cut cut) {
        return new Footage(
                1_000_000,
                "0".repeat(64),
                WALL,
                WALL.plusSeconds(30),
                cut.boot(),
                cut.fromUp(),
                Math.max(cut.fromUp(), cut.toUp()),
                null,
                0,
                ClipEntry.Source.SYNTHETIC);
    }

    List<ClipEntry.Recorded> recorded() {
        return all(ClipEntry.Recorded.class);
    }

    List<ClipEntry.Lost> lost() {
        return all(ClipEntry.Lost.class);
    }

    <T extends Entry> List<T> all(Class<T> type) {
        return journal.stream()
                .map(Line::entry)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    static Input opened(CompartmentId compartment) {
        return new Input.DoorSensed(compartment, true);
    }

    static Input closed(CompartmentId compartment) {
        return new Input.DoorSensed(compartment, false);
    }
}
