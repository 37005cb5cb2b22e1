package io.lockward.simulator.truth;

import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskRequest.Word;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.simulator.sensing.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What residents do, right and wrong.
final class Residents extends People {
    /// A code that opened once, with what it was for.
    private final List<String> usedUp = new ArrayList<>();

    private @Nullable ParcelId newest;

    Residents(Locker locker, Judge judge) {
        super(locker, judge);
    }

    /// A door opened for one parcel.
    private record Opened(Visit visit, Parcel parcel, Shipment shipment, CompartmentId door) {}

    private @Nullable Opened opens() {
        List<Parcel> there = fetchable();
        if (there.isEmpty()) {
            return null;
        }
        Parcel parcel = any(there);
        Visit visit = comes();
        String code = code(parcel);
        if (!types(visit, code)) {
            checkRefusal(parcel, code);
            return null;
        }
        usedUp.add(code);
        newest = parcel.id();
        CompartmentId door = picksUp(visit, parcel.id());
        if (door == null) {
            leaves(visit);
            return null;
        }
        return new Opened(visit, parcel, Objects.requireNonNull(judge.shipment(parcel.id())), door);
    }

    /// Who is right must be let in, unless something is said about why not.
    private void checkRefusal(Parcel before, String code) {
        Parcel parcel = judge.memory().books().parcels().get(before.id());
        Ticket.Parcel word = judge.memory().books().tickets().word(before.id());
        boolean barred = word != null && (word.held() || word.returning());
        if (parcel == null
                || barred
                || parcel.code() == null
                || Objects.requireNonNull(parcel.code()).locked()) {
            return;
        }
        KioskAnswer again = locker.enter(null, code);
        if (again instanceof KioskAnswer.No no && no.why() == KioskAnswer.Why.WRONG_CODE) {
            judge.broken("the right code of " + parcel + " is called wrong");
        }
        judge.counts.count("right code refused");
    }

    void right() {
        Opened opened = opens();
        if (opened == null) {
            return;
        }
        pass(0.5, 3);
        takes(opened.door(), ownIn(opened.door(), opened.shipment().recipient));
        pass(0.3, 1.5);
        closesAndWaits(opened.door());
        leaves(opened.visit());
    }

    /// One of several things; and later perhaps the rest.
    void takesSome() {
        Opened opened = opens();
        if (opened == null) {
            return;
        }
        List<Thing> own = ownIn(opened.door(), opened.shipment().recipient);
        pass(0.5, 3);
        takes(opened.door(), own.size() < 2 ? own : own.subList(0, 1));
        pass(0.3, 1);
        closesAndWaits(opened.door());
        if (chance(0.5)) {
            CompartmentId again = reopens(opened.visit());
            if (again != null) {
                pass(0.5, 2);
                takes(again, ownIn(again, opened.shipment().recipient));
                pass(0.3, 1);
                closesAndWaits(again);
            }
        }
        leaves(opened.visit());
    }

    void takesNothing() {
        Opened opened = opens();
        if (opened == null) {
            return;
        }
        pass(0.3, 3);
        if (chance(0.3)) {
            List<Thing> own = ownIn(opened.door(), opened.shipment().recipient);
            takes(opened.door(), own);
            pass(0.5, 2);
            puts(opened.door(), own);
            pass(0.3, 1);
        }
        closesAndWaits(opened.door());
        if (chance(0.3)) {
            says(opened.visit(), chance(0.5) ? Word.NOT_HERE : Word.NOT_MINE);
        }
        leaves(opened.visit());
    }

    /// Takes it, thinks again, and puts it back or looks once more.
    void thinksAgain() {
        Opened opened = opens();
        if (opened == null) {
            return;
        }
        List<Thing> own = ownIn(opened.door(), opened.shipment().recipient);
        pass(0.5, 2);
        takes(opened.door(), own);
        pass(0.3, 1);
        closesAndWaits(opened.door());
        CompartmentId again;
        pass(0.2, 3);
        if (chance(0.5)) {
            again = reopens(opened.visit());
        } else {
            leaves(opened.visit());
            pass(1, 20);
            Visit visit = comes();
            again = types(visit, code(opened.parcel())) ? reopens(visit) : null;
        }
        if (again != null) {
            pass(0.5, 2);
            if (chance(0.5)) {
                puts(again, own);
            }
            pass(0.3, 1);
            closesAndWaits(again);
        }
        leaves(opened.visit());
    }

    void doorLeftOpen() {
        Opened opened = opens();
        if (opened == null) {
            return;
        }
        pass(0.5, 2);
        if (chance(0.8)) {
            takes(opened.door(), ownIn(opened.door(), opened.shipment().recipient));
        }
        leaves(opened.visit());
        pass(1, chance(0.3) ? 150 : 15);
        closes(opened.door());
        pass(1, 4);
    }

    void shutsTooEarly() {
        Opened opened = opens();
        if (opened == null) {
            return;
        }
        pass(0.1, 0.5);
        closes(opened.door());
        pass(0.1, 0.8);
        CompartmentId again = reopens(opened.visit());
        if (again != null) {
            pass(0.5, 2);
            takes(again, ownIn(again, opened.shipment().recipient));
            pass(0.3, 1);
            closesAndWaits(again);
        }
        leaves(opened.visit());
    }

    void walksAway() {
        Opened opened = opens();
        if (opened == null) {
            return;
        }
        pass(0.2, 1);
        if (chance(0.5)) {
            takes(opened.door(), ownIn(opened.door(), opened.shipment().recipient));
        }
        if (chance(0.5)) {
            closes(opened.door());
        }
        opened.visit().session = null;
    }

    void notHere() {
        Opened opened = opens();
        if (opened == null) {
            return;
        }
        pass(0.5, 2);
        boolean takes = chance(0.3);
        if (takes) {
            takes(opened.door(), ownIn(opened.door(), opened.shipment().recipient));
        }
        says(opened.visit(), chance(0.6) ? Word.NOT_HERE : Word.NOT_MINE);
        pass(0.3, 1);
        closesAndWaits(opened.door());
        leaves(opened.visit());
    }

    /// Two codes, one after the other, and both doors.
    void twoCodes() {
        List<Parcel> there = new ArrayList<>(fetchable());
        if (there.size() < 2) {
            return;
        }
        Visit visit = comes();
        for (int i = 0; i < 2; i++) {
            Parcel parcel = there.remove(random.nextInt(there.size()));
            if (!types(visit, code(parcel))) {
                continue;
            }
            CompartmentId door = picksUp(visit, parcel.id());
            if (door != null) {
                pass(0.5, 2);
                takes(door, left(door, Objects.requireNonNull(judge.shipment(parcel.id()))));
                pass(0.3, 1);
                closesAndWaits(door);
            }
        }
        leaves(visit);
    }

    /// Somebody else's: with no code, with a used one, by asking the screen for what it does not offer, by opening once
    /// more what is not theirs any more.
    void triesOthers() {
        Visit visit = comes();
        List<Parcel> there = fetchable();
        String code = !usedUp.isEmpty() && chance(0.6) ? any(usedUp) : wrong();
        boolean in = types(visit, code);
        for (int i = 0; i < 3 && !there.isEmpty(); i++) {
            shuts(picksUp(visit, any(there).id()));
        }
        ParcelId last = newest;
        if (last != null) {
            shuts(picksUp(visit, last));
        }
        if (in) {
            shuts(reopens(visit));
        }
        locker.awaitEnd(VERDICT_SECONDS);
        leaves(visit);
    }

    private void shuts(@Nullable CompartmentId door) {
        if (door != null) {
            pass(0.3, 1);
            closesAndWaits(door);
        }
    }

    void mistypes() {
        Visit visit = comes();
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            types(visit, wrong());
            pass(0.5, 2);
        }
        leaves(visit);
    }

    /// Tries codes, some of which begin like a real one.
    void guesses() {
        Visit visit = comes();
        for (int i = 0; i < 11; i++) {
            types(visit, wrong());
            pass(0.3, 2);
        }
        leaves(visit);
        pass(200, 400);
    }

    private String wrong() {
        List<Parcel> there = fetchable();
        if (!there.isEmpty() && chance(0.3)) {
            return code(any(there)).substring(0, PickupCode.PREFIX_DIGITS)
                    + String.format(Locale.ROOT, "%04d", random.nextInt(10_000));
        }
        return String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
    }
}
