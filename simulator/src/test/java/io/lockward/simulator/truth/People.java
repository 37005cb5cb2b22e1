package io.lockward.simulator.truth;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.simulator.sensing.Thing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What people's hands and fingers can do at a locker. What they are up to is in [Couriers], [Residents] and
/// [Mishaps].
abstract class People {
    static final String DHL = "badge-0815";
    static final String UPS = "badge-4711";
    private static final List<String> RECIPIENTS = List.of("r1", "r2", "r3", "r4", "r5", "r6");

    /// How long a person waits for a door, and for a verdict.
    private static final double DOOR_SECONDS = 12;

    static final double VERDICT_SECONDS = 40;

    final Locker locker;
    final Judge judge;
    final RandomGenerator random;

    People(Locker locker, Judge judge) {
        this.locker = locker;
        this.judge = judge;
        this.random = locker.random;
    }

    /// Whom the cloud lets in from the first day.
    static List<Ticket> tickets() {
        List<Ticket> tickets = new ArrayList<>();
        tickets.add(courier("dhl", DHL, true));
        tickets.add(courier("ups", UPS, false));
        RECIPIENTS.forEach(id -> tickets.add(new Ticket.Recipient(id, "unit " + id, "A. M.", false)));
        return tickets;
    }

    static Ticket courier(String id, String badge, boolean mayCollect) {
        return new Ticket.Courier(
                id,
                id,
                PickupCode.fingerprint(Locker.SECRET, badge),
                Locker.MORNING.minus(Duration.ofDays(1)),
                Locker.MORNING.plus(Duration.ofDays(300)),
                mayCollect);
    }

    // --- chance

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    void pass(double least, double most) {
        locker.pass(between(least, most));
    }

    /// One box, sometimes two or three, sometimes two sheets of paper.
    Shipment shipment() {
        List<Thing> things = new ArrayList<>();
        if (chance(0.08)) {
            // A hair's difference tells things apart.
            things.add(new Thing(9.98 + random.nextDouble() / 100, 0.2, Thing.WHITE, false));
        } else {
            int count = chance(0.2) ? 2 + random.nextInt(2) : 1;
            double first = Math.exp(between(Math.log(60), Math.log(6_000)));
            for (int i = 0; i < count; i++) {
                things.add(Thing.box(first * between(0.5, 1), 50));
            }
        }
        Shipment shipment = new Shipment(any(RECIPIENTS), things);
        judge.owns(shipment);
        return shipment;
    }

    // --- the screen

    /// A person comes to the screen.
    Visit comes() {
        Visit visit = new Visit();
        judge.visit = visit;
        return visit;
    }

    /// @return whether it lets them in
    boolean types(Visit visit, String code) {
        visit.typed.add(code);
        KioskAnswer answer = locker.enter(visit.session, code);
        if (answer instanceof KioskAnswer.Yes(String session)) {
            visit.session = session;
            return true;
        }
        locker.trace.note("  typed, and hears " + answer);
        return false;
    }

    boolean isYes(@Nullable KioskAnswer answer) {
        boolean yes = answer instanceof KioskAnswer.Yes;
        if (!yes) {
            locker.trace.note("  asks, and hears " + answer);
        }
        return yes;
    }

    @Nullable
    KioskAnswer says(Visit visit, KioskRequest.Word word) {
        String session = visit.session;
        return session == null ? null : locker.ask(new KioskRequest.Say(session, word));
    }

    void leaves(Visit visit) {
        String session = visit.session;
        if (session != null && chance(0.8)) {
            locker.ask(new KioskRequest.Leave(session));
        }
        visit.session = null;
        visit.brings = null;
    }

    /// @return the door that opens; `null` when none does
    @Nullable
    CompartmentId deposits(Visit visit, Shipment shipment, boolean together) {
        return deposits(visit, shipment, null, together);
    }

    @Nullable
    CompartmentId deposits(Visit visit, Shipment shipment, @Nullable ParcelId announced, boolean together) {
        String session = visit.session;
        if (session == null) {
            return null;
        }
        visit.brings = shipment;
        Set<CompartmentId> before = locker.open();
        KioskAnswer answer = locker.ask(
                new KioskRequest.Deposit(session, announced, shipment.recipient, Size.SMALL, false, together));
        // When nobody answers the lock may have been driven all the same.
        return isYes(answer) || answer == null ? locker.opened(before, DOOR_SECONDS) : null;
    }

    /// The door that is offered for the same parcel, when its own did not suit.
    @Nullable
    CompartmentId takesInstead(Visit visit, Shipment shipment) {
        visit.brings = shipment;
        Set<CompartmentId> before = locker.open();
        KioskAnswer answer = says(visit, KioskRequest.Word.INSTEAD);
        return isYes(answer) || (answer == null && visit.session != null) ? locker.opened(before, DOOR_SECONDS) : null;
    }

    @Nullable
    CompartmentId picksUp(Visit visit, ParcelId parcel) {
        String session = visit.session;
        if (session == null) {
            return null;
        }
        Set<CompartmentId> before = locker.open();
        KioskAnswer answer = locker.ask(new KioskRequest.Pickup(session, parcel));
        return isYes(answer) || answer == null ? locker.opened(before, DOOR_SECONDS) : null;
    }

    @Nullable
    CompartmentId reopens(Visit visit) {
        Set<CompartmentId> before = locker.open();
        KioskAnswer answer = says(visit, KioskRequest.Word.REOPEN);
        return isYes(answer) ? locker.opened(before, DOOR_SECONDS) : null;
    }

    // --- hands

    void puts(CompartmentId compartment, List<Thing> things) {
        for (Thing thing : things) {
            judge.handIn(compartment);
            boolean in = locker.world().put(compartment, thing);
            locker.trace.note("  puts " + Math.round(thing.grams()) + " g into " + compartment + (in ? "" : ": shut"));
        }
    }

    void takes(CompartmentId compartment, List<Thing> things) {
        for (Thing thing : things) {
            judge.handIn(compartment);
            boolean out = locker.world().take(compartment, thing);
            locker.trace.note(
                    "  takes " + Math.round(thing.grams()) + " g out of " + compartment + (out ? "" : ": no"));
        }
    }

    void closes(CompartmentId compartment) {
        locker.trace.note("  closes " + compartment);
        locker.move(compartment, false);
    }

    /// Closes and waits for the verdict; who is asked then answers, or does not.
    void closesAndWaits(CompartmentId compartment) {
        closes(compartment);
        locker.awaitEnd(VERDICT_SECONDS);
        Visit present = judge.visit;
        if (present != null && locker.step() instanceof KioskView.Step.Ended end && end.asks()) {
            isAsked(present, end);
        }
    }

    /// Whether everything was taken, they are asked: most say how it is, some what is not so, some nothing.
    private void isAsked(Visit visit, KioskView.Step.Ended end) {
        judge.counts.count("asked whether they took everything");
        Shipment shipment = judge.shipment(end.parcel());
        if (shipment == null || !answers()) {
            return;
        }
        boolean tookAll = left(end.compartment(), shipment).isEmpty();
        boolean lies = lies();
        judge.counts.count(lies ? "answered wrongly" : "answered rightly");
        says(visit, tookAll == lies ? KioskRequest.Word.LEFT_SOME : KioskRequest.Word.TOOK_ALL);
    }

    /// Whether who is asked answers at all.
    boolean answers() {
        return !chance(0.2);
    }

    /// Whether who answers says what is not so.
    boolean lies() {
        return chance(0.4);
    }

    // --- what people know

    /// Parcels that can be fetched with their code, as their recipients were told.
    List<Parcel> fetchable() {
        BankMemory memory = judge.memory();
        return memory.books().parcels().values().stream()
                .filter(parcel -> parcel.code() != null && judge.shipment(parcel.id()) != null)
                .toList();
    }

    static String code(Parcel parcel) {
        Parcel.Code code = parcel.code();
        return code == null ? "" : PickupCode.derive(Locker.SECRET, parcel.id(), code.number());
    }

    /// What of a recipient's lies in a compartment.
    List<Thing> ownIn(CompartmentId compartment, String recipient) {
        List<Thing> own = new ArrayList<>();
        for (Shipment shipment : judge.in(compartment)) {
            if (shipment.recipient.equals(recipient)) {
                own.addAll(shipment.things);
            }
        }
        own.retainAll(locker.world().inside(compartment));
        return own;
    }

    /// What of one shipment lies in a compartment.
    List<Thing> left(CompartmentId compartment, Shipment shipment) {
        List<Thing> left = new ArrayList<>(shipment.things);
        left.retainAll(locker.world().inside(compartment));
        return left;
    }
}
