package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Books;
import io.lockward.agent.bank.parcel.Desk;
import io.lockward.agent.bank.power.PowerWatch;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One decision being made: the state as far as it has got, and the effects so far. It lives within one call of
/// [Bank#decide] and is seen by nobody else.
final class Turn {
    final BankSetup setup;
    final Now now;
    final long up;

    BankMemory memory;
    Timing timing;
    BankState.@Nullable Start start;
    PowerWatch power;
    long kioskBeatUp;

    @Nullable
    RebootWatch reboot;

    RefusalLog refusals;
    Quota repeats;

    UnlockAllRules.@Nullable Watch unlockAll;

    PartsWatch parts;

    ProbeRules.@Nullable Probing probing;

    SortedMap<CommandId, Long> awaited;

    RemedyWatch remedy;
    Desk desk;

    CabinetWatch cabinet;

    SortedMap<String, Long> cutting;

    private final List<Effect> effects = new ArrayList<>();
    private SortedMap<CompartmentId, DoorWatch> doors;
    private boolean doorsAreOurs;
    private SortedMap<CompartmentId, LockWatch> locks;
    private SortedMap<CompartmentId, SensingWatch> sensing;
    private boolean sensingIsOurs;
    private int recorded;

    Turn(BankState state, Now now) {
        this.setup = state.setup();
        this.now = now;
        this.up = now.up();
        this.memory = state.memory();
        this.timing = Adjustments.apply(setup.timing(), memory.policy().settings());
        this.start = state.start();
        this.power = state.power();
        this.kioskBeatUp = state.kioskBeatUp();
        this.reboot = state.reboot();
        this.refusals = state.refusals();
        this.repeats = state.repeats();
        this.unlockAll = state.unlockAll();
        this.parts = state.parts();
        this.probing = state.probing();
        this.awaited = state.awaited();
        this.remedy = state.remedy();
        this.locks = state.locks();
        this.cabinet = state.cabinet();
        this.desk = state.desk();
        this.cutting = state.cutting();
        this.doors = state.doors();
        this.sensing = state.sensing();
    }

    Step end() {
        return new Step(
                new BankState(
                        setup,
                        memory,
                        start,
                        doors,
                        power,
                        kioskBeatUp,
                        reboot,
                        refusals,
                        repeats,
                        unlockAll,
                        parts,
                        probing,
                        awaited,
                        remedy,
                        locks,
                        cabinet,
                        sensing,
                        desk,
                        cutting),
                effects);
    }

    /// Records an entry and remembers what it means.
    void record(Entry entry) {
        effects.add(new Effect.Append(entry));
        recorded++;
        memory = memory.then(now.place().plus(recorded), now.stamp(), entry);
    }

    Books books() {
        return memory.books();
    }

    void ask(Effect effect) {
        effects.add(effect);
    }

    /// After a configuration was recorded: this decision goes on with it.
    void adjust() {
        timing = Adjustments.apply(setup.timing(), memory.policy().settings());
    }

    /// Whether an answer that changes nothing may be recorded once more in this minute.
    boolean mayRepeat() {
        repeats = repeats.at(up).plusOne();
        return repeats.count() <= 2;
    }

    void conclude(CommandId command, CommandEntry.Outcome outcome, String evidence) {
        record(new CommandEntry.Concluded(command, outcome, cut(evidence, 256)));
    }

    void raise(ConditionEntry.Kind kind, String subject, String detail) {
        if (!memory.hasRaised(kind, subject)) {
            record(new ConditionEntry.Raised(kind, subject, cut(detail, 256)));
        }
    }

    void clear(ConditionEntry.Kind kind, String subject) {
        if (memory.hasRaised(kind, subject)) {
            record(new ConditionEntry.Cleared(kind, subject));
        }
    }

    SortedMap<CompartmentId, DoorWatch> doors() {
        return doors;
    }

    DoorWatch door(CompartmentId compartment) {
        return doors.getOrDefault(compartment, DoorWatch.START);
    }

    void watch(CompartmentId compartment, DoorWatch watch) {
        if (watch.equals(doors.get(compartment))) {
            return;
        }
        if (!doorsAreOurs) {
            doors = new TreeMap<>(doors);
            doorsAreOurs = true;
        }
        doors.put(compartment, watch);
    }

    SortedMap<CompartmentId, SensingWatch> sensing() {
        return sensing;
    }

    /// What the sensors of a compartment say; `null` when it has none.
    @Nullable
    SensingWatch sensing(CompartmentId compartment) {
        return sensing.get(compartment);
    }

    /// Also asks for fast samples while a verdict is waited for.
    void sense(CompartmentId compartment, SensingWatch watch) {
        if (!sensingIsOurs) {
            sensing = new TreeMap<>(sensing);
            sensingIsOurs = true;
        }
        SensingWatch before = sensing.put(compartment, watch);
        boolean wasBusy = before != null && Sensing.isBusy(before);
        if (wasBusy != Sensing.isBusy(watch)) {
            ask(new Effect.SampleFast(compartment, !wasBusy));
        }
    }

    LockWatch lock(CompartmentId compartment) {
        return locks.getOrDefault(compartment, LockWatch.START);
    }

    void watchLock(CompartmentId compartment, LockWatch watch) {
        if (!watch.equals(lock(compartment))) {
            locks = new TreeMap<>(locks);
            locks.put(compartment, watch);
        }
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
