package io.lockward.simulator.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.journal.JournalFailed;
import io.lockward.agent.journal.JournalFull;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Cuts the power at every step of the journal, in every way a torn write can look, and opens what is left.
@Tag("slow") // left out of ./lockward test --quick
class JournalCrashTest {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final int MOVES = 260;
    /// Thousands of journals are made to fail here; what they log would drown the counts.
    private static final Logger QUIET = Logger.getLogger("io.lockward.agent.journal");

    @BeforeAll
    static void quiet() {
        QUIET.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        QUIET.setLevel(null);
    }

    /// @param stride torn writes end at every multiple of this
    private static void enumerate(long seed, SimulatedDisk.Honesty honesty, int stride, JournalChecker checker) {
        SimulatedDisk disk = new SimulatedDisk(honesty);
        Workload[] workload = new Workload[1];
        JournalModel before = new JournalModel();
        disk.afterEachStep(here -> {
            JournalModel model = workload[0] == null ? before : workload[0].model;
            boolean recoveryToo = honesty == SimulatedDisk.Honesty.HONEST && here.steps() % 32 == 0;
            here.eachSurvivor(stride, survivor -> checker.check(survivor, model, recoveryToo));
        });
        workload[0] = new Workload(seed, disk);
        workload[0].run(honesty == SimulatedDisk.Honesty.HONEST ? MOVES : 40);
    }

    @Test
    void losesNothingAtAnyCrashPoint() {
        JournalChecker checker = new JournalChecker();
        for (long seed = 1; seed <= (LONG ? 4 : 1); seed++) {
            enumerate(seed, SimulatedDisk.Honesty.HONEST, LONG ? 1 : 4, checker);
        }
        for (long seed = 100; seed < (LONG ? 140 : 102); seed++) {
            enumerate(seed, SimulatedDisk.Honesty.HONEST, 41, checker);
        }
        System.out.println("journal: " + checker);
        assertEquals(0, checker.faults(), () -> checker + " " + checker.complaints);
        assertTrue(checker.distinct.size() >= (LONG ? 200_000 : 20_000), checker::toString);
    }

    @Test
    void noticesADiskThatIgnoresForce() {
        JournalChecker checker = new JournalChecker();
        enumerate(1, SimulatedDisk.Honesty.IGNORES_FORCE_OF_FILES, 397, checker);
        assertTrue(checker.lost > 0, checker::toString);
    }

    @Test
    void noticesADiskThatIgnoresForceOfItsDirectory() {
        JournalChecker checker = new JournalChecker();
        enumerate(1, SimulatedDisk.Honesty.IGNORES_FORCE_OF_DIRECTORY, 397, checker);
        assertTrue(checker.lost > 0, checker::toString);
    }

    @TestFactory
    Stream<DynamicTest> livesThroughPowerCuts() {
        return LongStream.range(1, LONG ? 1000 : 100)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
                    JournalChecker checker = new JournalChecker();
                    Workload workload = new Workload(seed, new SimulatedDisk());
                    Random random = new Random(-seed);
                    for (int i = 0; i < 20; i++) {
                        for (int moves = random.nextInt(30); moves > 0; moves--) {
                            workload.move();
                        }
                        workload.powerCut(checker);
                    }
                    workload.verify(checker);
                    assertEquals(0, checker.faults(), () -> checker + " " + checker.complaints);
                }));
    }

    /// Every step fails once: the journal says so, refuses to go on, and nothing promised is lost.
    @Test
    void refusesToGoOnAfterAnyBrokenStepAndLosesNothing() {
        JournalChecker checker = new JournalChecker();
        long steps = stepsOf(3);
        int failed = 0;
        for (long step = 1; step <= steps; step++) {
            SimulatedDisk disk = new SimulatedDisk();
            disk.failAt(step, SimulatedDisk.Fault.BROKEN);
            Workload workload = null;
            try {
                workload = new Workload(3, disk);
                workload.run(MOVES / 2);
            } catch (JournalFailed expected) {
                failed++;
                if (workload != null) {
                    workload.assertRefusesEverything();
                }
            }
            JournalModel model = workload == null ? new JournalModel() : workload.model;
            disk.eachSurvivor(61, survivor -> checker.check(survivor, model, false));
        }
        System.out.println("journal, broken steps: " + steps + ", refused " + failed + ", " + checker);
        assertEquals(steps, failed);
        assertEquals(0, checker.faults(), () -> checker + " " + checker.complaints);
    }

    /// Every step finds the disk full once: the journal makes room or says so, and goes on.
    @Test
    void outlivesAFullDiskAtAnyStep() {
        JournalChecker checker = new JournalChecker();
        long steps = stepsOf(4);
        int told = 0;
        for (long step = 20; step <= steps; step++) {
            SimulatedDisk disk = new SimulatedDisk();
            disk.failAt(step, SimulatedDisk.Fault.FULL);
            Workload workload = new Workload(4, disk);
            for (int i = 0; i < MOVES / 2; i++) {
                try {
                    workload.move();
                } catch (JournalFull full) {
                    told++;
                    workload.afterFull();
                }
            }
            workload.verify(checker);
        }
        System.out.println("journal, full disk: steps " + steps + ", told " + told + ", " + checker);
        assertEquals(0, checker.faults(), () -> checker + " " + checker.complaints);
    }

    private static long stepsOf(long seed) {
        SimulatedDisk disk = new SimulatedDisk();
        new Workload(seed, disk).run(MOVES / 2);
        return disk.steps();
    }

    @Test
    void aJournalOnATinyDiskStaysUsable() {
        SimulatedDisk disk = new SimulatedDisk();
        disk.capacity(6500);
        Workload workload = new Workload(5, disk);
        int told = 0;
        for (int i = 0; i < 2000; i++) {
            try {
                workload.move();
            } catch (JournalFull full) {
                told++;
                workload.afterFull();
            }
        }
        JournalChecker checker = new JournalChecker();
        workload.verify(checker);
        System.out.println("journal, tiny disk: told full " + told + ", " + checker);
        assertEquals(0, checker.faults(), () -> checker + " " + checker.complaints);
    }
}
