package io.lockward.fleet.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.alarm.IncidentCause;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Minutes of silence, and what is known: what comes next.
class FleetRemedyRulesTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final CompartmentId A07 = new CompartmentId("A07");
    private static final Instant SINCE = Instant.parse("2026-11-20T17:00:00Z");
    private static final FleetRemedySetup SETUP = FleetRemedySetup.DEFAULT;
    private static final DoorEntry CLOSED = new DoorEntry.Closed(A07, null);
    private static final PowerEntry MAINS = new PowerEntry.Restored(ups(100.0), null);

    private static PowerEntry.Ups ups(@Nullable Double charge) {
        return new PowerEntry.Ups("OB", charge, null);
    }

    private static LastKnown last(Entry... entries) {
        List<Reported> words = new ArrayList<>();
        for (Entry entry : entries) {
            String subject = Subjects.of(entry);
            words.add(new Reported(
                    BANK,
                    subject == null ? "none" : subject,
                    new EntryRef(new JournalId(new UUID(1, 1)), 1, words.size() + 1),
                    new Stamp(SINCE, 1, 5),
                    SINCE,
                    "type",
                    entry,
                    "{}"));
        }
        return new LastKnown(words, false, false);
    }

    /// A silent bank that an outlet can be cut for, known to be idle.
    private static final class Case {
        IncidentCause cause = IncidentCause.BANK_SILENT;
        boolean goodbye;
        boolean ordered;

        @Nullable
        Long shared;

        boolean called;

        @Nullable
        String shelved;

        List<FleetRung> taken = List.of();
        int cycles;

        @Nullable
        String paused;

        @Nullable
        String noOutlet;

        LastKnown last = last(CLOSED, MAINS);
        Instant hearing = SINCE.minusSeconds(86_400);

        Case knowing(Entry... entries) {
            last = last(entries);
            return this;
        }

        FleetDecision at(int minutes) {
            return FleetRemedyRules.decide(
                    new FleetCase(
                            BANK, cause, SINCE, goodbye, ordered, shared, called, shelved, taken, cycles, paused,
                            noOutlet, last, hearing),
                    SETUP,
                    SINCE.plus(Duration.ofMinutes(minutes)));
        }

        void held(String why) {
            FleetDecision decision = at(29);
            assertInstanceOf(FleetDecision.Held.class, decision, decision::toString);
            assertTrue(decision.why().contains(why), decision.why());
            FleetDecision later = at(30);
            assertInstanceOf(FleetDecision.CallPerson.class, later, later::toString);
            assertTrue(later.why().contains(why), later.why());
        }
    }

    private static Case with(UnaryOperator<Case> change) {
        return change.apply(new Case());
    }

    private static FleetRung rung(RebootLevel level, FleetRung.@Nullable Outcome outcome) {
        Instant at = SINCE.plusSeconds(600);
        return new FleetRung(
                new UUID(1, 2),
                BANK,
                1L,
                level,
                "silent",
                "ladder",
                at,
                at.plusSeconds(600),
                at,
                null,
                null,
                outcome,
                outcome == null ? null : "what shows it",
                outcome == null ? null : at.plusSeconds(600));
    }

    @Test
    void waitsThenCutsThePowerOnceThenCallsAPerson() {
        Case bank = new Case();
        FleetDecision before = bank.at(9);
        assertEquals(
                new FleetDecision.Wait(
                        "The cloud cuts its power and gives it back at 2026-11-20T17:10:00Z unless it comes back."),
                before);
        assertEquals(
                new FleetDecision.Take(RebootLevel.POWER, "the bank is silent since 2026-11-20T17:00:00Z"),
                bank.at(10));
        bank.taken = List.of(rung(RebootLevel.POWER, null));
        assertInstanceOf(FleetDecision.Wait.class, bank.at(19));
        bank.taken = List.of(rung(RebootLevel.POWER, FleetRung.Outcome.UNVERIFIED));
        assertEquals(
                new FleetDecision.CallPerson("the bank is silent; the cloud had its power cut and given back"
                        + " (unverified: what shows it)"),
                bank.at(21));
        bank.called = true;
        assertInstanceOf(FleetDecision.Wait.class, bank.at(500));
    }

    @Test
    void callsAPersonAtOnceWhereNoOutletIs() {
        Case bank = new Case();
        bank.noOutlet = "no outlet is configured for it";
        assertInstanceOf(FleetDecision.Wait.class, bank.at(9));
        assertEquals(new FleetDecision.CallPerson("the bank is silent; no outlet is configured for it"), bank.at(10));
    }

    @Test
    void asksADeafBankForItsAgentFirst() {
        Case bank = new Case();
        bank.cause = IncidentCause.DOWNLINK_DEAD;
        assertEquals(RebootLevel.AGENT, ((FleetDecision.Take) bank.at(10)).level());
        bank.taken = List.of(rung(RebootLevel.AGENT, FleetRung.Outcome.NOT_DONE));
        assertEquals(RebootLevel.POWER, ((FleetDecision.Take) bank.at(20)).level());
        bank.noOutlet = "none";
        assertInstanceOf(FleetDecision.CallPerson.class, bank.at(20));
        // It is heard: what nobody knows here, the bank knows, and it refuses by what it sees.
        bank.taken = List.of();
        bank.last = last();
        assertEquals(RebootLevel.AGENT, ((FleetDecision.Take) bank.at(10)).level());
    }

    @Test
    void givesAStepThatHelpedTimeToShow() {
        Case bank = new Case();
        bank.cause = IncidentCause.DOWNLINK_DEAD;
        bank.taken = List.of(rung(RebootLevel.AGENT, FleetRung.Outcome.HEALED));
        assertInstanceOf(FleetDecision.Wait.class, bank.at(24));
        assertInstanceOf(FleetDecision.Take.class, bank.at(25));
    }

    @Test
    void isHeldByWhatTheBankWasDoingAndCallsAPersonInTheEnd() {
        with(bank -> bank.knowing(new DoorEntry.Opened(A07, null), MAINS)).held("door A07 was open");
        with(bank -> bank.knowing(CLOSED, MAINS, new ParcelEntry.DepositStarted("d1", A07, null, null, null, null)))
                .held("a deposit was running at A07");
        with(bank -> bank.knowing(CLOSED, MAINS, new ParcelEntry.PickupStarted("p1", A07, null, null, null)))
                .held("a pickup was running at A07");
        with(bank -> bank.knowing(CLOSED, new PowerEntry.Lost(ups(49.0)))).held("on its battery at 49 %");
        with(bank -> bank.knowing(CLOSED, new PowerEntry.Lost(ups(null)))).held("its charge is not known");
        with(bank -> bank.knowing(CLOSED, new PowerEntry.Low(ups(90.0)))).held("nearly empty");
        with(bank -> bank.knowing(CLOSED, new PowerEntry.Shutdown(ups(90.0), "low")))
                .held("waits for the mains");
        Case command = new Case();
        command.last = new LastKnown(command.last.reported(), false, true);
        command.held("a command to it has not ended");
    }

    @Test
    void isHeldByWhatIsNotKnown() {
        with(bank -> bank.knowing(MAINS)).held("no door of it was ever reported");
        with(bank -> bank.knowing(CLOSED)).held("never told what feeds it");
        with(bank -> bank.knowing(CLOSED, new PowerEntry.Unknown("stale"))).held("could not be told");
        with(bank -> bank.knowing(
                        CLOSED, MAINS, new ConditionEntry.Raised(ConditionEntry.Kind.SENSOR_FAULT, "A07", null)))
                .held("the switch of A07 cannot be believed");
        with(bank -> bank.knowing(CLOSED, MAINS, probed(AgentEntry.Health.RED, AgentEntry.Health.GREEN)))
                .held("could not be read");
        Case missing = new Case();
        missing.last = new LastKnown(missing.last.reported(), true, false);
        missing.held("its newest entries have not arrived");
    }

    private static AgentEntry.Probed probed(AgentEntry.Health sensors, AgentEntry.Health ups) {
        TreeMap<AgentEntry.Part, AgentEntry.Health> parts = new TreeMap<>();
        parts.put(AgentEntry.Part.SENSORS, sensors);
        parts.put(AgentEntry.Part.UPS, ups);
        return new AgentEntry.Probed(null, parts, null, null);
    }

    @Test
    void isNotHeldByAChargedBatteryNorByAUpsThatIsNotThere() {
        for (Entry power : Arrays.<Entry>asList(
                new PowerEntry.Lost(ups(50.0)), probed(AgentEntry.Health.GREEN, AgentEntry.Health.NOT_FITTED))) {
            Case bank = with(one -> one.knowing(CLOSED, power));
            assertInstanceOf(FleetDecision.Take.class, bank.at(10), power::toString);
        }
    }

    @Test
    void isHeldByThePauseTheCapAndAGoodbyeThatNobodyOrdered() {
        Case paused = new Case();
        paused.paused = "ada";
        paused.held("ada holds the ladder back");
        Case capped = new Case();
        capped.cycles = SETUP.cyclesPerDay();
        capped.held("which is the most");
        Case stopped = new Case();
        stopped.goodbye = true;
        stopped.held("somebody may be at work on it");
        stopped.ordered = true;
        assertInstanceOf(FleetDecision.Take.class, stopped.at(10));
    }

    @Test
    void nothingIsHeldAgainstABankForWhatIsOurs() {
        Case bank = new Case();
        bank.hearing = SINCE.plus(Duration.ofMinutes(40));
        assertInstanceOf(FleetDecision.Held.class, bank.at(44));
        assertInstanceOf(FleetDecision.Take.class, bank.at(45));
        bank.shared = 12L;
        assertEquals(
                new FleetDecision.Wait("Nothing for this bank alone: incident 12 explains it together with others."),
                bank.at(500));
    }

    @Test
    void aShelvedAlarmIsLeftAlone() {
        Case bank = new Case();
        bank.shelved = "ada";
        assertInstanceOf(FleetDecision.Held.class, bank.at(500));
    }

    @Test
    void aPersonIsStoppedByWhatIsKnownOnly() {
        assertNull(FleetRemedyRules.againstPerson(last(), SETUP));
        assertNotNull(FleetRemedyRules.againstPerson(last(new DoorEntry.Opened(A07, null)), SETUP));
    }

    @Test
    void patienceMustOutlastTheWindowInWhichOthersFallSilent() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new FleetRemedySetup(
                        true,
                        Duration.ofMinutes(6),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(10),
                        2,
                        50));
    }
}
