package io.lockward.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockward.systemtest.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What happens to a real agent on a real kernel: doors and locks are lines of a GPIO chip, the machine restarts, hangs
/// and loses its power. Everything is asked for and proven over REST; only what locks really did is told by the lab's
/// own witness.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /// What a sensor must have said behind a shut door before it is believed, twice over.
    private static final Duration AT_REST = Duration.ofSeconds(4);
    /// Words of an ADS1115 at 4.096 V, high byte first, and i2cset writes the low one first: a black floor (100 counts
    /// of ten bits), two white sheets and more (600), and beyond what the sensor can tell (1,023).
    private static final String FLOOR = "0x800c";

    private static final String WHITE = "0x004b";
    private static final String DAZZLED = "0xff7f";

    private final Set<String> asked = new TreeSet<>();
    private Rig rig;
    private Machine machine;
    private Bank bank;

    @BeforeAll
    void startEverything(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException, InterruptedException {
        rig = new Rig(folder, Workshop.kernel(), false);
        machine = rig.machine;
        bank = rig.bank;
        rig.commission();
    }

    @AfterAll
    void stopEverything() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    @Order(1)
    void doorsAreSeenThroughTheChipAndChatterIsNot() throws Exception {
        machine.door(Rig.LOCKS, true);
        Await.until("A01 is shown open", PATIENCE, () -> bank.door("A01").equals("open"));
        machine.door(Rig.LOCKS, false);
        Await.until("A01 is shown closed", PATIENCE, () -> bank.door("A01").equals("closed"));
        long opened = bank.count("door.opened", "A01");

        machine.send("chatter %d 40 500".formatted(Rig.LOCKS));
        // Another door's move comes after anything that the chatter could have caused.
        machine.door(Rig.LOCKS + 1, true);
        Await.until("A02 is shown open", PATIENCE, () -> bank.door("A02").equals("open"));
        machine.door(Rig.LOCKS + 1, false);
        Await.until("A02 is shown closed", PATIENCE, () -> bank.door("A02").equals("closed"));
        assertEquals(opened, bank.count("door.opened", "A01"), "40 edges 0.5 ms apart are no opening");
        assertEquals("closed", bank.door("A01"));
    }

    @Test
    @Order(2)
    void unlockDrivesTheLineAndTheDoorProvesIt() throws Exception {
        long pulses = machine.pulses();
        JsonNode ended = bank.ended(unlock("A03"));
        assertEquals("verified", ended.path("state").asText(), ended::toString);
        List<Machine.Edge> edges =
                machine.edges().stream().filter(edge -> edge.line() == 2).toList();
        assertEquals(2, edges.size(), () -> "up once and down once: " + edges);
        assertEquals(pulses + 1, machine.pulses(), "no other lock moved");
        long driven = edges.getLast().upMillis() - edges.getFirst().upMillis();
        // Wide, because the witness is a process as well and looks late on a busy machine.
        assertTrue(driven >= 50 && driven < 1_000, "a pulse of 150 ms, seen as " + driven);
        Await.until(
                "A03 is shown closed again", PATIENCE, () -> bank.door("A03").equals("closed"));
        Workshop.say("unlock verified, lock driven for " + driven + " ms");
    }

    @Test
    @Order(3)
    void lockWhoseDoorDoesNotOpenIsNotVerified() throws Exception {
        machine.send("spring 0");
        JsonNode ended = bank.ended(unlock("A04"));
        machine.send("spring 60");
        assertNotEquals("verified", ended.path("state").asText(), ended::toString);
        assertEquals("jammed", bank.door("A04"));
        Workshop.say("unlock of a jammed door ends " + ended.path("state").asText());
    }

    @Test
    @Order(4)
    void rebootIsProvenByTheKernelsNewBootId() throws Exception {
        String before = machine.bootIds().getLast();
        long started = System.nanoTime();
        String command = bank.reboot("controller");
        asked.add(command);
        JsonNode ended = bank.ended(command);
        long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
        assertEquals("verified", ended.path("state").asText(), ended::toString);
        String after = machine.bootIds().getLast();
        assertNotEquals(before, after);
        JsonNode entry = bank.started();
        assertEquals(after, entry.path("bootId").asText(), "the boot id that the kernel gave, over REST");
        assertEquals(before, entry.path("previousBootId").asText());
        assertTrue(entry.path("expected").asBoolean(), entry::toString);
        rig.awaitAgent();
        Workshop.say("reboot verified after " + seconds + " s, downtime " + entry.path("downtimeMillis") + " ms");
    }

    @Test
    @Order(5)
    void chargeComesOverI2cAndTheMainsFromItsLine() throws Exception {
        Await.until("the supply is known", PATIENCE, () -> bank.power("state").equals("mains"));
        awaitSamples(87, 4_000);
        // 42 % and 3.600 V, the high byte first; i2cset writes the low one first.
        assertEquals("0", machine.ask("i2cset -y 0 0x36 0x04 0x002a w && i2cset -y 0 0x36 0x02 0x00b4 w"));
        awaitSamples(42, 3_600);

        machine.door(Rig.MAINS_LOST, true);
        Await.until(
                "the bank is on battery", PATIENCE, () -> bank.power("state").equals("battery"));
        assertEquals("42.0", bank.power("chargePercent"), "of the entry that the loss wrote");
        machine.door(Rig.MAINS_LOST, false);
        Await.until("the mains is back", PATIENCE, () -> bank.power("state").equals("mains"));

        machine.ask("i2cset -y 0 0x36 0x04 0xffff w && i2cset -y 0 0x36 0x02 0xffff w");
        Await.until("nonsense is unknown", PATIENCE, () -> bank.power("state").equals("unknown"));
        machine.ask("i2cset -y 0 0x36 0x04 0x0057 w && i2cset -y 0 0x36 0x02 0x00c8 w");
        Await.until(
                "the gauge is believed again",
                PATIENCE,
                () -> bank.power("state").equals("mains"));
        Workshop.say("charge, voltage and mains read through I2C and GPIO");
    }

    private void awaitSamples(int chargePercent, int millivolts) {
        Await.until(
                "telemetry shows " + chargePercent + " % and " + millivolts + " mV",
                PATIENCE,
                () -> bank.sample("ups.charge-percent") == chargePercent
                        && bank.sample("ups.battery-millivolts") == millivolts);
    }

    @Test
    @Order(6)
    void whatLiesInACompartmentIsSeenThroughItsConverter() throws Exception {
        int door = Rig.LOCKS + Rig.SENSING;
        String compartment = Bank.compartment(Rig.SENSING);
        // Nothing was ever seen to be put in, so nothing is known.
        assertEquals("", bank.occupancy(compartment));
        handled(door, compartment, WHITE, "occupied");
        handled(door, compartment, FLOOR, "empty");

        // Light at the end of the scale is no answer: the next opening decides nothing.
        handled(door, compartment, DAZZLED, "suspect");
        handled(door, compartment, FLOOR, "suspect");
        handled(door, compartment, WHITE, "occupied");
        handled(door, compartment, FLOOR, "empty");
        Workshop.say("what was put in and taken out was read through an ADS1115");
    }

    /// Somebody opens a door by hand, and what the sensor behind it sees changes before it is shut again.
    private void handled(int door, String compartment, String reading, String state) {
        machine.door(door, true);
        Await.until(
                compartment + " is shown open",
                PATIENCE,
                () -> bank.door(compartment).equals("open"));
        assertEquals("0", machine.ask("i2cset -y 0 0x48 0x00 " + reading + " w"));
        machine.door(door, false);
        Await.until(
                compartment + " is shown " + state,
                PATIENCE,
                () -> bank.occupancy(compartment).equals(state));
        // The next opening is held against what the sensor says at rest behind the shut door.
        Await.pass(AT_REST);
    }

    @Test
    @Order(7)
    void agentThatHangsIsStartedAgain() throws Exception {
        String boot = machine.bootIds().getLast();
        long started = bank.countStarts();
        long agent = machine.agent();
        assertEquals(agent, machine.lastUnit("ready"), "the agent said that it is ready");
        assertEquals("0", machine.ask("kill -STOP " + agent));
        Await.until("the supervisor notices the silence", PATIENCE, () -> machine.lastUnit("silent") == agent);
        Await.until("a new agent says over REST that it started", PATIENCE, () -> bank.countStarts() > started);
        assertEquals(boot, bank.started().path("bootId").asText(), "the machine went on");
        rig.awaitAgent();
        Workshop.say("hung agent was started again");
    }

    @Test
    @Order(8)
    void machineThatHangsIsRebootedByItsWatchdog() throws Exception {
        String before = machine.bootIds().getLast();
        int boots = machine.boots();
        long started = System.nanoTime();
        // With its feeder stopped the watchdog bites, whatever the agent does.
        assertEquals("0", machine.ask("kill -STOP $(pidof supervisor)"));
        Await.until("the watchdog has rebooted the machine", PATIENCE, () -> machine.boots() > boots);
        rig.awaitAgent();
        assertNotEquals(before, bank.started().path("bootId").asText());
        Workshop.say("hung machine was back after "
                + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s");
    }

    @Test
    @Order(9)
    void nothingIsLostOrDoneTwiceWhenThePlugIsPulled() throws Exception {
        // The other machine, of PlugIT, has the greater part of the pulls, as this one had the tests above.
        PlugPulls.pull(rig, asked, PlugPulls.CUTS * 2 / 5, PlugPulls.SEED);
    }

    private String unlock(String compartment) throws IOException, InterruptedException {
        String command = bank.unlock(compartment);
        asked.add(command);
        return command;
    }
}
