package io.lockward.simulator.command;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.DoorReading;
import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.PulseCause;
import io.lockward.agent.bank.Step;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One bank in a hostile world: the rules of the bank decide, a loop like `ControlLoop` makes durable and acts,
/// and everything around them does what it likes within the [Bounds].
///
/// The loop is reduced without loss: from a decision to the last effect that follows from it nothing else of
/// the bank happens, so the whole of it is one way on, and each point at which it can die in between is a way
/// of its own. An unsynced batch that is lost may leave any first part of its entries behind.
final class BankModel implements Exploration.Model<BankPoint> {
    private static final Instant WALL = Instant.parse("2026-11-20T17:00:00Z");

    private final Bounds bounds;
    private final BankRules rules;
    private final BankSetup setup;

    BankModel(Bounds bounds, BankRules rules) {
        this.bounds = bounds;
        this.rules = rules;
        this.setup = bounds.setup();
    }

    /// A bank that runs, has read its door closed, and has told that all its parts are well.
    @Override
    public BankPoint start() {
        BankPoint.Left left = new BankPoint.Left(
                bounds.commands().stream().map(_ -> bounds.copies()).toList(),
                bounds.kills(),
                bounds.cuts(),
                bounds.moves(),
                bounds.memoryLosses(),
                bounds.blinks());
        BankPoint off = new BankPoint(
                1,
                0,
                null,
                BankMemory.EMPTY,
                false,
                List.of(),
                0,
                List.of(),
                false,
                false,
                Screen.OFF.restarted(0, List.of(), History.NONE),
                left,
                History.NONE,
                List.of(),
                null);
        BankPoint running = flushed(told(read(flushed(started(off, false)))));
        return bounds.hasPower() ? flushed(decide(running, mains())) : running;
    }

    @Override
    public Object key(BankPoint point) {
        return point.key(bounds);
    }

    @Override
    public @Nullable String broken(BankPoint point) {
        BankState state = point.running();
        // A planted fault is to be found by what it does to the world, not by this.
        if (rules.equals(BankRules.REAL)
                && state != null
                && point.isClean()
                && !state.memory().commands().equals(point.durable().commands())) {
            return "what the process knows is not what the journal says";
        }
        return BankLaws.broken(bounds, point);
    }

    @Override
    public @Nullable String unended(BankPoint point) {
        return BankLaws.unended(bounds, point);
    }

    @Override
    public List<Exploration.Way<BankPoint>> ways(BankPoint point) {
        List<Exploration.Way<BankPoint>> ways = new ArrayList<>();
        if (point.running() == null) {
            down(point, ways);
        } else {
            if (!point.isClean()) {
                flush(point, ways);
            }
            if (point.decided() < bounds.batch()) {
                inputs(point, ways);
            }
            if (point.isClean()) {
                die(point, ways, "");
                advance(point, ways);
            }
        }
        return ways;
    }

    private boolean isLast(BankPoint point) {
        return point.clock() == bounds.clock().size() - 1;
    }

    private void down(BankPoint point, List<Exploration.Way<BankPoint>> ways) {
        add(ways, "the agent starts", started(point, false));
        if (point.left().memoryLosses() > 0) {
            add(ways, "the agent starts, its journal unreadable", started(point.forgotten(), true));
        }
        if (point.left().cuts() > 0) {
            add(
                    ways,
                    "the power goes while the agent is down",
                    point.with(point.left().cut()).rebooted());
        }
        if (point.left().moves() > 0) {
            add(ways, "the door moves unseen", point.with(point.left().move()).withOpen(!point.open()));
        }
        reboots(point, ways);
        if (point.clock() < bounds.clock().size() - 2) {
            add(ways, "time passes", point.withClock(point.clock() + 1));
        }
    }

    private void reboots(BankPoint point, List<Exploration.Way<BankPoint>> ways) {
        if (point.screen().isDue(point.done(), point.clock()) && !isLast(point)) {
            long since = bounds.clock().get(point.clock()) - 1;
            add(
                    ways,
                    "the screen restarts",
                    point.withScreen(point.screen().restarted(since, point.done(), point.history())));
        }
        for (Effect order : point.orders()) {
            if (order instanceof Effect.Restart restart && restart.level() != RebootLevel.KIOSK && !isLast(point)) {
                BankPoint gone = restart.level() == RebootLevel.AGENT ? point.dead() : point.rebooted();
                add(ways, "the machine restarts: " + restart.level(), gone);
            }
        }
    }

    private void advance(BankPoint point, List<Exploration.Way<BankPoint>> ways) {
        if (!isLast(point)) {
            add(ways, "time passes", point.withClock(point.clock() + 1));
        }
    }

    /// The process dies, or the machine loses its power.
    private void die(BankPoint point, List<Exploration.Way<BankPoint>> ways, String when) {
        if (isLast(point)) {
            return;
        }
        if (point.left().kills() > 0) {
            add(
                    ways,
                    "the agent is killed" + when,
                    point.with(point.left().kill()).dead());
        }
        if (point.left().cuts() > 0) {
            BankPoint off = point.with(point.left().cut()).rebooted();
            add(ways, "the power goes" + when, off);
            if (bounds.hasPower() && point.isClean()) {
                add(ways, "it is shut down in good order, and starts anew", startedAfterStop(off, point.boot()));
            }
        }
    }

    private void inputs(BankPoint point, List<Exploration.Way<BankPoint>> ways) {
        add(ways, "a tick", decide(point, new Input.Tick()));
        if (isLast(point)) {
            return;
        }
        for (int index = 0; index < bounds.commands().size(); index++) {
            if (point.left().copies().get(index) > 0) {
                CommandClaims claims = bounds.commands().get(index);
                BankPoint fewer = point.with(point.left().copy(index));
                add(ways, "command " + (index + 1) + " comes", decide(fewer, new Input.CommandArrived(claims)));
            }
        }
        if (point.left().moves() > 0) {
            BankPoint moved = point.with(point.left().move()).withOpen(!point.open());
            add(ways, "the door moves", decide(moved, new Input.DoorSensed(Bounds.DOOR, moved.open())));
        }
        add(ways, "the doors are read", read(point));
        if (point.left().blinks() > 0 && !bounds.ladder()) {
            BankPoint blind = point.with(point.left().blink());
            add(ways, "the door cannot be read", decide(blind, doors(DoorReading.UNKNOWN)));
        }
        if (!point.told()) {
            add(ways, "the other parts say that they are well", told(point));
        }
        if (bounds.hasScreen()) {
            beats(point, ways);
        }
        answers(point, ways);
        if (point.isClean()) {
            reboots(point, ways);
        }
    }

    /// The page that is on the screen speaks, or the word of one that was comes late. A page that has just begun cannot
    /// say when.
    private void beats(BankPoint point, List<Exploration.Way<BankPoint>> ways) {
        if (bounds.ladder() && point.left().blinks() == 0) {
            return;
        }
        BankPoint fewer = bounds.ladder() ? point.with(point.left().blink()) : point;
        for (int page = 0; page < point.screen().pages().size(); page++) {
            BankPoint heard = fewer.withScreen(point.screen().heard(page));
            Input says = new Input.KioskBeat(point.screen().pages().get(page).since());
            String name = "page " + (page + 1) + " is heard";
            add(ways, name, decide(heard, says));
            add(ways, name + ", and cannot say since when it lives", decide(heard, new Input.KioskBeat()));
        }
    }

    /// What was ordered says that it was done, says that it was not, or (no way on) says nothing.
    private void answers(BankPoint point, List<Exploration.Way<BankPoint>> ways) {
        for (Effect order : point.orders()) {
            List<Effect> others = new ArrayList<>(point.orders());
            others.remove(order);
            BankPoint answered = point.withOrders(List.copyOf(others));
            switch (order) {
                case Effect.PulseLock pulse -> {
                    PulseCause cause = pulse.cause();
                    CompartmentId compartment = pulse.compartment();
                    add(
                            ways,
                            "the lock was driven",
                            decide(answered, new Input.LockPulseEnded(compartment, cause, null)));
                    add(
                            ways,
                            "the lock was not driven",
                            decide(answered, new Input.LockPulseEnded(compartment, cause, "no power")));
                    add(
                            ways,
                            "nobody knows whether the lock was driven",
                            decide(answered, new Input.LockPulseUnconfirmed(compartment, cause)));
                }
                case Effect.Restart restart -> {
                    RebootLevel level = restart.level();
                    CommandId command = restart.command();
                    // It may answer before it happens; what was already answered changes nothing.
                    add(ways, "the restart is taken", decide(point, new Input.RestartEnded(level, command, null)));
                    add(
                            ways,
                            "the restart is not taken",
                            decide(
                                    level == RebootLevel.KIOSK
                                            ? answered.withScreen(point.screen().refused(point.done()))
                                            : answered,
                                    new Input.RestartEnded(level, command, "busy")));
                }
                case Effect.Locate locate -> {
                    CommandId command = locate.command();
                    add(
                            ways,
                            "the bank shows itself",
                            decide(answered, new Input.CommandAnswered(command, null, "seen")));
                    add(ways, "it does not", decide(answered, new Input.CommandAnswered(command, "no page", "")));
                }
                case Effect.Append _,
                        Effect.Trust _,
                        Effect.Diagnose _,
                        Effect.CutClip _,
                        Effect.Halt _,
                        Effect.SampleFast _,
                        Effect.Answer _,
                        Effect.MakeCode _,
                        Effect.SealSecret _ -> {}
            }
        }
    }

    /// The batch becomes durable and is performed; or the process dies somewhere on the way.
    private void flush(BankPoint point, List<Exploration.Way<BankPoint>> ways) {
        int entries = History.entries(point.batch()).size();
        int effects = point.batch().size() - entries;
        if (rules.actsFirst()) {
            for (int acts = 1; acts <= effects; acts++) {
                die(partly(point, 0, acts), ways, " after " + acts + " acts, before a sync");
            }
        }
        for (int written = 0; written < entries; written++) {
            die(partly(point, written, 0), ways, " with " + written + " entries written");
        }
        for (int acts = 0; acts < effects; acts++) {
            die(partly(point, entries, acts), ways, " after " + acts + " acts");
        }
        add(ways, "synced and performed", partly(point, entries, effects));
    }

    /// @param written so many entries of the batch are durable
    /// @param acts so many of its effects are performed
    private BankPoint partly(BankPoint point, int written, int acts) {
        BankMemory durable = point.durable();
        History history = point.history();
        Now now = now(point);
        for (Entry entry : History.entries(point.batch()).subList(0, written)) {
            durable = durable.then(now.stamp(), entry);
            history = history.and(entry);
        }
        List<Effect> done = new ArrayList<>(point.done());
        List<Effect> orders = new ArrayList<>(point.orders());
        List<Effect> physical = point.batch().stream()
                .filter(effect -> !(effect instanceof Effect.Append))
                .toList();
        for (Effect effect : physical.subList(0, acts)) {
            done.add(effect);
            orders.add(effect);
        }
        BankPoint after = point.after(durable, history, orders, done);
        return Screen.orders(done).size() == Screen.orders(point.done()).size()
                ? after
                : after.withScreen(point.screen().ordered(point.clock()));
    }

    private BankPoint flushed(BankPoint point) {
        int entries = History.entries(point.batch()).size();
        return partly(point, entries, point.batch().size() - entries);
    }

    private BankPoint started(BankPoint point, boolean memoryLost) {
        BankState fresh = BankState.of(setup, rules.remember(point.durable()));
        boolean lost = rules.knowsOfLoss(memoryLost, point.lost());
        return decide(point.withProcess(fresh), new Input.Started("1.0", lost));
    }

    private BankPoint startedAfterStop(BankPoint point, long stoppedIn) {
        BankState fresh = BankState.of(setup, rules.remember(point.durable()));
        return decide(point.withProcess(fresh), new Input.Started("1.0", false, Bounds.bootId(stoppedIn)));
    }

    private BankPoint read(BankPoint point) {
        return decide(point, doors(point.open() ? DoorReading.OPEN : DoorReading.CLOSED));
    }

    private BankPoint told(BankPoint point) {
        Input ups = bounds.hasPower()
                ? mains()
                : new Input.PowerRead(new UpsReading.Lost(UpsReading.LostReason.NOT_FITTED, "none"));
        BankPoint link = decide(point, new Input.LinkChanged(true));
        return decide(decide(link, ups), new Input.DiskRead(60)).withTold();
    }

    /// The power is cut only where the mains are known to be there; twice the same counts.
    private static Input mains() {
        return new Input.PowerRead(new UpsReading.Read(UpsState.of("OL", 100, 6_000)));
    }

    private static Input doors(DoorReading reading) {
        return new Input.DoorsRead(Map.of(Bounds.DOOR, reading));
    }

    private BankPoint decide(BankPoint point, Input input) {
        BankState state = point.running();
        if (state == null) {
            throw new IllegalStateException("nobody is there to decide");
        }
        Now now = now(point);
        Step step = rules.decide(state, input, now);
        String wrong = BankLaws.wrongDecision(bounds, point, input, step.effects(), now);
        List<Effect> telling = step.effects().stream()
                .filter(effect -> History.tells(effect, bounds))
                .toList();
        return point.decided(step.next(), telling, wrong);
    }

    private Now now(BankPoint point) {
        Duration up = Duration.ofMillis(bounds.clock().get(point.clock()));
        Instant wall = WALL.plus(Duration.ofHours(point.boot())).plus(up);
        return new Now(wall, up, point.boot(), Bounds.bootId(point.boot()));
    }

    private static void add(List<Exploration.Way<BankPoint>> ways, String name, BankPoint to) {
        ways.add(new Exploration.Way<>(name, to));
    }
}
