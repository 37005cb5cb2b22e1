package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.code;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.TestKeys;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskRequest.Move;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.sensing.Calibration;
import io.lockward.agent.bank.sensing.Calibration.Progress;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationRulesTest {
    private static final String INSTALLER = "installer-4711";
    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    @BeforeEach
    void knowAnInstaller() {
        bank.ticket(new Ticket.Courier(
                "inst-7",
                "Locker service",
                PickupCode.fingerprint(TestKeys.SECRET, INSTALLER),
                ParcelBank.WALL.minus(Duration.ofDays(1)),
                ParcelBank.WALL.plus(Duration.ofDays(1)),
                false,
                true));
        bank.forget();
    }

    private KioskAnswer move(String session, Move move, @Nullable String compartment) {
        return bank.ask(new KioskRequest.Calibrate(session, move, compartment == null ? null : id(compartment)));
    }

    private String begun() {
        String session = bank.enter(INSTALLER);
        yes(move(session, Move.BEGIN, "A01"));
        return session;
    }

    private Progress progress() {
        return assertInstanceOf(Step.Calibrating.class, bank.step()).progress();
    }

    private void asks(Calibration.Step step) {
        assertEquals(new Progress.Asking(step), progress());
    }

    /// The door is opened, something is done, the door is shut, and it is measured.
    private void measured(String session, double more, double seconds) {
        yes(move(session, Move.OPEN, null));
        bank.pass(1).put("A01", more).pass(1);
        assertEquals(Why.DOOR_FIRST, no(move(session, Move.READY, null)));
        bank.close("A01").pass(3);
        yes(move(session, Move.READY, null));
        bank.pass(seconds);
    }

    private List<OccupancyEntry.Calibrated> kept() {
        return bank.journal.stream()
                .map(ParcelBank.Written::entry)
                .filter(OccupancyEntry.Calibrated.class::isInstance)
                .map(OccupancyEntry.Calibrated.class::cast)
                .toList();
    }

    @Test
    void leadsThroughFourStepsAndWhatIsKeptCountsAtOnceAndSaysWho() {
        String session = begun();
        asks(Calibration.Step.EMPTY);
        yes(move(session, Move.READY, null));
        assertInstanceOf(Progress.Measuring.class, progress());
        assertEquals(Why.NOT_NOW, no(move(session, Move.READY, null)), "it is being measured");
        assertEquals(Why.NOT_NOW, no(move(session, Move.KEEP, null)));
        bank.pass(75);
        asks(Calibration.Step.TWO_SHEETS);
        measured(session, 10, 25);
        asks(Calibration.Step.EMPTY_AGAIN);
        measured(session, -10, 25);
        asks(Calibration.Step.BOX);
        measured(session, 500, 15);
        Progress.Done done = assertInstanceOf(Progress.Done.class, progress());
        assertEquals(Calibration.Level.RELIABLE, Calibration.level(done.scales().getFirst()));
        assertTrue(kept().isEmpty(), "nothing is written before it is kept");
        yes(move(session, Move.OPEN, null));
        bank.pass(1).put("A01", -500).pass(1);
        assertEquals(Why.DOOR_FIRST, no(move(session, Move.KEEP, null)));
        bank.close("A01").pass(35);
        yes(move(session, Move.KEEP, null));
        assertEquals(
                List.of("inst-7"),
                kept().stream().map(OccupancyEntry.Calibrated::by).toList());
        Step.Installing list = assertInstanceOf(Step.Installing.class, bank.step());
        KioskView.Fitted first = list.fitted().getFirst();
        assertEquals(1, first.scales().size());
        assertTrue(first.free());
        assertTrue(list.fitted().getLast().scales().isEmpty());
        double margin = first.scales().getFirst().margin();
        bank.cut(bank.journal.size(), true);
        assertEquals(
                margin,
                bank.state
                        .memory()
                        .policy()
                        .calibrations()
                        .getOrDefault(id("A01"), List.of())
                        .getFirst()
                        .margin());
        bank.pass(60);
        assertTrue(
                bank.journal.stream()
                        .noneMatch(one ->
                                String.valueOf(ParcelWords.of(one.entry())).contains("CONTENT")),
                "paper and box of a calibration contradict nothing");
    }

    private void ledTo(String session, double box) {
        yes(move(session, Move.READY, null));
        bank.pass(75);
        measured(session, 10, 25);
        measured(session, -10, 25);
        measured(session, box, 15);
        assertInstanceOf(Progress.Done.class, progress());
    }

    private @Nullable Boolean believed() {
        return bank.state.memory().occupied().get(id("A01"));
    }

    @Test
    void aNewCompartmentIsKnownToBeEmptyOnceTheSensorsReadSoAgain() {
        String session = begun();
        ledTo(session, 500);
        yes(move(session, Move.OPEN, null));
        bank.pass(1).put("A01", -500).pass(1).close("A01").pass(35);
        assertNull(believed(), "nobody has said yet what empty is");
        yes(move(session, Move.KEEP, null));
        assertEquals(false, believed());
        long told = bank.journal.stream()
                .filter(one -> one.entry() instanceof OccupancyEntry.Changed)
                .count();
        assertEquals(1, told);
    }

    @ParameterizedTest
    @ValueSource(doubles = {500, 10})
    void whatIsStillInsideIsNotCalledEmpty(double left) {
        String session = begun();
        ledTo(session, 500);
        if (left < 500) {
            yes(move(session, Move.OPEN, null));
            bank.pass(1).put("A01", left - 500).pass(1).close("A01");
        }
        bank.pass(35);
        yes(move(session, Move.KEEP, null));
        assertNotEquals(false, believed());
        bank.pass(60);
        assertNotEquals(false, believed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "leave", "away", "other", "cut"})
    void leavesWhatCountedBeforeWhateverEndsItBeforeItIsKept(String end) {
        String session = begun();
        yes(move(session, Move.READY, null));
        bank.pass(75);
        asks(Calibration.Step.TWO_SHEETS);
        switch (end) {
            case "abort" -> yes(move(session, Move.ABORT, null));
            case "leave" -> yes(bank.ask(new KioskRequest.Leave(session)));
            case "away" -> bank.pass(300);
            case "other" -> bank.enter(BADGE);
            default -> bank.cut(bank.journal.size(), true);
        }
        bank.pass(2);
        assertTrue(kept().isEmpty());
        assertTrue(bank.state.memory().policy().calibrations().isEmpty());
        String courier = bank.enter(BADGE);
        yes(bank.deposit(courier, Size.MEDIUM));
    }

    @Test
    void isForInstallersWithATicketThatHolds() {
        String courier = bank.enter(BADGE);
        assertEquals(Why.NOT_ALLOWED, no(move(courier, Move.BEGIN, "A01")));
        String installer = bank.enter(INSTALLER);
        assertEquals(Why.NOT_ALLOWED, no(bank.deposit(installer, Size.SMALL)), "an installer delivers nothing");
        bank.up += Duration.ofDays(2).toMillis();
        assertEquals(Why.OUT_OF_TIME, no(bank.entered(null, INSTALLER)));
    }

    @Test
    void needsAnEmptyCompartmentWithSensorsAndKeepsOthersOut() {
        var parcel = bank.delivered("A01", 300);
        String session = bank.enter(INSTALLER);
        assertEquals(Why.NOT_EMPTY, no(move(session, Move.BEGIN, "A01")));
        assertEquals(Why.NO_SENSORS, no(move(session, Move.BEGIN, "Z09")));
        yes(move(session, Move.BEGIN, "A02"));
        bank.forget();
        String recipient = bank.enter(code(parcel));
        yes(bank.pickup(recipient, parcel.id()));
    }

    @Test
    void saysWhyItCannotBeMeasuredAndBeginsAnew() {
        String session = begun();
        bank.silent.add(id("A01"));
        yes(move(session, Move.READY, null));
        bank.pass(15);
        Progress.Failed failed = assertInstanceOf(Progress.Failed.class, progress());
        assertEquals(Calibration.Failure.Why.SILENT, failed.failure().why());
        bank.silent.clear();
        yes(move(session, Move.BEGIN, "A01"));
        asks(Calibration.Step.EMPTY);
    }

    @Test
    void drivesTheLockABoundedNumberOfTimes() {
        String session = begun();
        bank.jammed.add(id("A01"));
        int driven = 0;
        while (move(session, Move.OPEN, null) instanceof KioskAnswer.Yes && driven < 100) {
            driven++;
            bank.pass(15);
        }
        assertEquals(16, bank.pulses.size());
    }
}
