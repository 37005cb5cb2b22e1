package io.lockward.simulator.truth;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.PulseCause;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.simulator.sensing.Ailment;
import io.lockward.simulator.sensing.Thing;
import java.util.ArrayList;
import java.util.List;

/// What happens to a bank besides couriers and residents.
final class Mishaps extends People {
    private final Counts counts;
    private final boolean mayAil;

    /// @param mayAil whether sensors fail in this life
    Mishaps(Locker locker, Judge judge, boolean mayAil) {
        super(locker, judge);
        this.counts = judge.counts;
        this.mayAil = mayAil;
    }

    private CompartmentId anyDoor() {
        return any(List.copyOf(locker.compartments));
    }

    /// The power goes within the next seconds, whatever is going on then.
    void powerWillGo() {
        double off = between(1, 20);
        double after = between(0, 12);
        int kind = random.nextInt(10);
        if (kind < 4) {
            locker.time.after((long) (after * 1_000), () -> {
                if (locker.isOn()) {
                    counts.count("cuts");
                    locker.bank.powerCut((long) (off * 1_000));
                }
            });
        } else if (kind < 8) {
            int steps = 1 + random.nextInt(8);
            locker.time.after((long) (after * 1_000), () -> {
                if (locker.isOn()) {
                    counts.count("cuts while writing");
                    locker.bank.powerCutWhileWriting(steps, (long) (off * 1_000));
                }
            });
        } else {
            locker.time.after((long) (after * 1_000), () -> {
                if (locker.isOn()) {
                    counts.count("agents killed");
                    locker.bank.killAgent();
                }
            });
        }
    }

    /// The next pulses of a lock move nothing, for a while.
    void jam() {
        CompartmentId door = anyDoor();
        locker.trace.note("  the lock of " + door + " jams");
        locker.world().jam(door, true);
        locker.time.after((long) (between(5, 200) * 1_000), () -> locker.world().jam(door, false));
    }

    /// A closed door springs open again, and is closed once more.
    void lockDoesNotHold() {
        CompartmentId door = anyDoor();
        if (locker.isOpen(door)) {
            closes(door);
            pass(0.2, 0.7);
        }
        locker.trace.note("  " + door + " springs open");
        locker.move(door, true);
        pass(0.5, 4);
        closes(door);
        pass(2, 4);
    }

    /// Somebody with a crowbar, who takes what there is, puts something in, or only looks.
    void forced() {
        CompartmentId door = anyDoor();
        locker.trace.note("  a crowbar opens " + door);
        locker.move(door, true);
        pass(1, 4);
        if (chance(0.4)) {
            takes(door, locker.world().inside(door));
        } else if (chance(0.3) && judge.memory().books().movementIn(door) == null) {
            // Beside a movement nobody could tell whose hand it was: the bank had driven this lock itself.
            puts(door, List.of(Thing.box(between(60, 3_000), 50)));
        }
        pass(0.3, 2);
        closes(door);
        pass(2, 5);
    }

    /// Support opens a door; somebody stands there and takes what is inside, or does not.
    void supportOpens() {
        CompartmentId door = anyDoor();
        command(new Command.Unlock(door));
        pass(1, 3);
        if (locker.isOpen(door)) {
            if (chance(0.6)) {
                takes(door, locker.world().inside(door));
            }
            pass(0.5, 2);
            closes(door);
            pass(2, 5);
        }
    }

    void outOfService() {
        CompartmentId door = anyDoor();
        command(new Command.OutOfService(door));
        pass(0.5, 5);
        if (chance(0.8)) {
            command(new Command.InService(door));
        }
        pass(0.2, 1);
    }

    void inService() {
        locker.compartments.forEach(door -> command(new Command.InService(door)));
        locker.pass(0.5);
    }

    private void command(Command command) {
        long up = locker.world().uptime().toMillis();
        locker.offer(new Input.CommandArrived(new CommandClaims(
                CommandId.next(locker.time.now(), random),
                locker.bank.id(),
                locker.world().bootId(),
                up + 20_000,
                "ana",
                "a test",
                command)));
    }

    /// The cloud gives a new code, holds one back, or lets it go again.
    void cloudSays() {
        List<Parcel> there = fetchable();
        if (there.isEmpty()) {
            return;
        }
        Parcel parcel = any(there);
        Parcel.Code code = parcel.code();
        int number = code == null ? 1 : code.number();
        String id = parcel.id().toString();
        if (chance(0.5)) {
            locker.tickets(
                    List.of(new Ticket.Parcel(id, Math.min(number + 1, PickupCode.MOST_NUMBER), false, false)),
                    List.of());
        } else if (chance(0.5)) {
            locker.tickets(List.of(new Ticket.Parcel(id, number, false, true)), List.of());
        } else {
            locker.tickets(List.of(), List.of("parcel/" + id));
        }
    }

    /// What was not to go out goes out after all.
    void cloudForgives() {
        BankMemory memory = judge.memory();
        List<String> words = new ArrayList<>();
        memory.books().tickets().all(Ticket.Parcel.class).forEach(word -> words.add(word.key()));
        if (!words.isEmpty()) {
            locker.tickets(List.of(), words.subList(0, Math.min(8, words.size())));
        }
    }

    /// Parts of the bank say things twice or late.
    void repeats() {
        CompartmentId door = anyDoor();
        boolean open = locker.isOpen(door);
        long up = locker.world().uptime().toMillis();
        locker.offer(new Input.DoorSensed(door, open));
        locker.offer(new Input.DoorSensed(door, open));
        locker.offer(new Input.Sampled(
                door, List.of(new Sample(SensorChannel.LOAD_CELL, 5_000, Math.max(0, up - 60_000)))));
        judge.memory().books().parcels().values().stream().findFirst().ifPresent(parcel -> {
            String text = PickupCode.derive(Locker.SECRET, parcel.id(), 1);
            locker.offer(new Input.CodeMade(
                    parcel.id(),
                    1,
                    PickupCode.fingerprint(Locker.SECRET, text),
                    PickupCode.prefix(Locker.SECRET, text)));
            locker.offer(new Input.LockPulseEnded(
                    parcel.compartment(), new PulseCause.Deposit(parcel.id().toString()), null));
        });
        locker.pass(0.3);
    }

    /// A sensor fails, or is mended.
    void ails() {
        if (!mayAil) {
            return;
        }
        CompartmentId door = anyDoor();
        Ailment ailment = any(List.of(Ailment.values()));
        List<SensorChannel> channels = List.copyOf(locker.fitting.models().keySet());
        SensorChannel channel = channels.size() == 1 ? channels.getFirst() : any(channels);
        locker.trace.note("  the " + channel + " of " + door + " is " + ailment);
        judge.tainted.add(door);
        locker.world().ail(door, channel, ailment);
    }
}
