package io.lockward.agent.bank;

import static io.lockward.agent.bank.ParcelBank.BADGE;
import static io.lockward.agent.bank.ParcelBank.id;
import static io.lockward.agent.bank.ParcelWords.no;
import static io.lockward.agent.bank.ParcelWords.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.parcel.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// People at the screen and orders from afar keep out of each other's way.
class ParcelInterlocksTest {
    private final ParcelBank bank = ParcelBank.with("A01", "A02");
    private int commands;

    private boolean accepts(Command command) {
        bank.decide(new Input.CommandArrived(new CommandClaims(
                Scenario.id(++commands),
                Scenario.BANK,
                Scenario.bootId(bank.boot),
                bank.up + 20_000,
                "operator",
                "because",
                command)));
        return bank.journal.stream()
                .noneMatch(one -> one.entry() instanceof CommandEntry.Refused refused
                        && Scenario.id(commands).equals(refused.command()));
    }

    private String opened() {
        String session = bank.enter(BADGE);
        yes(bank.deposit(session, Size.SMALL));
        bank.pass(1);
        return session;
    }

    @Test
    void refusesAnUnlockWhereAPersonIsAtTheDoor() {
        opened();
        assertFalse(accepts(new Command.Unlock(id("A01"))));
        assertTrue(accepts(new Command.Unlock(id("A02"))));
    }

    /// Two people have signed it, for the day when everything has to open now.
    @Test
    void opensEveryDoorThoughAPersonIsAtOne() {
        opened();
        assertTrue(accepts(new Command.UnlockAll(List.of())));
        bank.pass(1);
        assertTrue(
                bank.journal.stream()
                        .anyMatch(one -> one.entry() instanceof DoorEntry.Pulsed pulsed
                                && pulsed.id().equals(Scenario.id(commands).toString())),
                "the other door was pulsed for it");
        bank.put("A01", 300).close("A01").pass(4);
        assertEquals(1, bank.books().parcels().size(), "what was put in is in the books");
    }

    @Test
    void refusesToRestartWhileSomebodyIsAtTheScreen() {
        String session = bank.enter(BADGE);
        assertFalse(accepts(new Command.Reboot(RebootLevel.CONTROLLER)));
        bank.ask(new KioskRequest.Leave(session));
        assertTrue(accepts(new Command.Reboot(RebootLevel.CONTROLLER)));
    }

    @Test
    void beginsNothingWhileTheBankRestarts() {
        String session = bank.enter(BADGE);
        bank.ask(new KioskRequest.Leave(session));
        assertTrue(accepts(new Command.Reboot(RebootLevel.AGENT)));
        assertEquals(Why.BANK_BUSY, no(bank.entered(null, BADGE)));
        assertTrue(bank.view().around().closing());
    }

    @Test
    void holdsTheLadderBackWhileSomebodyIsAtTheScreen() {
        String session = opened();
        bank.close("A01").pass(5);
        assertNotNull(against());
        bank.ask(new KioskRequest.Leave(session));
        assertNull(against());
    }

    @Test
    void healsAScreenThatHangsThoughItsPersonCannotLeaveIt() {
        opened();
        bank.screenHangs = true;
        bank.pass(60);
        assertNotNull(bank.state.memory().kioskFrozen());
        assertEquals("door A01 is open", against());
        bank.put("A01", 300).close("A01").pass(1);
        assertEquals("a deposit is under way", against());
        bank.pass(5);
        assertNotNull(bank.state.desk().session());
        assertNull(against());
    }

    private @Nullable String against() {
        return RemedyInterlocks.against(new Turn(bank.state, bank.now()), Part.KIOSK, RebootLevel.KIOSK);
    }

    @Test
    void letsAPersonFinishBeforeTheBankGoesDownForWantOfPower() {
        opened();
        bank.supply = "OB LB";
        for (int poll = 0; poll < 5; poll++) {
            bank.pass(1);
            bank.decide(Scenario.ups("OB LB", 5));
        }
        assertFalse(bank.state.memory().halted());
        assertEquals(Why.BANK_BUSY, no(bank.entered(null, BADGE)), "nobody begins any more");
        bank.put("A01", 300).close("A01").pass(4);
        bank.decide(Scenario.ups("OB LB", 5));
        assertTrue(bank.state.memory().halted());
        assertEquals(1, bank.books().parcels().size());
    }

    @Test
    void goesDownAnywayWhenTheyTakeTooLong() {
        opened();
        bank.supply = "OB LB";
        for (int poll = 0; poll < 95; poll++) {
            bank.pass(1);
            bank.decide(Scenario.ups("OB LB", 5));
        }
        assertTrue(bank.state.memory().halted());
    }

    @Test
    void takesNoCompartmentThatIsOutOfServiceOrBeingUnlocked() {
        assertTrue(accepts(new Command.OutOfService(id("A01"))));
        assertTrue(accepts(new Command.Unlock(id("A02"))));
        String session = bank.enter(BADGE);
        assertEquals(Why.NO_ROOM, no(bank.deposit(session, Size.SMALL)));
    }
}
