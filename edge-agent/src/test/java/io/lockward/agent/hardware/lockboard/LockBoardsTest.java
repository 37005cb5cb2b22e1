package io.lockward.agent.hardware.lockboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.DoorEdge;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.hardware.lockboard.BoardEmulator.Fault;
import io.lockward.protocol.CompartmentId;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The adapter through the real serial library, on a real pseudo-terminal, against emulated boards.
class LockBoardsTest extends LockBoardBench {
    @ParameterizedTest
    @EnumSource(BoardFamily.class)
    void opensADoorAndTellsSo(BoardFamily family) throws Exception {
        open(family, false);
        assertEquals(
                Map.of(A01, DoorPosition.CLOSED, A02, DoorPosition.CLOSED, B01, DoorPosition.CLOSED), doors.readAll());
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A01));
        assertEquals(1, boards.pulses(1, 5));
        await(() -> edges.contains(new DoorEdge(A01, DoorPosition.OPEN)));
        assertEquals(DoorPosition.OPEN, doors.readAll().get(A01));
        boards.contact(1, 5, true);
        await(() -> edges.contains(new DoorEdge(A01, DoorPosition.CLOSED)));
        assertEquals(2, edges.size(), edges.toString());
    }

    @ParameterizedTest
    @EnumSource(BoardFamily.class)
    void saysThatAJammedLockWasDriven(BoardFamily family) throws Exception {
        open(family, false);
        boards.jam(1, 5, true);
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A01));
        assertEquals(1, boards.pulses(1, 5));
        assertEquals(DoorPosition.CLOSED, doors.readAll().get(A01));
    }

    @ParameterizedTest
    @EnumSource(BoardFamily.class)
    void settlesALostAnswerByTheDoorAndNeverOrdersTwice(BoardFamily family) throws Exception {
        open(family, false);
        List<Fault> faults = family == BoardFamily.YH
                ? List.of(
                        Fault.LOSE_ANSWER,
                        Fault.CORRUPT_ANSWER,
                        Fault.TRUNCATE_ANSWER,
                        Fault.WRONG_ADDRESS,
                        Fault.SLOW,
                        Fault.REBOOT)
                : List.of(Fault.LOSE_ANSWER);
        for (Fault fault : faults) {
            int before = boards.pulses(1, 5);
            boards.failOrders(fault);
            assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A01), fault.name());
            assertEquals(before + 1, boards.pulses(1, 5), fault.name());
            boards.contact(1, 5, true);
            await(() -> doors.readAll().get(A01) == DoorPosition.CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BoardFamily.class,
            names = {"CU48", "YH"})
    void doesNotGuessWhenNothingTellsWhetherAnOrderArrived(BoardFamily family) throws Exception {
        open(family, false);
        boards.failOrders(Fault.LOSE_REQUEST);
        assertInstanceOf(PulseResult.Unconfirmed.class, pulsed(A01));
        assertEquals(0, boards.pulses(1, 5), "and does not try again");
        boards.jam(1, 5, true);
        boards.failOrders(Fault.LOSE_ANSWER);
        assertInstanceOf(PulseResult.Unconfirmed.class, pulsed(A01));
        assertEquals(1, boards.pulses(1, 5), "nor here");
        assertEquals(2, adapter.counts().unconfirmed());
    }

    /// Where the adapter hears itself, a YH board's answer can be the order's echo, byte for byte.
    @ParameterizedTest
    @EnumSource(
            value = BoardFamily.class,
            names = {"CU48", "YH", "WKLY"})
    void isNotFooledByItsOwnEcho(BoardFamily family) throws Exception {
        boards = new BoardEmulator(family, pty, 1, 2).echoing();
        open(family, false);
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A01));
        boards.jam(1, 6, true);
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A02), "the echo, then the answer");
        boards.failOrders(Fault.LOSE_REQUEST);
        assertInstanceOf(PulseResult.Unconfirmed.class, pulsed(B01), "the echo alone");
        assertEquals(List.of(1, 1, 0), List.of(boards.pulses(1, 5), boards.pulses(1, 6), boards.pulses(2, 1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = BoardFamily.class,
            names = {"CU16", "WKLY"})
    void believesTheDoorWhereABoardNeverAnswersOrders(BoardFamily family) throws Exception {
        boards = new BoardEmulator(family, pty, 1, 2).silentToOrders();
        open(family, false);
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A01));
        boards.jam(2, 1, true);
        assertInstanceOf(PulseResult.Unconfirmed.class, pulsed(B01));
        assertEquals(List.of(1, 1), List.of(boards.pulses(1, 5), boards.pulses(2, 1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = BoardFamily.class,
            names = {"CU16"})
    void asksAgainThroughBadFramesAndCountsThem(BoardFamily family) throws Exception {
        open(family, false);
        boards.failQuestions(
                Fault.CORRUPT_ANSWER,
                Fault.NOISE,
                Fault.TRUNCATE_ANSWER,
                Fault.WRONG_ADDRESS,
                Fault.SLOW,
                Fault.LOSE_ANSWER);
        boards.contact(1, 5, false);
        await(() -> doors.readAll().get(A01) == DoorPosition.OPEN);
        await(() -> adapter.counts().unanswered() >= 4);
        await(() -> !doors.readAll().containsValue(DoorPosition.UNKNOWN));
        boards.noise(0x02, 0x8a, 0x80, 0xff, 0x03);
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(B01));
        BusCounts counts = adapter.counts();
        assertTrue(counts.noiseBytes() > 0, counts.toString());
        assertEquals(1, counts.orders());
        assertEquals(1, boards.pulses(2, 1));
    }

    @Test
    void sendsNothingToABoardThatDoesNotAnswer() throws Exception {
        open(BoardFamily.YH, false);
        boards.remove(2);
        await(() -> doors.readAll().get(B01) == DoorPosition.UNKNOWN);
        assertEquals(DoorPosition.CLOSED, doors.readAll().get(A01), "the other board's doors are read");
        PulseResult.Failed failed = assertInstanceOf(PulseResult.Failed.class, pulsed(B01));
        assertEquals(PulseResult.Fault.DEVICE, failed.fault());
        assertTrue(failed.detail().contains("nothing was sent"), failed.detail());
        assertFalse(boards.heard().stream().anyMatch(words -> words.startsWith("open")), "no order");
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(A01));
        boards.add(2);
        await(() -> doors.readAll().get(B01) == DoorPosition.CLOSED);
    }

    @Test
    void livesThroughACableThatIsPulledAndComesBack() throws Exception {
        open(BoardFamily.CU48, false);
        boards.close();
        await(() -> doors.readAll().values().stream().allMatch(door -> door == DoorPosition.UNKNOWN));
        assertNull(adapter.tamper());
        PulseResult.Failed failed = assertInstanceOf(PulseResult.Failed.class, pulsed(A01));
        assertEquals(PulseResult.Fault.DEVICE, failed.fault());
        pty = Pty.open();
        boards = new BoardEmulator(BoardFamily.CU48, pty, 1, 2);
        boards.contact(1, 5, false);
        Files.delete(device);
        Files.createSymbolicLink(device, pty.device());
        await(() -> doors.readAll().get(A01) == DoorPosition.OPEN);
        await(() -> edges.contains(new DoorEdge(A01, DoorPosition.OPEN)));
        assertEquals(new PulseResult.Pulsed(PULSE), pulsed(B01));
        assertTrue(adapter.counts().connections() >= 2);
    }

    @Test
    void drivesOneLockAtATimeAndRefusesWhatItCannotDo() throws Exception {
        open(BoardFamily.CU16, false);
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<PulseResult> last = new CompletableFuture<>();
        locks.pulse(A01, Duration.ofMillis(400), result -> {
            assertEquals(
                    List.of(),
                    boards.heard().stream().filter("open 2/1"::equals).toList());
            order.add("A01");
        });
        locks.pulse(B01, PULSE, result -> {
            order.add("B01");
            last.complete(result);
        });
        assertEquals(new PulseResult.Pulsed(PULSE), last.get(10, TimeUnit.SECONDS));
        assertEquals(List.of("A01", "B01"), order);

        List<PulseResult> refused = new ArrayList<>();
        locks.pulse(new CompartmentId("C09"), PULSE, refused::add);
        locks.pulse(A01, Duration.ofSeconds(5), refused::add);
        locks.close();
        locks.pulse(A01, PULSE, refused::add);
        assertEquals(
                List.of(
                        PulseResult.Fault.UNKNOWN_COMPARTMENT,
                        PulseResult.Fault.OUT_OF_RANGE,
                        PulseResult.Fault.CLOSED),
                refused.stream()
                        .map(result -> ((PulseResult.Failed) result).fault())
                        .toList());
        assertEquals(DoorPosition.OPEN, doors.readAll().get(A01), "doors are read after the locks were closed");
    }

    @Test
    void tellsBoltsItemsAndTheCabinetsSwitch() throws Exception {
        open(BoardFamily.CU16, true);
        assertEquals(Map.of(A02, true), doors.readBolts());
        assertEquals(Map.of(A01, false, A02, false, B01, false), adapter.items());
        assertEquals(false, adapter.tamper());
        boards.contact(1, 6, false);
        boards.item(1, 5, true);
        boards.contact(2, 16, false);
        await(() -> Map.of(A02, false).equals(doors.readBolts()));
        await(() -> Map.of(A01, true, A02, false, B01, false).equals(adapter.items()));
        await(() -> Boolean.TRUE.equals(adapter.tamper()));
        assertEquals(DoorPosition.CLOSED, doors.readAll().get(A02), "its door hangs on a contact of its own");
    }

    /// Whatever is lost on the bus, a lock is driven at most once for each order, and an order that ended as given
    /// drove it exactly once.
    @ParameterizedTest
    @EnumSource(
            value = BoardFamily.class,
            names = {"YH", "WKLY"})
    void neverDrivesALockTwiceForOneOrderSeed20261120(BoardFamily family) throws Exception {
        open(family, false);
        Random random = new Random(20261120);
        int runs = Boolean.getBoolean("long") ? 1_000 : family == BoardFamily.YH ? 4 : 2;
        Fault[] faults = Arrays.stream(Fault.values())
                .filter(fault -> fault.fits(family))
                .toArray(Fault[]::new);
        for (int run = 0; run < runs; run++) {
            boards.failQuestions(faults[random.nextInt(faults.length)], faults[random.nextInt(faults.length)]);
            boards.failOrders(faults[random.nextInt(faults.length)]);
            boards.jam(1, 5, random.nextInt(4) == 0);
            int before = boards.pulses(1, 5);
            PulseResult result = pulsed(A01);
            int given = boards.pulses(1, 5) - before;
            switch (result) {
                case PulseResult.Pulsed _ -> assertEquals(1, given, "run " + run);
                case PulseResult.Unconfirmed _ -> assertTrue(given <= 1, "run " + run);
                case PulseResult.Failed failed -> assertEquals(0, given, "run " + run + " " + failed);
            }
            boards.contact(1, 5, true);
        }
    }
}
