package io.lockward.agent.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.bank.remedy.Ladder;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.RemedyEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Weeks of a bank in which everything fails and heals at random, whose clock lies, which dies at any moment and stays
/// off for as long as it likes.
class RemedyPropertyTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");
    private static final int CAP = 3;
    private static final List<RebootLevel> BY_HAND =
            List.of(RebootLevel.KIOSK, RebootLevel.AGENT, RebootLevel.CONTROLLER);

    private final List<Taken> taken = new ArrayList<>();
    private final Map<Part, List<RebootLevel>> climbs = new EnumMap<>(Part.class);
    private Random random = new Random();
    private BankMemory durable = BankMemory.EMPTY;
    private BankState state = BankState.of(setup(), BankMemory.EMPTY);
    /// True time, which nobody in the bank knows.
    private long trueMillis;
    private long bootedAt;
    private long boot = 1;
    private long wallError;
    private int commands;
    private @Nullable RebootLevel dying;
    private boolean kioskWell = true;
    private boolean sensorsWell = true;
    private boolean upsWell = true;
    private boolean linkWell = true;
    private boolean roomWell = true;
    private boolean doorOpen;
    private boolean stepOpen;

    private record Taken(RebootLevel level, long trueMillis) {}

    private static BankSetup setup() {
        return BankSetup.of(Scenario.BANK, Set.of(A01, A02)).withRemedy(new RemedySetup(true, CAP, 50, null));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void climbsOnlyAsFarAsItMay(long seed) {
        random = new Random(seed);
        start();
        for (int step = 0; step < 15_000; step++) {
            pass(random.nextInt(40_000));
            breakOrHeal();
            person();
            sense();
            decide(new Input.Tick());
            if (dying != null) {
                die(dying != RebootLevel.AGENT);
            } else if (random.nextInt(400) == 0) {
                die(random.nextBoolean());
            }
        }
        quiet();
        assertNull(state.memory().remedy().running(), "every step has its end");
        assertEquals(Map.of(), state.memory().remedy().climbs(), "what is well stops the ladder");
        assertFalse(stepOpen, "the last step has its end");
        assertTrue(taken.size() > 10, "something happened: " + taken.size());
        neverMoreThanTheCapInADay();
    }

    private void neverMoreThanTheCapInADay() {
        List<Taken> counted =
                taken.stream().filter(one -> Ladder.counts(one.level())).toList();
        assertTrue(counted.size() > 3, "restarts: " + counted.size());
        for (int i = CAP; i < counted.size(); i++) {
            long between = counted.get(i).trueMillis() - counted.get(i - CAP).trueMillis();
            assertTrue(between >= DAY, (CAP + 1) + " restarts within " + Duration.ofMillis(between));
        }
    }

    private void pass(long millis) {
        trueMillis += millis;
    }

    private void breakOrHeal() {
        switch (random.nextInt(500)) {
            case 0 -> kioskWell = false;
            case 1, 2 -> kioskWell = true;
            case 3 -> sensorsWell = false;
            case 4, 5 -> sensorsWell = true;
            case 6 -> upsWell = false;
            case 7 -> upsWell = true;
            case 8 -> linkWell = false;
            case 9 -> linkWell = true;
            case 10 -> roomWell = false;
            case 11 -> roomWell = true;
            case 12 -> doorOpen = true;
            case 13, 14, 15 -> doorOpen = false;
            case 16 -> wallError = random.nextLong(-10 * DAY, 10 * DAY);
            default -> {}
        }
    }

    private void person() {
        Command command = switch (random.nextInt(300)) {
            case 0 -> new Command.Unlock(A01);
            case 1 -> new Command.Reboot(BY_HAND.get(random.nextInt(3)));
            case 2 -> new Command.PauseRemedy(random.nextInt(60));
            case 3 -> new Command.PauseRemedy(0);
            default -> null;
        };
        if (command != null) {
            decide(new Input.CommandArrived(new CommandClaims(
                    Scenario.id(++commands),
                    Scenario.BANK,
                    Scenario.bootId(boot),
                    up() + 20_000,
                    "operator",
                    "because",
                    command)));
        }
    }

    private void sense() {
        if (kioskWell) {
            decide(new Input.KioskBeat());
        }
        Map<CompartmentId, DoorReading> doors = new TreeMap<>();
        doors.put(A01, sensorsWell ? (doorOpen ? DoorReading.OPEN : DoorReading.CLOSED) : DoorReading.UNKNOWN);
        doors.put(A02, sensorsWell ? DoorReading.CLOSED : DoorReading.UNKNOWN);
        decide(new Input.DoorsRead(doors));
        decide(new Input.DoorsRead(doors));
        decide(new Input.PowerRead(
                upsWell
                        ? new UpsReading.Read(UpsState.of("OL", 100, 3_000))
                        : new UpsReading.Lost(UpsReading.LostReason.TIMEOUT, "no answer")));
        decide(new Input.LinkRead(linkWell, true));
        decide(new Input.DiskRead(roomWell ? 40 : 1));
    }

    private void decide(Input input) {
        if (dying != null) {
            return; // the machine is going down: nobody decides any more
        }
        Now now = new Now(
                Instant.EPOCH.plusMillis(Math.max(0, 1_900_000_000_000L + trueMillis + wallError)),
                Duration.ofMillis(up()),
                boot,
                Scenario.bootId(boot));
        Step step = Bank.decide(state, input, now);
        state = step.next();
        boolean remembered = false;
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Append(Entry entry)) {
                durable = durable.then(now.stamp(), entry);
                remembered |= entry instanceof RemedyEntry.Step;
                if (entry instanceof RemedyEntry remedy) {
                    check(remedy);
                }
            } else if (effect instanceof Effect.Restart(RebootLevel level, var command)) {
                assertTrue(command != null || remembered, "a step is remembered before its restart");
                act(level);
            }
        }
        assertEquals(durable, state.memory(), "the memory is the fold of the entries");
    }

    private void act(RebootLevel level) {
        switch (level) {
            case KIOSK -> kioskWell |= random.nextInt(3) == 0;
            case AGENT, CONTROLLER, POWER -> {
                if (random.nextInt(10) == 0) {
                    decide(new Input.RestartEnded(level, null, "refused"));
                } else if (random.nextInt(10) > 0) {
                    dying = level;
                    heal(level == RebootLevel.AGENT ? 4 : 2);
                }
            }
        }
    }

    private void heal(int oneIn) {
        kioskWell |= random.nextInt(oneIn) == 0;
        sensorsWell |= random.nextInt(oneIn) == 0;
        upsWell |= random.nextInt(oneIn) == 0;
        roomWell |= random.nextInt(oneIn) == 0;
    }

    private void check(RemedyEntry entry) {
        switch (entry) {
            case RemedyEntry.Step step -> {
                RebootLevel level = step.level();
                Part part = step.part();
                assertNotNull(part, "what is unwell");
                assertFalse(stepOpen, "one rung at a time");
                stepOpen = true;
                var door = state.memory().doors().get(A01);
                assertFalse(door != null && door.open(), "a step with an open door");
                taken.add(new Taken(level, trueMillis));
                List<RebootLevel> climb = climbs.computeIfAbsent(part, _ -> new ArrayList<>());
                assertFalse(climb.contains(level), "a rung taken twice for one cause: " + level);
                climb.add(level);
            }
            case RemedyEntry.Concluded end -> {
                assertTrue(stepOpen, "an end without a step");
                stepOpen = false;
                if (end.outcome() == RemedyEntry.Outcome.HEALED) {
                    climbs.remove(end.part());
                }
            }
            case RemedyEntry.Cleared cleared -> climbs.remove(cleared.part());
            case RemedyEntry.Held _, RemedyEntry.GaveUp _, RemedyEntry.Paused _ -> {}
        }
    }

    private void die(boolean newBoot) {
        dying = null;
        pass(newBoot ? random.nextInt(20_000) + (random.nextInt(20) == 0 ? random.nextLong(3 * DAY) : 0) : 3_000);
        if (newBoot) {
            boot++;
            bootedAt = trueMillis;
            pass(random.nextInt(60_000));
        }
        start();
    }

    private void start() {
        state = BankState.of(setup(), durable);
        decide(new Input.Started("1.0", false));
    }

    private void quiet() {
        kioskWell = true;
        sensorsWell = true;
        upsWell = true;
        linkWell = true;
        roomWell = true;
        doorOpen = false;
        for (int i = 0; i < 200; i++) {
            pass(5_000);
            sense();
            decide(new Input.Tick());
            if (dying != null) {
                die(dying != RebootLevel.AGENT);
            }
        }
    }

    private long up() {
        return trueMillis - bootedAt;
    }
}
