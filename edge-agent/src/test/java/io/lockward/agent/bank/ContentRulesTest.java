package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.code;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.parcel.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The books held against the sensors, without anybody's doing.
class ContentRulesTest {
    private static final SensingSetup TWO = SensingSetup.of(Map.of(
            SensorChannel.LOAD_CELL,
            new Tuning(9, 1, 0.6, 0.4, 0.03, 1e-6, 1e-6, -5_000, 50_000, 100, 0, 0.0),
            SensorChannel.DISTANCE,
            new Tuning(-9, 1, 0.6, 0.4, 0.03, 1e-6, 1e-6, -5_000, 50_000, 100, 0, 0.0)));

    private final ParcelBank bank = ParcelBank.with("A01", "A02");

    private void handled(String compartment, double more) {
        bank.open(compartment).put(compartment, more).pass(1).close(compartment).pass(4);
    }

    @Test
    void tellsOfWhatSomebodyPutIntoAnEmptyCompartment() {
        handled("A02", 300);
        bank.pass(11);
        bank.says(
                "door.opened A02",
                "condition.raised FORCED_ENTRY A02",
                "door.closed A02",
                "condition.cleared FORCED_ENTRY A02",
                "occupancy.changed A02 true",
                "condition.raised UNEXPECTED_CONTENT A02");
        handled("A02", -300);
        assertEquals("condition.cleared UNEXPECTED_CONTENT A02", last());
    }

    @Test
    void tellsOfWhatWasStolenWithTheEvidence() {
        Parcel parcel = bank.delivered("A01", 400);
        handled("A01", -400);
        bank.pass(11);
        assertEquals("condition.raised MISSING_CONTENT A01", last());
        String detail = bank.journal.getLast().entry() instanceof ConditionEntry.Raised raised
                ? String.valueOf(raised.detail())
                : "";
        assertTrue(detail.contains(parcel.id().toString()) && detail.contains("load-cell reads 0.0"), detail);
        assertEquals(1, bank.books().parcels().size(), "the books do not give a stolen parcel up");
    }

    @Test
    void seesAChangeBehindAShutDoor() {
        bank.delivered("A01", 400);
        bank.pass(60).put("A01", -400).pass(80);
        assertTrue(bank.state.memory().hasRaised(ConditionEntry.Kind.MISSING_CONTENT, "A01"));
        assertEquals(1, bank.books().in(id("A01")).getFirst().flags().size());
    }

    @Test
    void takesSupportsUnlockForAnAnswer() {
        Parcel parcel = bank.delivered("A01", 400);
        bank.decide(new Input.CommandArrived(new CommandClaims(
                Scenario.id(1),
                Scenario.BANK,
                Scenario.bootId(1),
                bank.up + 20_000,
                "operator",
                "jammed",
                new Command.Unlock(id("A01")))));
        bank.pass(1).put("A01", -400).close("A01").pass(4);
        assertEquals("parcel.gone A01", last());
        assertTrue(bank.entered(null, code(parcel)).toString().contains("WRONG_CODE"));
    }

    @Test
    void callsNothingAContradictionThatNoSensorCanVouchFor() {
        bank.delivered("A01", 400);
        bank.silent.add(id("A01"));
        bank.pass(10).forget();
        bank.put("A01", -400).pass(60);
        bank.says("occupancy.suspect A01", "condition.raised COMPARTMENT_BLIND A01");
    }

    @Test
    void saysThatNobodyKnowsWhatWasNotJudgedBeforeThePowerWent() {
        Parcel parcel = bank.delivered("A01", 100);
        bank.pass(60).open("A01").pass(1).put("A01", -100).close("A01");
        bank.cut(bank.journal.size(), true).pass(5);
        assertEquals(
                List.of("something else may lie beside it"),
                Objects.requireNonNull(bank.books().parcels().get(parcel.id())).flags());
        assertNull(bank.state.memory().occupied().get(id("A01")), "too light to be found by its weight alone");
    }

    @Test
    void putsNoSecondParcelWhereTheFirstIsMissing() {
        bank.delivered("A01", 300);
        handled("A01", -300);
        bank.pass(15).forget();
        String session = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(session, null, "r4b", Size.SMALL, false, true)));
        bank.says("deposit.started A02", "lock.pulsed A02");
        assertTrue(bank.state.memory().hasRaised(ConditionEntry.Kind.MISSING_CONTENT, "A01"));
    }

    @Test
    void seesWhatHappenedWhileThePowerWasGone() {
        bank.delivered("A01", 900);
        bank.cut(bank.journal.size(), true);
        bank.put("A01", -900).put("A02", 700).pass(30);
        assertTrue(bank.state.memory().hasRaised(ConditionEntry.Kind.MISSING_CONTENT, "A01"));
        assertTrue(bank.state.memory().hasRaised(ConditionEntry.Kind.UNEXPECTED_CONTENT, "A02"));
    }

    @Test
    void writesNoEntryEachTurnWhereTwoCalibratedSensorsDisagree() {
        ParcelBank two =
                ParcelBank.of(ParcelBank.setup(true, "A01").withSensing(new TreeMap<>(Map.of(id("A01"), TWO))));
        two.ranges.put(id("A01"), 0.0);
        two.pass(20);
        String session = two.enter(BADGE);
        yes(two.deposit(session, Size.SMALL));
        two.pass(1).put("A01", 900).ranges.put(id("A01"), -300.0);
        two.pass(1).close("A01").pass(5);
        two.ask(new KioskRequest.Leave(session));
        assertEquals(true, two.state.memory().occupied().get(id("A01")));
        two.cut(two.journal.size(), true);
        // The scale is sure that all is gone, and the other is sure that something is there.
        two.put("A01", -900);
        int before = changes(two);
        two.pass(3_600);
        assertTrue(changes(two) - before <= 1, () -> changes(two) - before + " entries in an hour");
        assertEquals(true, two.state.memory().occupied().get(id("A01")), "something is felt");

        two.ranges.put(id("A01"), 0.0);
        two.cut(two.journal.size(), true).pass(60);
        assertEquals(false, two.state.memory().occupied().get(id("A01")), "nobody feels anything");
    }

    private static int changes(ParcelBank of) {
        return (int) of.journal.stream()
                .filter(one -> one.entry() instanceof OccupancyEntry.Changed)
                .count();
    }

    @Test
    void offersNoCompartmentThatSeemsOccupied() {
        handled("A01", 300);
        bank.forget();
        String session = bank.enter(BADGE);
        yes(bank.ask(new KioskRequest.Deposit(session, null, "r4b", Size.SMALL, false, false)));
        bank.says("deposit.started A02", "lock.pulsed A02");
    }

    private String last() {
        return String.valueOf(ParcelWords.of(bank.journal.getLast().entry()));
    }
}
