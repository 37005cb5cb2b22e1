package io.lockward.agent.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.wire.EntryTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table of ticks: at a time, an input, and the effects it must have, as short words. After every row it
/// checks that the memory is the fold of what was appended.
final class Scenario {
    static final BankId BANK = new BankId("harbour-7");
    private static final Instant WALL = Instant.parse("2026-11-20T17:00:00Z");

    BankState state;
    private BankMemory folded = BankMemory.EMPTY;
    private long boot = 1;
    private long wallOffset;
    /// How long the bank is off between two boots, by the wall clock.
    long downMillis = 3_600_000;
    /// Leaves the health probes after a start out of the rows.
    boolean withoutProbes;

    private Scenario(BankSetup setup) {
        this.state = BankState.of(setup, BankMemory.EMPTY);
    }

    static Scenario of(String... compartments) {
        return new Scenario(BankSetup.of(
                BANK, Stream.of(compartments).map(CompartmentId::new).collect(Collectors.toSet())));
    }

    static Scenario of(Timing timing, String... compartments) {
        BankSetup plain = BankSetup.of(
                BANK, Stream.of(compartments).map(CompartmentId::new).collect(Collectors.toSet()));
        return new Scenario(new BankSetup(plain.bank(), plain.compartments(), plain.shutdown(), true, timing));
    }

    static Scenario of(BankSetup setup) {
        return new Scenario(setup);
    }

    /// A started bank whose doors were all seen closed and whose mains are known, at uptime 1 s.
    static Scenario running(String... compartments) {
        return started(of(compartments));
    }

    /// The same, whose power can be cut from afar.
    static Scenario runningWithPowerCycle(String... compartments) {
        return started(freshWithPowerCycle(compartments));
    }

    /// A bank that has not started yet, whose power can be cut from afar.
    static Scenario freshWithPowerCycle(String... compartments) {
        BankSetup plain = of(compartments).state.setup();
        return of(plain.withRemedy(plain.remedy().withPowerCycle(null)));
    }

    private static Scenario started(Scenario scenario) {
        scenario.decide(1_000, new Input.Started("1.0", false));
        scenario.settle(1_000);
        scenario.healthy(1_000);
        return scenario;
    }

    void settle(long up) {
        Map<CompartmentId, DoorReading> doors = new TreeMap<>();
        state.setup().compartments().forEach(compartment -> doors.put(compartment, DoorReading.CLOSED));
        decide(up, new Input.DoorsRead(doors));
        decide(up, ups("OL", 100));
        decide(up, ups("OL", 100));
    }

    /// Every part tells that it is well.
    List<String> healthy(long up) {
        List<String> effects = new ArrayList<>(decide(up, new Input.LinkChanged(true)));
        effects.addAll(healthyBut(up));
        return effects;
    }

    /// Every part but the link tells that it is well.
    List<String> healthyBut(long up) {
        List<String> effects = new ArrayList<>();
        Map<CompartmentId, DoorReading> doors = new TreeMap<>();
        state.setup().compartments().forEach(compartment -> doors.put(compartment, DoorReading.CLOSED));
        effects.addAll(decide(up, new Input.DoorsRead(doors)));
        effects.addAll(decide(up, ups("OL", 100)));
        effects.addAll(decide(up, new Input.DiskRead(60)));
        effects.addAll(decide(up, new Input.KioskBeat()));
        return effects;
    }

    /// One row.
    Scenario at(long up, Input input, String... effects) {
        List<String> done = decide(up, input).stream()
                .filter(effect -> !withoutProbes || !effect.startsWith("agent.probed"))
                .toList();
        assertEquals(List.of(effects), done, () -> "at " + up + " ms, " + input);
        return this;
    }

    /// The process ends without a word and another one starts from memory.
    Scenario restart(boolean newBoot) {
        if (newBoot) {
            boot++;
            wallOffset += downMillis;
        }
        state = BankState.of(state.setup(), folded);
        return this;
    }

    /// The process is cut while it writes what it decided: only so many entries are durable, and nothing was
    /// performed.
    Scenario cutAfter(long up, Input input, int durable) {
        Now now = now(up);
        Bank.decide(state, input, now).effects().stream()
                .filter(Effect.Append.class::isInstance)
                .map(effect -> ((Effect.Append) effect).entry())
                .limit(durable)
                .forEach(entry -> folded = folded.then(now.stamp(), entry));
        return restart(false);
    }

    List<String> decide(long up, Input input) {
        Now now = now(up);
        Step step = Bank.decide(state, input, now);
        state = step.next();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Append(Entry entry)) {
                folded = folded.then(now.stamp(), entry);
            }
        }
        assertEquals(folded, state.memory(), "the memory is the fold of the entries");
        return step.effects().stream().map(Scenario::words).toList();
    }

    Now now(long up) {
        return new Now(WALL.plusMillis(wallOffset + up), Duration.ofMillis(up), boot, bootId(boot));
    }

    static BootId bootId(long boot) {
        return new BootId(new UUID(0x4000L, 0x8000_0000_0000_0000L | boot));
    }

    static CommandId id(int number) {
        return new CommandId(new UUID(((long) number << 16) | 0x7000L, 0x8000_0000_0000_0000L));
    }

    Input unlock(int number, String compartment, long exp) {
        return command(number, exp, new Command.Unlock(new CompartmentId(compartment)));
    }

    Input reboot(int number, RebootLevel level, long exp) {
        return command(number, exp, new Command.Reboot(level));
    }

    Input command(int number, long exp, Command command) {
        return new Input.CommandArrived(
                new CommandClaims(id(number), BANK, bootId(boot), exp, "operator", "resident waits", command));
    }

    static Input door(String compartment, boolean open) {
        return new Input.DoorSensed(new CompartmentId(compartment), open);
    }

    static Input doors(String compartment, DoorReading reading) {
        return new Input.DoorsRead(Map.of(new CompartmentId(compartment), reading));
    }

    static Input pulsed(String compartment, int number) {
        return new Input.LockPulseEnded(new CompartmentId(compartment), cause(number), null);
    }

    static Input ups(String status, int charge) {
        return new Input.PowerRead(new UpsReading.Read(UpsState.of(status, charge, charge * 60)));
    }

    static Input upsLost() {
        return new Input.PowerRead(new UpsReading.Lost(UpsReading.LostReason.TIMEOUT, "no answer"));
    }

    static String words(Effect effect) {
        return switch (effect) {
            case Effect.Append(Entry entry) -> words(entry);
            case Effect.PulseLock pulse -> "PULSE " + pulse.compartment() + " for " + words(pulse.cause());
            case Effect.Restart restart -> "RESTART " + restart.level();
            case Effect.Locate locate -> "LOCATE for " + locate.length().toSeconds() + " s";
            case Effect.SampleFast sample -> "SAMPLE " + sample.compartment() + " fast " + sample.fast();
            case Effect.Diagnose _ -> "DIAGNOSE";
            case Effect.MakeCode code -> "MAKE CODE " + code.number();
            case Effect.SealSecret seal -> "SEAL to " + seal.key().kid();
            case Effect.Answer answer -> "ANSWER " + answer.answer();
            case Effect.Trust trust -> "TRUST " + trust.keys().version();
            case Effect.CutClip cut -> "CUT " + cut.cut().clip();
            case Effect.Halt _ -> "HALT";
        };
    }

    private static String words(Entry entry) {
        String type = EntryTypes.nameOf(entry.getClass());
        return switch (entry) {
            case AgentEntry.Started started ->
                type + " " + started.cause() + (started.expected() ? " expected" : " unexpected");
            case AgentEntry.Probed probed -> type + (probed.allWell() ? " well" : " " + probed.detail());
            case DoorEntry.Opened opened ->
                type + " " + opened.compartment() + (opened.command() == null ? "" : " by " + number(opened.command()));
            case DoorEntry.Closed closed -> type + " " + closed.compartment() + " " + closed.openMillis();
            case DoorEntry door -> type + " " + door.compartment();
            case CommandEntry.Received received -> type + " " + number(received.command());
            case ConfigEntry.KeysApplied keys -> type + " " + keys.version() + (keys.problem() == null ? "" : " not");
            case ConfigEntry.Applied applied ->
                type + " " + applied.version() + (applied.problem() == null ? "" : " not");
            case CommandEntry.Refused refused ->
                type + (refused.command() == null ? "" : " " + number(refused.command())) + " " + refused.reason();
            case CommandEntry.Acted acted -> type + " " + number(acted.command());
            case CommandEntry.Concluded end -> type + " " + number(end.command()) + " " + end.outcome();
            case ConditionEntry condition -> type + " " + condition.kind() + " " + condition.subject();
            case KioskEntry.Frozen frozen -> type + " " + frozen.silentMillis();
            case KioskEntry.Recovered recovered -> type + " " + recovered.frozenMillis();
            case OccupancyEntry.Changed changed -> type + " " + changed.compartment() + " " + changed.occupied();
            case RemedyEntry.Step step -> type + " " + step.level() + " " + step.part() + " " + step.ofToday();
            case RemedyEntry.Concluded end -> type + " " + end.level() + " " + end.outcome();
            case RemedyEntry.Held held -> type + " " + held.level() + ": " + held.reason();
            case RemedyEntry.GaveUp gaveUp -> type + " " + gaveUp.part();
            case RemedyEntry.Cleared cleared -> type + " " + cleared.part();
            case RemedyEntry.Paused paused -> type + " " + paused.minutes();
            case PowerEntry.Restored restored -> type + " " + restored.outageMillis();
            default -> type;
        };
    }

    static PulseCause cause(int number) {
        return new PulseCause.Command(id(number));
    }

    private static String words(PulseCause cause) {
        return switch (cause) {
            case PulseCause.Command(CommandId command) -> "" + number(command);
            case PulseCause.Deposit(String deposit) -> deposit;
            case PulseCause.Pickup(String pickup) -> pickup;
            case PulseCause.Calibration(String calibration) -> calibration;
        };
    }

    static int number(CommandId command) {
        return (int) (command.value().getMostSignificantBits() >>> 16);
    }
}
