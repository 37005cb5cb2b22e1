package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Attempt;
import io.lockward.agent.bank.parcel.Attempt.Stage;
import io.lockward.agent.bank.parcel.Attempt.Wish;
import io.lockward.agent.bank.parcel.Lately;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Session;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.SensorMark;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What deposits and pickups have in common: a lock driven for a person, a door that opens and closes, sensors that
/// decide. [DepositRules] and [PickupRules] say what the verdict is.
///
/// The journal knows a movement before its lock is driven, and a restart goes on from there: it drives nothing again,
/// looks at the switch, and lets the sensors decide against what they read before the unlock.
final class MovementRules {
    private MovementRules() {}

    /// After the movements of an earlier process.
    static void started(Turn turn) {
        for (Movement movement : turn.books().movements().values()) {
            turn.desk = turn.desk.with(movement.id(), Attempt.resumed(turn.up));
            SensingRules.resume(turn, movement.compartment(), SensedWords.baselines(movement.before()));
        }
        DepositRules.started(turn);
    }

    /// What the sensors say before an unlock, for its entry; from now on they compare with it.
    static List<SensorMark> before(Turn turn, CompartmentId compartment) {
        return SensedWords.marks(SensingRules.begin(turn, compartment));
    }

    /// A movement whose entry was just recorded: opens its door. One that stands open already is not driven.
    static void begin(Turn turn, Movement movement) {
        CompartmentId compartment = movement.compartment();
        if (DoorRules.known(turn, compartment) == DoorReading.OPEN) {
            turn.desk = turn.desk.with(movement.id(), Attempt.opening(turn.up).at(new Stage.Open(turn.up, true)));
            return;
        }
        turn.desk = turn.desk.with(movement.id(), Attempt.opening(turn.up));
        DoorRules.pulse(turn, compartment, causeOf(movement), false);
    }

    /// Once more, because a person in front of the door asks for it.
    ///
    /// @return false when the lock was driven often enough
    static boolean again(Turn turn, Movement movement, Attempt attempt) {
        if (movement.pulses() >= turn.setup.parcels().pace().pulses()) {
            return false;
        }
        turn.desk = turn.desk.with(movement.id(), attempt.at(new Stage.Opening(turn.up)));
        DoorRules.pulse(turn, movement.compartment(), causeOf(movement), false);
        return true;
    }

    /// The door of a compartment was seen opening.
    ///
    /// @param cause the pulse it is put down to
    /// @return whether that was a movement's doing
    static boolean opened(Turn turn, CompartmentId compartment, @Nullable PulseCause cause) {
        String underWay = idIn(turn, compartment);
        String id = underWay == null ? overdue(turn, compartment, cause) : underWay;
        if (id == null) {
            return false;
        }
        Attempt attempt = turn.desk.attempts().get(id);
        Attempt known = attempt == null ? Attempt.opening(turn.up) : attempt;
        // A restart forgets the pulse; the first opening after it is still the person's.
        boolean unasked = cause == null && !(known.stage() instanceof Stage.Opening);
        Movement movement = movement(turn, id);
        // So late it may be anybody who puts something in: its courier was told that the door does not open.
        boolean late = underWay == null && movement != null && movement.isDeposit();
        Attempt open = unasked || late ? known.asDisturbed() : known;
        turn.desk = turn.desk.with(id, open.at(new Stage.Open(turn.up, true)));
        touch(turn, id);
        return true;
    }

    /// The door of a compartment was seen closing.
    static void closed(Turn turn, CompartmentId compartment) {
        String id = idIn(turn, compartment);
        Attempt attempt = id == null ? null : turn.desk.attempts().get(id);
        if (id != null && attempt != null) {
            turn.desk = turn.desk.with(id, attempt.at(new Stage.Deciding(turn.up)));
            touch(turn, id);
        }
    }

    /// Whether the lock will be driven once more if its door does not open.
    static boolean willRetry(Turn turn, PulseCause cause) {
        Movement movement = movement(turn, cause.id());
        return movement != null
                && isAttended(turn, movement.id())
                && movement.pulses() < turn.setup.parcels().pace().pulses()
                && !isEnding(turn, movement.id());
    }

    /// A lock was driven for a movement, or could not be, and the door was not seen opening.
    static void unopened(Turn turn, CompartmentId compartment, PulseCause cause) {
        Movement movement = movement(turn, cause.id());
        Attempt attempt = turn.desk.attempts().get(cause.id());
        if (movement == null || attempt == null || !(attempt.stage() instanceof Stage.Opening)) {
            return;
        }
        if (DoorRules.known(turn, compartment) == DoorReading.UNKNOWN) {
            turn.desk = turn.desk.with(movement.id(), attempt.at(new Stage.Open(turn.up, false)));
        } else if (movement.opened()) {
            // It was open before and did not open again: what the sensors saw of the first time stands.
            turn.desk = turn.desk.with(movement.id(), attempt.at(new Stage.Deciding(turn.up)));
        } else if (!willRetry(turn, cause) || !again(turn, movement, attempt)) {
            notOpened(turn, movement, attempt);
        }
    }

    /// The door will not open any more for this movement.
    static void notOpened(Turn turn, Movement movement, Attempt attempt) {
        SensingRules.cancel(turn, movement.compartment());
        if (movement.isDeposit()) {
            DepositRules.notOpened(turn, movement, attempt);
        } else {
            PickupRules.notOpened(turn, movement, attempt);
        }
    }

    /// What a switch is known to read, after doors were read or sensed: where a resumed movement goes on.
    static void look(Turn turn, CompartmentId compartment) {
        String id = idIn(turn, compartment);
        Attempt attempt = id == null ? null : turn.desk.attempts().get(id);
        if (id == null || attempt == null || !attempt.resumed() || !(attempt.stage() instanceof Stage.Opening)) {
            return;
        }
        if (turn.door(compartment).candidate() != null) {
            return;
        }
        switch (DoorRules.known(turn, compartment)) {
            case OPEN -> turn.desk = turn.desk.with(id, attempt.at(new Stage.Open(turn.up, true)));
            case CLOSED -> turn.desk = turn.desk.with(id, attempt.at(new Stage.Deciding(turn.up)));
            case UNKNOWN -> {
                // The clock decides.
            }
        }
    }

    /// Lets the sensors' verdict end what waits for it.
    static void decide(Turn turn, CompartmentId compartment) {
        String id = idIn(turn, compartment);
        Attempt attempt = id == null ? null : turn.desk.attempts().get(id);
        Movement movement = id == null ? null : movement(turn, id);
        if (movement == null || attempt == null || !(attempt.stage() instanceof Stage.Deciding deciding)) {
            return;
        }
        SensedWords.Judged judged = SensedWords.judged(turn.sensing(compartment), turn.up - deciding.sinceUp());
        if (judged == null) {
            return;
        }
        if (movement.isDeposit()) {
            DepositRules.conclude(turn, movement, attempt, judged);
        } else {
            PickupRules.conclude(turn, movement, attempt, judged);
        }
    }

    static void tick(Turn turn) {
        for (Map.Entry<String, Attempt> one : turn.desk.attempts().entrySet()) {
            Movement movement = movement(turn, one.getKey());
            Attempt attempt = one.getValue();
            if (movement == null) {
                turn.desk = turn.desk.without(one.getKey());
                continue;
            }
            switch (attempt.stage()) {
                case Stage.Opening(long since) -> {
                    boolean blind = attempt.resumed()
                            && turn.up - since >= turn.timing.verify().toMillis();
                    if (blind) {
                        turn.desk = turn.desk.with(movement.id(), attempt.at(new Stage.Open(turn.up, false)));
                    }
                }
                case Stage.Open open -> open(turn, movement, attempt, open);
                case Stage.Deciding _ -> decide(turn, movement.compartment());
            }
        }
    }

    private static void open(Turn turn, Movement movement, Attempt attempt, Stage.Open open) {
        if (turn.up - open.sinceUp() < turn.setup.parcels().pace().doorOpen().toMillis()
                || isAttended(turn, movement.id())) {
            return;
        }
        if (!open.seen()) {
            believedShut(turn, movement, attempt);
        } else if (!movement.leftOpen()) {
            if (movement.isDeposit()) {
                DepositRules.leftOpen(turn, movement, attempt);
            } else {
                PickupRules.leftOpen(turn, movement);
            }
        }
    }

    /// Nobody can see the door; the person says that it is shut, or has gone.
    static void believedShut(Turn turn, Movement movement, Attempt attempt) {
        SensingRules.believedShut(turn, movement.compartment());
        turn.desk = turn.desk.with(movement.id(), attempt.at(new Stage.Deciding(turn.up)));
    }

    /// Whether a person stands at the screen that shows this movement.
    static boolean isAttended(Turn turn, String movement) {
        Session session = turn.desk.session();
        return session != null && movement.equals(session.movement());
    }

    /// Whether the person of this movement has gone and another one is at the screen.
    static boolean isSomebodyElseThere(Turn turn, String movement) {
        Session session = turn.desk.session();
        if (session == null || isAttended(turn, movement)) {
            return false;
        }
        Session.Ended ended = session.ended();
        return ended == null || !ended.movement().id().equals(movement);
    }

    /// Whether something is under way in a compartment.
    static boolean isBusy(Turn turn, CompartmentId compartment) {
        return idIn(turn, compartment) != null || CalibrationRules.isUnderWay(turn, compartment);
    }

    /// Whether anything is under way, or somebody is at the screen.
    ///
    /// @return what, in words; `null` when nothing is
    static @Nullable String underWay(Turn turn) {
        String door = atADoor(turn);
        return door == null && turn.desk.session() != null ? "somebody is at the screen" : door;
    }

    /// Whether anything is under way at a door.
    ///
    /// @return what, in words; `null` when nothing is
    static @Nullable String atADoor(Turn turn) {
        for (Movement movement : turn.books().movements().values()) {
            return movement.isDeposit() ? "a deposit is under way" : "a pickup is under way";
        }
        return turn.desk.attempts().isEmpty() ? null : "somebody is at the screen";
    }

    static @Nullable Movement movement(Turn turn, String id) {
        Movement movement = turn.books().movements().get(id);
        Lately ended = movement == null ? turn.books().lately(id) : null;
        return ended == null ? movement : ended.movement();
    }

    private static boolean isEnding(Turn turn, String movement) {
        Attempt attempt = turn.desk.attempts().get(movement);
        return attempt == null || attempt.wish() == Wish.CANCEL || attempt.wish() == Wish.CANNOT_REACH;
    }

    private static @Nullable String idIn(Turn turn, CompartmentId compartment) {
        Movement known = turn.books().movementIn(compartment);
        if (known != null) {
            return known.id();
        }
        for (String id : turn.desk.attempts().keySet()) {
            Movement movement = movement(turn, id);
            if (movement != null && movement.compartment().equals(compartment)) {
                return id;
            }
        }
        return null;
    }

    /// A movement that was given up because its door did not open, and now it does.
    private static @Nullable String overdue(Turn turn, CompartmentId compartment, @Nullable PulseCause cause) {
        if (cause == null || cause instanceof PulseCause.Command) {
            return null;
        }
        Lately ended = turn.books().lately(cause.id());
        return ended != null && ended.movement().compartment().equals(compartment) ? cause.id() : null;
    }

    private static void touch(Turn turn, String movement) {
        Session session = turn.desk.session();
        if (session != null && isAttended(turn, movement)) {
            turn.desk = turn.desk.with(session.touched(turn.up));
        }
    }

    private static PulseCause causeOf(Movement movement) {
        return movement.isDeposit() ? new PulseCause.Deposit(movement.id()) : new PulseCause.Pickup(movement.id());
    }
}
