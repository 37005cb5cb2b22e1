package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalFailed;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.journal.JournalSetup;
import io.lockward.agent.journal.Recorded;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.parcel.SealKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlLoopTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");
    private static final InstantSource WALL = InstantSource.fixed(Instant.parse("2026-11-20T17:00:00Z"));

    private final RecordingWorld world = new RecordingWorld();
    private FaultyDisk disk = new FaultyDisk(world.story);
    private AgentHardware hardware = world.hardware();
    private Journal journal = open();
    private ControlLoop loop = loop();

    private Journal open() {
        return Journal.open(
                disk,
                JournalLimits.DEFAULT,
                new JournalSetup(
                        hardware.controller().bootId(),
                        RandomGenerator.of("L64X128MixRandom"),
                        () -> world.up,
                        (from, to, dropped, chain) -> new byte[] {'{', '}'},
                        1));
    }

    private ControlLoop loop() {
        world.doors.put(A01, DoorPosition.CLOSED);
        world.doors.put(A02, DoorPosition.CLOSED);
        Recollection recollection = Recollection.of(journal);
        ControlLoop made = new ControlLoop(
                journal,
                hardware,
                BankState.of(BankSetup.of(BANK, Set.of(A01, A02)), recollection.memory()),
                WALL,
                () -> world.story.add("tell link"),
                new ControlLoop.Requests() {
                    @Override
                    public void trust(KeyRing keys) {
                        world.story.add("trust version " + keys.version());
                    }

                    @Override
                    public void diagnose(CommandId command) {
                        world.story.add("diagnose");
                    }

                    @Override
                    public void makeCode(ParcelId parcel, int number) {
                        world.story.add("make code " + number);
                    }

                    @Override
                    public void sealSecret(SealKey key) {
                        world.story.add("seal to " + key.kid());
                    }

                    @Override
                    public void answer(String request, KioskAnswer answer) {
                        world.story.add("answer " + answer);
                    }

                    @Override
                    public void cut(Cut cut) {
                        world.story.add("cut " + cut.clip());
                    }

                    @Override
                    public JournalEntry.Checkpoint checkpoint(long upTo, ChainHash chain) {
                        return new JournalEntry.Checkpoint(upTo, chain, "none", "unsigned");
                    }
                });
        made.offer(new Input.Started("1.0", recollection.lost()));
        made.offer(new Input.DoorsRead(ControlLoop.readDoors(hardware)));
        return made;
    }

    private void powerCut(boolean newBoot) {
        disk = disk.powerCut(world.story);
        if (newBoot) {
            world.boot++;
            world.up = 1_000;
        }
        hardware = world.hardware();
        journal = open();
        loop = loop();
    }

    private CommandClaims unlock(int number, CompartmentId compartment) {
        return new CommandClaims(
                new CommandId(new UUID(((long) number << 16) | 0x7000L, 0x8000_0000_0000_0000L)),
                BANK,
                hardware.controller().bootId(),
                world.up + 20_000,
                "operator",
                "resident waits",
                new Command.Unlock(compartment));
    }

    @Test
    void makesABatchDurableWithOneForceBeforeItActs() {
        loop.doWork();
        world.story.clear();
        loop.offer(new Input.CommandArrived(unlock(1, A01)));
        loop.offer(new Input.CommandArrived(unlock(2, A02)));
        assertEquals(2, loop.doWork());
        assertEquals(List.of("force", "pulse A01", "pulse A02", "tell link"), world.story);
    }

    @Test
    void performsNothingWhenTheDiskFails() {
        loop.doWork();
        world.story.clear();
        disk.failForces();
        loop.offer(new Input.CommandArrived(unlock(1, A01)));
        assertThrows(JournalFailed.class, loop::doWork);
        assertEquals(List.of(), world.story);
    }

    @Test
    void groupsWhatNothingFollowsFrom() {
        loop.doWork();
        world.up += 600;
        loop.doWork();
        world.story.clear();
        loop.offer(new Input.OccupancyRead(A01, true, 1, 0.5, 0.9));
        loop.doWork();
        assertFalse(journal.pending().isEmpty());
        assertEquals(List.of(), world.story);
        world.up += 5_000;
        loop.doWork();
        assertEquals(List.of("force", "tell link"), world.story);
    }

    @Test
    void remembersACommandAcrossAPowerCut() {
        loop.doWork();
        CommandClaims claims = unlock(1, A01);
        loop.offer(new Input.CommandArrived(claims));
        loop.doWork();
        powerCut(false);
        world.story.clear();
        loop.doWork();
        loop.offer(new Input.CommandArrived(claims));
        loop.doWork();
        assertFalse(world.story.contains("pulse A01"));
        assertTrue(types().contains("command.concluded"));
    }

    @Test
    void bringsAMemoryBackFromItsSnapshot() {
        loop.doWork();
        loop.offer(new Input.CommandArrived(unlock(1, A01)));
        loop.offer(new Input.DoorSensed(A02, true));
        loop.doWork();
        BankMemory memory = loop.state().memory();
        assertEquals(memory, MemoryJson.read(MemoryJson.write(memory)));
    }

    @Test
    void makesARungDurableBeforeItTakesIt() {
        loop.doWork();
        world.story.clear();
        world.up += 130_000;
        loop.doWork();
        assertEquals(List.of("force", "kiosk restart", "tell link"), world.story);
        assertEquals("remedy.step", types().getLast());
    }

    @Test
    void answersAFloodOfCommandsWithoutDecidingThemAll() {
        loop.doWork();
        for (int i = 0; i < 10_000; i++) {
            loop.offer(new Input.CommandArrived(unlock(i, A01)));
            loop.offer(new Input.DoorSensed(A02, i % 2 == 0));
        }
        for (int i = 0; i < 20; i++) {
            loop.doWork();
        }
        assertEquals(10_000 - 64, loop.dropped().commands());
        assertTrue(types().contains("command.refused"));
        assertTrue(journal.lastSeq() < 2_000);
        assertFalse(isOpen(A02));
    }

    private boolean isOpen(CompartmentId compartment) {
        var door = loop.state().memory().doors().get(compartment);
        return door != null && door.open();
    }

    /// Random commands, door movements, time and power cuts: nothing acts twice, everything accepted ends.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void actsAtMostOnceAndEndsEveryCommand(long seed) {
        Random random = new Random(seed);
        List<CommandClaims> sent = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            world.up += random.nextInt(700);
            switch (random.nextInt(8)) {
                case 0 -> {
                    CommandClaims claims = unlock(sent.size() + 1, random.nextBoolean() ? A01 : A02);
                    sent.add(claims);
                    loop.offer(new Input.CommandArrived(claims));
                }
                case 1 -> {
                    if (!sent.isEmpty()) {
                        loop.offer(new Input.CommandArrived(sent.get(random.nextInt(sent.size()))));
                    }
                }
                case 2 -> loop.offer(new Input.DoorSensed(random.nextBoolean() ? A01 : A02, random.nextBoolean()));
                case 3 -> loop.offer(new Input.DoorsRead(ControlLoop.readDoors(hardware)));
                case 4 -> {
                    if (random.nextInt(10) == 0) {
                        powerCut(random.nextBoolean());
                    }
                }
                default -> loop.doWork();
            }
        }
        for (int i = 0; i < 100; i++) {
            world.up += 1_000;
            loop.doWork();
        }
        List<String> types = types();
        long accepted = types.stream().filter("command.received"::equals).count();
        assertTrue(accepted > 2, "the limit of unlocks leaves a few: " + accepted);
        assertEquals(
                accepted, types.stream().filter("command.concluded"::equals).count());
        long pulses =
                world.story.stream().filter(line -> line.startsWith("pulse")).count();
        long acted = types.stream().filter("command.acted"::equals).count();
        assertTrue(pulses <= acted, pulses + " pulses, " + acted + " remembered");
        assertTrue(acted <= accepted);
        assertEquals(Recollection.of(reopened()).memory(), loop.state().memory());
    }

    private Journal reopened() {
        journal.sync();
        disk = disk.powerCut(new ArrayList<>());
        return open();
    }

    private List<String> types() {
        return journal.read(1, 10_000_000, 100_000).entries().stream()
                .map(Recorded::type)
                .toList();
    }
}
