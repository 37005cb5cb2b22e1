package io.lockward.agent.bank;

import io.lockward.agent.bank.BankMemory.Door;
import io.lockward.agent.bank.DoorWatch.Unlock;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Doors: what their switches say, what opened them, and how an unlock ends.
///
/// ```
/// closed --- opens, unlock waiting ---> open      (unlock verified)
/// closed --- opens, no unlock -------> open      forced entry, until it closes
/// open   --- stays open too long ----> open      ajar, until it closes
/// pulsed --- stays closed too long --> jammed    (unlock failed)
/// ```
final class DoorRules {
    /// Pulses queue at the lock adapter, one coil at a time; a lock that says nothing for so long gave no pulse.
    private static final Duration PULSE_QUEUE = Duration.ofSeconds(10);

    private DoorRules() {}

    static void sensed(Turn turn, Input.DoorSensed sensed) {
        if (turn.setup.compartments().contains(sensed.compartment())) {
            readable(turn, sensed.compartment());
            settle(turn, sensed.compartment(), sensed.open());
        }
    }

    static void read(Turn turn, Input.DoorsRead read) {
        for (Map.Entry<CompartmentId, DoorReading> door : read.doors().entrySet()) {
            CompartmentId compartment = door.getKey();
            if (turn.setup.compartments().contains(compartment)) {
                read(turn, compartment, door.getValue());
                Unlock unlock = turn.door(compartment).unlock();
                if (unlock != null && unlock.leftOver() && !unlock.concluded()) {
                    concludeLeftOver(turn, compartment, unlock, door.getValue());
                }
            }
        }
    }

    static void pulseEnded(Turn turn, Input.LockPulseEnded ended) {
        DoorWatch watch = turn.door(ended.compartment());
        Unlock unlock = watch.unlock();
        if (unlock == null || unlock.concluded() || !unlock.cause().equals(ended.cause())) {
            return;
        }
        if (ended.failure() == null) {
            turn.watch(ended.compartment(), watch.withUnlock(unlock.ended(turn.up)));
        } else {
            turn.watch(ended.compartment(), watch.withUnlock(unlock.withEnd()));
            end(turn, ended.compartment(), unlock, Outcome.FAILED, "the lock was not driven: " + ended.failure());
        }
    }

    /// Whether the lock was driven is for the door to say; it gets the usual time for it.
    static void pulseUnconfirmed(Turn turn, Input.LockPulseUnconfirmed unconfirmed) {
        DoorWatch watch = turn.door(unconfirmed.compartment());
        Unlock unlock = watch.unlock();
        if (unlock != null && !unlock.concluded() && unlock.cause().equals(unconfirmed.cause())) {
            turn.watch(unconfirmed.compartment(), watch.withUnlock(unlock.unconfirmed(turn.up)));
        }
    }

    static void tick(Turn turn) {
        for (CompartmentId compartment : List.copyOf(turn.doors().keySet())) {
            Unlock unlock = turn.door(compartment).unlock();
            if (unlock != null) {
                expire(turn, compartment, unlock);
            }
            Door door = turn.memory.doors().get(compartment);
            if (door != null
                    && door.open()
                    && openFor(turn, door) >= turn.timing.ajar().toMillis()) {
                turn.raise(
                        ConditionEntry.Kind.DOOR_AJAR,
                        compartment.value(),
                        "open for " + openFor(turn, door) / 1000 + " s");
            }
        }
    }

    /// Drives a lock once, for what is durable by then.
    ///
    /// @param told whether nobody waits for this one door's evidence
    static void pulse(Turn turn, CompartmentId compartment, PulseCause cause, boolean told) {
        Duration length = turn.timing.pulse();
        turn.record(new DoorEntry.Pulsed(compartment, cause.why(), cause.id(), length.toMillis()));
        Unlock unlock = new Unlock(cause, turn.up, null, known(turn, compartment), false, told);
        turn.watch(compartment, turn.door(compartment).withUnlock(unlock));
        turn.ask(new Effect.PulseLock(compartment, length, cause));
    }

    /// What the switch of a compartment is known to read.
    static DoorReading known(Turn turn, CompartmentId compartment) {
        Door door = turn.memory.doors().get(compartment);
        if (door == null || turn.door(compartment).unreadable() > 0) {
            return DoorReading.UNKNOWN;
        }
        return door.open() ? DoorReading.OPEN : DoorReading.CLOSED;
    }

    private static void read(Turn turn, CompartmentId compartment, DoorReading reading) {
        DoorWatch watch = turn.door(compartment);
        if (reading == DoorReading.UNKNOWN) {
            int count = Math.min(watch.unreadable() + 1, DoorWatch.FAULTY);
            turn.watch(compartment, watch.withUnreadable(count));
            if (count == DoorWatch.FAULTY) {
                turn.raise(ConditionEntry.Kind.SENSOR_FAULT, compartment.value(), "the door switch cannot be read");
            }
            return;
        }
        readable(turn, compartment);
        Door door = turn.memory.doors().get(compartment);
        boolean open = reading == DoorReading.OPEN;
        if (door != null && door.open() == open) {
            turn.watch(compartment, turn.door(compartment).withCandidate(null));
        } else if (door == null || watch.candidate() == reading) {
            settle(turn, compartment, open);
        } else {
            turn.watch(compartment, turn.door(compartment).withCandidate(reading));
        }
    }

    private static void readable(Turn turn, CompartmentId compartment) {
        DoorWatch watch = turn.door(compartment);
        if (watch.unreadable() > 0) {
            turn.watch(compartment, watch.withUnreadable(0));
        }
        turn.clear(ConditionEntry.Kind.SENSOR_FAULT, compartment.value());
    }

    private static void settle(Turn turn, CompartmentId compartment, boolean open) {
        turn.watch(compartment, turn.door(compartment).withCandidate(null));
        Door before = turn.memory.doors().get(compartment);
        if (before != null && before.open() == open) {
            return;
        }
        if (open) {
            opened(turn, compartment, before != null);
        } else {
            turn.record(new DoorEntry.Closed(compartment, openMillis(turn, before)));
            if (before != null) {
                LockRules.closed(turn, compartment);
                DoubtRules.unwatched(turn, compartment);
            }
            MovementRules.closed(turn, compartment);
            turn.clear(ConditionEntry.Kind.FORCED_ENTRY, compartment.value());
            turn.clear(ConditionEntry.Kind.DOOR_AJAR, compartment.value());
        }
    }

    private static void opened(Turn turn, CompartmentId compartment, boolean wasClosed) {
        DoorWatch watch = turn.door(compartment);
        Unlock unlock = watch.unlock();
        boolean unlocked = unlock != null
                && turn.up - began(unlock) <= turn.timing.lateOpening().toMillis();
        PulseCause cause = unlock != null && unlocked ? unlock.cause() : null;
        turn.record(new DoorEntry.Opened(
                compartment, cause instanceof PulseCause.Command(CommandId command) ? command : null));
        turn.watch(compartment, watch.opened(cause));
        if (unlock != null && unlocked && !unlock.concluded()) {
            long after = turn.up - unlock.actedUp();
            end(
                    turn,
                    compartment,
                    unlock,
                    Outcome.VERIFIED,
                    "the door switch reads open " + after + " ms after the order");
        }
        boolean sprang = cause == null && wasClosed && LockRules.sprangOpen(turn, compartment);
        if (!MovementRules.opened(turn, compartment, cause) && !unlocked && wasClosed && !sprang) {
            turn.raise(ConditionEntry.Kind.FORCED_ENTRY, compartment.value(), "opened, and nothing had unlocked it");
        }
        LockRules.opened(turn, compartment);
    }

    private static void expire(Turn turn, CompartmentId compartment, Unlock unlock) {
        long waited = turn.up - began(unlock);
        long patience = turn.timing.verify().toMillis()
                + (unlock.endedUp() == null && !unlock.leftOver() ? PULSE_QUEUE.toMillis() : 0);
        if (!unlock.concluded() && waited >= patience) {
            if (unlock.leftOver()) {
                concludeLeftOver(turn, compartment, unlock, known(turn, compartment));
            } else {
                concludeUnopened(turn, compartment, unlock);
            }
        } else if (unlock.concluded() && waited > turn.timing.lateOpening().toMillis()) {
            turn.watch(compartment, turn.door(compartment).withUnlock(null));
        }
    }

    private static void concludeUnopened(Turn turn, CompartmentId compartment, Unlock unlock) {
        DoorReading reading = known(turn, compartment);
        turn.watch(compartment, turn.door(compartment).withUnlock(unlock.withEnd()));
        if (unlock.before() != DoorReading.CLOSED || reading != DoorReading.CLOSED) {
            end(
                    turn,
                    compartment,
                    unlock,
                    Outcome.UNVERIFIED,
                    "the door switch read " + unlock.before().words() + " before the pulse and reads " + reading.words()
                            + " now");
        } else if (unlock.endedUp() == null || !unlock.confirmed()) {
            end(
                    turn,
                    compartment,
                    unlock,
                    Outcome.UNVERIFIED,
                    "the lock did not say that it was driven; the door switch reads closed");
        } else {
            if (!MovementRules.willRetry(turn, unlock.cause())) {
                turn.record(new DoorEntry.Jammed(compartment, commandOf(unlock)));
                ServiceRules.jammed(turn, compartment);
            }
            end(
                    turn,
                    compartment,
                    unlock,
                    Outcome.FAILED,
                    "the door switch still reads closed " + (turn.up - unlock.endedUp()) + " ms after the pulse");
        }
    }

    /// A pulse of an earlier process: nobody watched the door, so nothing is proven. Never pulsed again.
    private static void concludeLeftOver(Turn turn, CompartmentId compartment, Unlock unlock, DoorReading reading) {
        turn.watch(compartment, turn.door(compartment).withUnlock(unlock.withEnd()));
        end(
                turn,
                compartment,
                unlock,
                Outcome.UNVERIFIED,
                "the agent restarted after the order; the door switch reads " + reading.words());
    }

    /// Tells the end of an unlock to what it was for.
    private static void end(Turn turn, CompartmentId compartment, Unlock unlock, Outcome outcome, String evidence) {
        switch (unlock.cause()) {
            case PulseCause.Command(CommandId command) -> turn.conclude(command, outcome, evidence);
            case PulseCause.Calibration _ -> {
                // The person stands in front of it and presses again.
            }
            case PulseCause.Deposit _, PulseCause.Pickup _ -> {
                if (outcome != Outcome.VERIFIED) {
                    MovementRules.unopened(turn, compartment, unlock.cause());
                }
            }
        }
    }

    private static @Nullable CommandId commandOf(@Nullable Unlock unlock) {
        return unlock != null && unlock.cause() instanceof PulseCause.Command(CommandId command) ? command : null;
    }

    private static long began(Unlock unlock) {
        return unlock.endedUp() == null ? unlock.actedUp() : unlock.endedUp();
    }

    private static long openFor(Turn turn, Door door) {
        boolean sameBoot = door.since().boot() == turn.now.boot();
        return sameBoot ? turn.up - door.since().up() : turn.up;
    }

    private static @Nullable Long openMillis(Turn turn, @Nullable Door before) {
        if (before == null || before.since().boot() != turn.now.boot()) {
            return null;
        }
        return Math.max(0, turn.up - before.since().up());
    }
}
