package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.lockward.agent.bank.Bank;
import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.PickupCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What passes between the screen and the bank, and what must not.
class ScreenDeskTest {
    private static final Now NOW = new Now(
            Instant.parse("2026-11-20T17:00:00Z"), Duration.ofMinutes(5), 1, new BootId(new UUID(0x4000, 1L << 63)));

    private final List<Input> asked = new ArrayList<>();
    private final List<KioskAnswer> answers = new ArrayList<>();
    private boolean full;
    private BankState state =
            BankState.of(BankSetup.of(new BankId("harbour-7"), Set.of(new CompartmentId("A01"))), BankMemory.EMPTY);
    private final ScreenDesk desk =
            new ScreenDesk(new BankId("harbour-7"), TestKeys.SECRET, new Random(1), state, this::takes, () -> NOW);

    private boolean takes(Input input) {
        return !full && asked.add(input);
    }

    @Test
    void aCodeIsAFingerprintBeforeTheBankHearsOfIt() {
        desk.enter(null, "1234 5678", answers::add);
        Input.KioskAsked input = assertInstanceOf(Input.KioskAsked.class, asked.getFirst());
        assertEquals(
                new KioskRequest.Enter(
                        null,
                        PickupCode.fingerprint(TestKeys.SECRET, "12345678"),
                        PickupCode.prefix(TestKeys.SECRET, "12345678")),
                input.request(),
                "however it was typed");
        assertFalse(asked.toString().replace(" ", "").contains("12345678"), asked::toString);
    }

    @Test
    void whatNoCodeCouldBeIsAnsweredWithoutTheBank() {
        desk.enter(null, "", answers::add);
        desk.enter(null, "9".repeat(1_000), answers::add);
        assertEquals(List.of(KioskAnswer.no(Why.WRONG_CODE), KioskAnswer.no(Why.WRONG_CODE)), answers);
        assertEquals(List.of(), asked);
    }

    @Test
    void anAnswerGoesToWhoeverAskedAndOnlyOnce() {
        List<KioskAnswer> others = new ArrayList<>();
        desk.ask(new KioskRequest.Stay("s1"), answers::add);
        desk.ask(new KioskRequest.Stay("s2"), others::add);
        String first = id(0);
        assertNotEquals(first, id(1));
        desk.answer(first, KioskAnswer.no(Why.NO_SESSION));
        desk.answer(first, KioskAnswer.no(Why.HELD));
        desk.answer("nobody-s", KioskAnswer.no(Why.HELD));
        desk.look(state);
        desk.look(state);
        assertEquals(List.of(KioskAnswer.no(Why.NO_SESSION)), answers);
        assertEquals(List.of(), others);
    }

    @Test
    void anAnswerIsToldAfterWhatThereIsToSeeBecauseOfIt() {
        List<Object> told = new ArrayList<>();
        desk.listen(told::add);
        desk.ask(new KioskRequest.Stay("s1"), told::add);
        desk.answer(id(0), new KioskAnswer.Yes("s1"));
        assertEquals(List.of(), told, "the cycle is not over");
        desk.look(state);
        assertEquals(List.of(desk.view(), new KioskAnswer.Yes("s1")), told);
    }

    @Test
    void aBankWithTooMuchToDoSaysSoAtOnce() {
        full = true;
        desk.ask(new KioskRequest.Stay("s1"), answers::add);
        assertEquals(List.of(KioskAnswer.no(Why.BANK_BUSY)), answers);
    }

    @Test
    void theScreenIsToldWhenThereIsSomethingElseToSee() {
        List<KioskView> views = new ArrayList<>();
        desk.look(state);
        desk.listen(views::add);
        desk.look(state);
        desk.look(state);
        assertEquals(1, views.size(), "the same is told once");
        state = Bank.decide(state, new Input.Started("1.0", false), NOW).next();
        state = Bank.decide(state, new Input.LinkChanged(true), NOW).next();
        desk.look(state);
        assertEquals(
                List.of(false, true),
                views.stream().map(view -> view.around().linkUp()).toList());
        assertEquals(views.getLast(), desk.view());
    }

    @Test
    void theCodeOfAParcelIsMadeHereAndOnlyItsFingerprintLeaves() {
        ParcelId parcel = new ParcelId(new UUID(0x7000, 1L << 63));
        String code = PickupCode.derive(TestKeys.SECRET, parcel, 2);
        desk.makeCode(parcel, 2);
        assertEquals(
                List.of(new Input.CodeMade(
                        parcel,
                        2,
                        PickupCode.fingerprint(TestKeys.SECRET, code),
                        PickupCode.prefix(TestKeys.SECRET, code))),
                asked);
    }

    private String id(int index) {
        return assertInstanceOf(Input.KioskAsked.class, asked.get(index)).fresh();
    }
}
