package io.lockward.agent;

import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.parcel.KioskDesk;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.Controller;
import io.lockward.agent.hardware.DiskUse;
import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.LocateLight;
import io.lockward.agent.journal.GapBody;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalFailed;
import io.lockward.agent.journal.JournalFull;
import io.lockward.agent.journal.JournalSetup;
import io.lockward.agent.link.LinkEvent;
import io.lockward.agent.link.LinkSetup;
import io.lockward.agent.link.MqttLink;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.wire.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One bank's agent, put together: journal, control loop, rounds and link over the ports it is given. It has no
/// thread: [AgentThreads] gives it three in production, and a simulation calls [#doWork()] from its only one.
///
/// Thread rule: [#doWork()] from one thread, or [AgentThreads], not both. [#kioskBeat], [#ended],
/// [#journal] and [#link] from any thread. [#close] once nobody drives it any more.
public final class Agent implements AutoCloseable {
    /// How long a halting bank waits for the cloud to have heard of it.
    private static final long HALT_GRACE_MILLIS = 10_000;

    private static final Duration CABINET_PACE = Duration.ofMillis(250);
    private static final Duration LINK_PACE = Duration.ofSeconds(10);
    private static final Duration FOOTAGE_PACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final AgentSetup setup;
    private final AgentPorts ports;
    private final AgentHardware hardware;
    private final Journal journal;
    private final ControlLoop control;
    private final MqttLink link;
    private final ScreenDesk desk;
    private final FootageDesk footage;
    private final Rounds rounds = new Rounds();
    private final Rounds upsRounds = new Rounds();
    private final AtomicReference<@Nullable ExitCode> ended = new AtomicReference<>();
    private volatile Supplier<List<String>> recentLog = List::of;
    private volatile Runnable wakeLink = () -> {};
    private volatile @Nullable UpsReading lastUps;
    private volatile long bootForGaps = 1;
    private volatile boolean linkUp;
    private long haltBy = Long.MAX_VALUE;
    private volatile boolean stopAsked;
    private boolean closed;

    /// Opens the journal and recalls what happened before. Nothing is decided or driven yet.
    ///
    /// @throws JournalFailed when the journal cannot be opened
    public Agent(AgentSetup setup, AgentPorts ports) {
        this.setup = setup;
        this.ports = ports;
        this.hardware = ports.hardware();
        GapBody gaps =
                (from, to, dropped, chain) -> WireJson.encode(stamp(), new JournalEntry.Gap(from, to, dropped, chain));
        this.journal = Journal.open(
                ports.disk(),
                setup.journal(),
                new JournalSetup(hardware.controller().bootId(), ports.random(), this::up, gaps, epochFloor()));
        this.bootForGaps = journal.boot();
        Recollection recollection = Recollection.of(journal);
        this.control = new ControlLoop(
                journal,
                hardware,
                BankState.of(setup.bank(), recollection.memory()),
                ports.wall(),
                () -> wakeLink.run(),
                new OtherParts(this));
        this.link = new MqttLink(
                linkSetup(recollection.memory().policy().keySet()),
                ports.transport(),
                new JournalBacklog(journal),
                this::heard,
                ports.wall(),
                ports.random(),
                () -> wakeLink.run());
        this.desk = new ScreenDesk(
                setup.bank().bank(), setup.secret(), ports.random(), control.state(), control::offer, this::now);
        this.footage = new FootageDesk(
                hardware.cameras(), ports.uploads(), control.state(), control::offer, journal::acknowledged);
        hardware.cameras().start(journal.epoch(), journal.boot());
        control.offer(new Input.Started(
                setup.version(), recollection.lost(), journal.recovered().stoppedIn()));
        control.offer(new Input.SecretHeld(PickupCode.mark(setup.secret())));
        hardware.doors().listen(this::edge);
        hardware.occupancy().listen((compartment, samples) -> control.offer(new Input.Sampled(compartment, samples)));
        AgentSetup.Pace pace = setup.pace();
        rounds.every(pace.doors(), this::readDoors)
                .every(pace.disk(), this::lookAtDisk)
                .every(LINK_PACE, this::lookAtLink)
                .every(FOOTAGE_PACE, footage::turn)
                .every(pace.telemetry(), this::sample);
        if (hardware.cabinet().isWatched()) {
            rounds.every(
                    CABINET_PACE,
                    () -> control.offer(new Input.CabinetRead(hardware.cabinet().isOpen())));
        }
        if (hardware.light().isFitted()) {
            rounds.every(LocateLight.HALF, () -> hardware.light().turn(up()));
        }
        upsRounds.every(pace.ups(), this::pollUps);
        LOG.atInfo()
                .addKeyValue("bank", setup.bank().bank())
                .addKeyValue("journal", journal.id())
                .addKeyValue("boot", journal.boot())
                .addKeyValue("lastSeq", journal.lastSeq())
                .addKeyValue("recovered", journal.recovered())
                .log("agent opened its journal");
    }

    /// Does everything that is due, on the caller's thread. After it [#ended()] says whether to go on.
    ///
    /// @return the uptime in milliseconds at which to call again at the latest; earlier does no harm
    ///     and is needed after anything from outside
    public long doWork() {
        if (ended.get() != null) {
            return Long.MAX_VALUE;
        }
        try {
            long up = up();
            long next = Math.min(rounds.doWork(up), upsRounds.doWork(up));
            boolean more = workControl() > 0;
            next = Math.min(next, link.doWork(up));
            return more ? up : Math.min(next, control.dueUp());
        } catch (RuntimeException problem) {
            failed(problem);
            return Long.MAX_VALUE;
        }
    }

    /// The screen gave a sign of life.
    ///
    /// @param pageUp as in [Input.KioskBeat]
    public void kioskBeat(@Nullable Long pageUp) {
        control.offer(new Input.KioskBeat(pageUp));
    }

    /// Where the screen and the bank meet.
    public KioskDesk desk() {
        return desk;
    }

    /// How the agent has ended; `null` while it has not. Then stop driving it and [#close] it.
    public @Nullable ExitCode ended() {
        return ended.get();
    }

    public Journal journal() {
        return journal;
    }

    public MqttLink link() {
        return link;
    }

    /// Ends the agent: locks off, journal closed, and, when that was decided, the controller ordered to halt, which
    /// is waited for, at most [HaltOrder#PATIENCE]. Says nothing to the cloud: who drives the link lets it
    /// [MqttLink#leave()] first. Twice is once.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ended.compareAndSet(null, ExitCode.OK);
        Controller controller = hardware.controller();
        try (hardware;
                footage) {
            // A disk that hangs may hold the journal for ever; it must not hold a lock open.
            hardware.locks().close();
            try (journal) {
                if (stopAsked) {
                    journal.markStopped();
                }
            }
        } catch (JournalFailed | JournalFull problem) {
            LOG.atError().setCause(problem).log("journal could not be closed in order");
        }
        Effect.Halt halt = control.haltAsked();
        if (halt != null) {
            HaltOrder.carryOut(controller, halt.reason(), HaltOrder.PATIENCE);
        }
    }

    ControlLoop control() {
        return control;
    }

    ScreenDesk screen() {
        return desk;
    }

    FootageDesk footage() {
        return footage;
    }

    Rounds rounds() {
        return rounds;
    }

    Rounds upsRounds() {
        return upsRounds;
    }

    AgentSetup setup() {
        return setup;
    }

    long up() {
        return hardware.controller().uptime().toMillis();
    }

    /// Where the last lines of the log come from, for a diagnostic bundle.
    void recentLogFrom(Supplier<List<String>> lines) {
        recentLog = lines;
    }

    /// What makes the link's driver call soon.
    void wakeLinkBy(Runnable wake) {
        wakeLink = wake;
    }

    /// One cycle of the control loop, and the end of the agent once a halt was decided and told.
    int workControl() {
        int decided = control.doWork();
        if (decided > 0) {
            desk.look(control.state());
            footage.look(control.state());
        }
        if (control.haltAsked() != null) {
            long up = up();
            haltBy = Math.min(haltBy, up + HALT_GRACE_MILLIS);
            if (up >= haltBy || journal.acknowledged() >= journal.durableSeq()) {
                ended.compareAndSet(null, ExitCode.OK);
            }
        }
        return decided;
    }

    /// A driver hit something that nothing should go on after: locks off, and the process ends.
    void failed(Throwable problem) {
        boolean journalBroke = problem instanceof JournalFailed || problem instanceof JournalFull;
        LOG.atError().setCause(problem).log(journalBroke ? "journal failed; stopping" : "fault; stopping");
        if (ended.compareAndSet(null, journalBroke ? ExitCode.JOURNAL_FAILED : ExitCode.FAULT)) {
            hardware.locks().close();
        }
        control.wake();
    }

    /// Somebody wants the process to end: an orderly shutdown of the machine begins with it, a power cut does not.
    void stop() {
        // Before the end is seen: whoever closes asks for it.
        if (ended.get() == null) {
            stopAsked = true;
        }
        ended.compareAndSet(null, ExitCode.OK);
        control.wake();
    }

    private LinkSetup linkSetup(@Nullable String keySet) {
        return new LinkSetup(
                setup.bank().bank(),
                setup.password(),
                journal.boot(),
                hardware.controller().bootId(),
                setup.version(),
                journal.id(),
                journal.epoch(),
                journal.acknowledged(),
                setup.trust().root(),
                setup.trust().ring(keySet),
                setup.seal(),
                setup.link());
    }

    private void heard(LinkEvent event) {
        switch (event) {
            case LinkEvent.Acked(long upTo) -> journal.acknowledge(upTo);
            case LinkEvent.CommandArrived arrived -> control.offer(new Input.CommandArrived(arrived.claims()));
            case LinkEvent.CommandRejected rejected ->
                control.offer(new Input.CommandRejected(rejected.reason(), rejected.command(), rejected.detail()));
            case LinkEvent.KeySetArrived(KeySet set, String jws) -> control.offer(new Input.KeySetArrived(set, jws));
            case LinkEvent.DesiredArrived(Desired desired) -> control.offer(new Input.DesiredArrived(desired));
            case LinkEvent.TicketsArrived(Tickets tickets) -> control.offer(new Input.TicketsArrived(tickets));
            case LinkEvent.Up up -> {
                linkUp = true;
                control.offer(new Input.LinkChanged(true));
                LOG.atInfo().addKeyValue("session", up.session()).log("link up");
            }
            case LinkEvent.Down down -> {
                linkUp = false;
                control.offer(new Input.LinkChanged(false));
                LOG.atWarn()
                        .addKeyValue("reason", down.reason())
                        .addKeyValue("retryInMillis", down.retryInMillis())
                        .log("link down");
            }
        }
    }

    void diagnose(CommandId command) {
        Diagnostics told = Diagnosing.gather(
                setup.bank().bank(),
                command,
                stamp(),
                setup.version(),
                hardware.controller(),
                journal,
                link.status(),
                ports.transport().path(),
                recentLog.get());
        String evidence = told.facts().size() + " facts and " + told.log().size() + " lines were signed and sent";
        link.diagnostics(told, () -> control.offer(new Input.CommandAnswered(command, null, evidence)));
    }

    private void edge(DoorEdge edge) {
        if (edge.position() != DoorPosition.UNKNOWN) {
            control.offer(new Input.DoorSensed(edge.compartment(), edge.position() == DoorPosition.OPEN));
        }
    }

    private void readDoors() {
        control.offer(new Input.DoorsRead(ControlLoop.readDoors(hardware)));
        Map<CompartmentId, Boolean> bolts = hardware.doors().readBolts();
        if (!bolts.isEmpty()) {
            control.offer(new Input.BoltsRead(bolts));
        }
    }

    private void pollUps() {
        UpsReading reading = hardware.ups().poll();
        lastUps = reading;
        control.offer(new Input.PowerRead(reading));
    }

    private void lookAtDisk() {
        DiskUse disk = hardware.controller().disk();
        if (disk != null) {
            control.offer(new Input.DiskRead(100 - disk.usedPercent()));
        }
    }

    private void lookAtLink() {
        control.offer(new Input.LinkRead(linkUp, hardware.controller().hasNetwork()));
    }

    private void sample() {
        link.telemetry(Telemetering.sample(stamp(), lastUps, hardware.controller(), journal));
    }

    private Stamp stamp() {
        return now().stamp();
    }

    private Now now() {
        return new Now(
                ports.wall().instant(),
                hardware.controller().uptime(),
                bootForGaps,
                hardware.controller().bootId());
    }

    /// A new journal in place of a lost one must rank above it, and only the clock may remember.
    private long epochFloor() {
        return Math.max(1, ports.wall().instant().getEpochSecond());
    }
}
