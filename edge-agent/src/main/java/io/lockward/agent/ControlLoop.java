package io.lockward.agent;

import io.lockward.agent.bank.Bank;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.DoorReading;
import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.Step;
import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Place;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalFull;
import io.lockward.agent.journal.Pending;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.wire.EntryTypes;
import io.lockward.protocol.wire.WireJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread of a bank: takes what happened, lets [Bank] decide, makes the entries durable, and only then
/// acts.
///
/// ```
/// take inputs -> decide each -> append entries -> one sync -> perform effects -> tell the link
/// ```
///
/// When appending or syncing fails nothing is performed, and the loop is over: whoever runs it must switch the
/// locks off and end the process, because only opening the journal anew shows what is really there.
///
/// Thread rule: [#offer] from any thread; everything else from one thread, which is either the thread of
/// [Agent] or a simulation that calls [#doWork()] itself.
public final class ControlLoop {
    /// What the loop asks of the agent's other parts, on its own thread; must not block.
    public interface Requests {
        /// Verify commands with these keys from now on.
        void trust(KeyRing keys);

        /// Gather a diagnostic bundle, send it, and answer for the command.
        void diagnose(CommandId command);

        /// Make the code of a parcel, and offer its fingerprints.
        void makeCode(ParcelId parcel, int number);

        /// Seal the bank's secret, and offer it sealed.
        void sealSecret(SealKey key);

        /// Tell the screen's page what became of its request.
        void answer(String request, KioskAnswer answer);

        /// Cut a clip, and offer what came of it.
        void cut(Cut cut);

        /// The bank's signature over its journal so far.
        JournalEntry.Checkpoint checkpoint(long upTo, ChainHash chain);
    }

    /// Inputs decided in one cycle, and so entries made durable by one sync.
    private static final int BATCH = 64;

    private static final long TICK_MILLIS = 500;
    private static final long GROUP_MILLIS = 5_000;
    private static final long CHECKPOINT_MILLIS = 600_000;
    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

    private final Journal journal;
    private final AgentHardware hardware;
    private final InstantSource wall;
    private final Runnable durable;
    private final Requests requests;
    private final Inbox inbox = new Inbox();
    private final List<Effect> physical = new ArrayList<>();
    private BankState state;
    private long checkpointedUp;
    private long checkpointed;
    private long tickedUp = Long.MIN_VALUE / 2;
    private boolean mustSync;
    private Effect.@Nullable Halt halt;

    /// @param memory the state with what the journal gave back; the first input must be [Input.Started]
    /// @param wall stamps entries; deadlines use the controller's uptime
    /// @param durable told on the loop's thread when more entries are durable; must not block
    /// @param requests what is asked of other parts than the hardware
    public ControlLoop(
            Journal journal,
            AgentHardware hardware,
            BankState memory,
            InstantSource wall,
            Runnable durable,
            Requests requests) {
        this.journal = journal;
        this.hardware = hardware;
        this.state = memory;
        this.wall = wall;
        this.durable = durable;
        this.requests = requests;
    }

    /// Gives the loop something to decide. Never blocks.
    ///
    /// @return false when there were too many of its kind; what then happens is told by the kind (see [Inbox])
    public boolean offer(Input input) {
        return inbox.offer(input);
    }

    /// One duty cycle.
    ///
    /// @return how many inputs were decided: 0 when there was nothing to do
    /// @throws io.lockward.agent.journal.JournalFailed when the journal broke
    /// @throws JournalFull when there is no room for what must be durable; in both cases nothing was performed
    public int doWork() {
        long durableBefore = journal.durableSeq();
        int decided = decideBatch();
        sync();
        perform();
        if (journal.durableSeq() > durableBefore) {
            durable.run();
        }
        if (journal.advisesSnapshot()) {
            journal.snapshot(MemoryJson.write(state.memory()));
        }
        return decided;
    }

    /// Waits until there is an input or time to work again.
    public void idle() throws InterruptedException {
        long up = up();
        long tick = tickedUp + TICK_MILLIS - up;
        inbox.await(Math.clamp(tick, 0, TICK_MILLIS));
    }

    /// The uptime in milliseconds at which time alone is a reason to work.
    long dueUp() {
        return tickedUp + TICK_MILLIS;
    }

    /// Ends the current or the next [#idle()].
    public void wake() {
        inbox.wake();
    }

    /// What is known now. Only for the loop's own thread.
    public BankState state() {
        return state;
    }

    /// Why the bank must be switched off, once that was decided; its entries are durable.
    public Effect.@Nullable Halt haltAsked() {
        return halt;
    }

    /// What came too fast and was turned away since the start.
    Inbox.Counts dropped() {
        return inbox.droppedSoFar();
    }

    private int decideBatch() {
        int decided = 0;
        for (Input input : inbox.take(BATCH)) {
            decide(input);
            decided++;
        }
        if (inbox.mustRereadDoors()) {
            // Twice: a change without an edge counts when two readings agree.
            decide(new Input.DoorsRead(readDoors(hardware)));
            decide(new Input.DoorsRead(readDoors(hardware)));
            decided += 2;
        }
        long up = up();
        if (up - tickedUp >= TICK_MILLIS) {
            tickedUp = up;
            decide(new Input.Tick());
            decided++;
            checkpoint(up);
        }
        return decided;
    }

    private void decide(Input input) {
        Now now = now();
        Step step = Bank.decide(state, input, now);
        Stamp stamp = now.stamp();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Append(Entry entry)) {
                append(stamp, entry);
            } else {
                physical.add(effect);
                mustSync = true;
            }
        }
        state = step.next();
    }

    /// Signs what is new, so that nobody between here and the cloud can rewrite it unnoticed.
    private void checkpoint(long up) {
        if (up - checkpointedUp < CHECKPOINT_MILLIS || journal.lastSeq() <= checkpointed || state.start() == null) {
            return;
        }
        JournalEntry.Checkpoint entry = requests.checkpoint(journal.lastSeq(), journal.head());
        Stamp stamp = now().stamp();
        append(stamp, entry);
        state = state.afterOwn(stamp, entry);
        checkpointed = journal.lastSeq();
        checkpointedUp = up;
    }

    private Now now() {
        return new Now(
                wall.instant(),
                hardware.controller().uptime(),
                journal.boot(),
                hardware.controller().bootId(),
                new Place(journal.epoch(), journal.lastSeq()));
    }

    private void append(Stamp stamp, Entry entry) {
        EntryClass kept = EntryClass.of(entry);
        String type = EntryTypes.nameOf(entry.getClass());
        journal.append(WireJson.encode(stamp, entry), kept.durability(), kept.priority(), type);
        LOG.atDebug()
                .addKeyValue("type", type)
                .addKeyValue("seq", journal.lastSeq())
                .log("entry");
    }

    private void sync() {
        Pending pending = journal.pending();
        if (pending.isEmpty()) {
            return;
        }
        if (mustSync || pending.beforeEffect()) {
            journal.sync();
            mustSync = false;
        } else if (state.memory().isOnBattery() || pending.oldestMillis() >= GROUP_MILLIS) {
            try {
                journal.sync();
            } catch (JournalFull full) {
                // Nothing follows from these entries yet; they stay pending, and the next cycle tries again.
                LOG.atWarn()
                        .addKeyValue("entries", pending.entries())
                        .setCause(full)
                        .log("no room to sync");
            }
        }
    }

    private void perform() {
        for (Effect effect : List.copyOf(physical)) {
            physical.removeFirst();
            switch (effect) {
                case Effect.Append _ -> throw new IllegalStateException("entries are appended, not performed");
                case Effect.PulseLock pulse -> Performing.pulse(hardware, pulse, this::offer);
                case Effect.Restart restart -> Performing.restart(hardware, restart, this::offer);
                case Effect.Trust(KeySet keys) -> requests.trust(KeyRing.of(keys));
                case Effect.Diagnose(CommandId command) -> requests.diagnose(command);
                case Effect.Locate locate -> Performing.locate(hardware, locate, this::offer);
                case Effect.SampleFast(CompartmentId compartment, boolean fast) ->
                    hardware.occupancy().sampleFast(compartment, fast);
                case Effect.MakeCode(ParcelId parcel, int number) -> requests.makeCode(parcel, number);
                case Effect.SealSecret(SealKey key) -> requests.sealSecret(key);
                case Effect.Answer(String request, KioskAnswer answer) -> requests.answer(request, answer);
                case Effect.CutClip(Cut cut) -> requests.cut(cut);
                case Effect.Halt asked -> halt = asked;
            }
        }
    }

    /// Every door, as the core names positions.
    static Map<CompartmentId, DoorReading> readDoors(AgentHardware hardware) {
        Map<CompartmentId, DoorReading> doors = new TreeMap<>();
        hardware.doors().readAll().forEach((compartment, position) -> doors.put(compartment, reading(position)));
        return doors;
    }

    private static DoorReading reading(DoorPosition position) {
        return switch (position) {
            case OPEN -> DoorReading.OPEN;
            case CLOSED -> DoorReading.CLOSED;
            case UNKNOWN -> DoorReading.UNKNOWN;
        };
    }

    private long up() {
        return hardware.controller().uptime().toMillis();
    }
}
