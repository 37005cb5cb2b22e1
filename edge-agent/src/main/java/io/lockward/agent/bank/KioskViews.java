package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Attempt;
import io.lockward.agent.bank.parcel.Attempt.Elsewhere;
import io.lockward.agent.bank.parcel.Attempt.Stage;
import io.lockward.agent.bank.parcel.CompartmentChoice.Candidate;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.agent.bank.parcel.KioskView.Around;
import io.lockward.agent.bank.parcel.KioskView.Door;
import io.lockward.agent.bank.parcel.KioskView.Step;
import io.lockward.agent.bank.parcel.KioskView.Visitor;
import io.lockward.agent.bank.parcel.KioskView.Waiting;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.parcel.ParcelSetup.Box;
import io.lockward.agent.bank.parcel.ParcelSetup.Pace;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.agent.bank.parcel.Session.Ended;
import io.lockward.agent.bank.parcel.Session.Offer;
import io.lockward.agent.bank.parcel.Session.Person;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the screen shows, as a projection of the state and nothing else.
public final class KioskViews {
    private KioskViews() {}

    /// @param now only times are taken from it
    public static KioskView of(BankState state, Now now) {
        Turn turn = new Turn(state, now);
        Session session = state.desk().session();
        return new KioskView(around(turn), session == null ? null : visitor(turn, session));
    }

    private static Around around(Turn turn) {
        List<Candidate> candidates = RoomRules.candidates(turn);
        List<Door> doors = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Box box = candidate.box();
            doors.add(new Door(
                    candidate.compartment(),
                    box.size(),
                    box.reachable(),
                    DoorRules.known(turn, candidate.compartment()) == DoorReading.OPEN));
        }
        return new Around(
                turn.memory.isOnBattery(),
                Boolean.TRUE.equals(turn.parts.linkUp()),
                SessionRules.isBusy(turn),
                turn.books().guesses().pausedFor(turn.now.stamp()),
                RoomRules.free(turn, candidates),
                doors);
    }

    private static Visitor visitor(Turn turn, Session session) {
        Pace pace = turn.setup.parcels().pace();
        long silent = turn.up - session.touchedUp();
        long left = SessionRules.patience(turn) - silent;
        Long leaves = silent < pace.idle().toMillis() ? null : Long.valueOf(Math.max(0, (left + 999) / 1_000));
        String label = switch (session.person()) {
            case Person.Courier courier -> courier.label();
            case Person.Installer installer -> installer.label();
            case Person.Recipient _ -> null;
        };
        return new Visitor(session.id(), label, step(turn, session), waiting(turn, session), session.done(), leaves);
    }

    private static Step step(Turn turn, Session session) {
        if (session.person() instanceof Person.Installer) {
            return CalibrationRules.step(turn);
        }
        String shown = session.movement();
        Attempt attempt = shown == null ? null : turn.desk.attempts().get(shown);
        Movement movement = shown == null ? null : MovementRules.movement(turn, shown);
        if (attempt == null || movement == null) {
            Ended ended = session.ended();
            return ended == null ? new Step.Ready() : ended(turn, session, ended);
        }
        Elsewhere other = attempt.elsewhere();
        CompartmentId elsewhere = other == null ? null : other.compartment();
        return switch (attempt.stage()) {
            case Stage.Opening _ ->
                new Step.Opening(movement.kind(), movement.parcel(), movement.compartment(), movement.pulses());
            case Stage.Open(long _, boolean seen) ->
                new Step.Open(
                        movement.kind(), movement.parcel(), movement.compartment(), seen, attempt.wish(), elsewhere);
            case Stage.Deciding _ ->
                new Step.Deciding(movement.kind(), movement.parcel(), movement.compartment(), elsewhere);
        };
    }

    private static Step ended(Turn turn, Session session, Ended ended) {
        Movement movement = ended.movement();
        CompartmentId where = ended.where();
        long left = turn.setup.parcels().pace().grace().toMillis() - (turn.up - ended.up());
        Offer offer = ended.offer();
        boolean mayReopen = !movement.isDeposit() && left > 0;
        return new Step.Ended(
                movement.kind(),
                movement.parcel(),
                movement.compartment(),
                ended.verdict(),
                where == null ? movement.compartment() : where,
                ended.trouble(),
                mayReopen ? (left + 999) / 1_000 : 0,
                UnsettledRules.asks(turn, ended),
                offer == null ? null : offer.kind(),
                InsteadRules.isFree(turn, session, ended));
    }

    private static List<Waiting> waiting(Turn turn, Session session) {
        Stream<Parcel> parcels = switch (session.person()) {
            case Person.Recipient recipient ->
                recipient.parcels().stream()
                        .flatMap(id -> Stream.ofNullable(turn.books().parcels().get(id)));
            case Person.Installer _ -> Stream.empty();
            case Person.Courier _ ->
                turn.books().parcels().values().stream()
                        .filter(parcel -> PickupRules.mayNot(turn, session, parcel) == null);
        };
        return parcels.map(parcel -> new Waiting(
                        parcel.id(),
                        parcel.compartment(),
                        unit(turn, parcel),
                        parcel.since().at().toEpochMilli()))
                .toList();
    }

    private static @Nullable String unit(Turn turn, Parcel parcel) {
        Ticket.Recipient recipient = turn.books().tickets().recipient(parcel.recipient());
        return recipient == null ? null : recipient.label();
    }
}
