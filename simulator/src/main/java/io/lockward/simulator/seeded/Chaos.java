package io.lockward.simulator.seeded;

import io.lockward.agent.hardware.DoorPosition;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.RebootLevel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What goes wrong on a seeded day, and who asks for what. One thread.
final class Chaos {
    private static final int FAULTS_A_DAY = 60;
    private static final int COMMANDS_A_DAY = 90;
    private static final List<RebootLevel> LEVELS =
            List.of(RebootLevel.KIOSK, RebootLevel.AGENT, RebootLevel.CONTROLLER);

    private final VirtualTime time;
    private final RandomGenerator random;
    private final List<SeededBank> banks;
    private final ForgetfulBroker broker;
    private final SeededCloud cloud;
    private final Set<String> asked;
    private final Trace trace;
    private boolean mended;
    private long faults;

    Chaos(
            VirtualTime time,
            RandomGenerator random,
            List<SeededBank> banks,
            ForgetfulBroker broker,
            SeededCloud cloud,
            Set<String> asked,
            Trace trace) {
        this.time = time;
        this.random = random;
        this.banks = banks;
        this.broker = broker;
        this.cloud = cloud;
        this.asked = asked;
        this.trace = trace;
    }

    long faults() {
        return faults;
    }

    /// Spreads faults and commands over a day. Some come in bursts, because that is when things break.
    void plan(Duration day) {
        for (int i = 0; i < FAULTS_A_DAY; i++) {
            time.after(random.nextLong(day.toMillis()), this::fault);
        }
        int left = COMMANDS_A_DAY;
        while (left > 0) {
            long at = random.nextLong(day.toMillis());
            int burst = 1 + random.nextInt(4);
            for (int i = 0; i < burst; i++) {
                time.after(at + random.nextInt(20_000), this::command);
            }
            if (random.nextInt(3) == 0) {
                time.after(at + random.nextInt(25_000), this::fault);
            }
            left -= burst;
        }
    }

    /// Mends whatever is broken.
    void mendAll() {
        trace.note("everything is mended");
        mended = true;
        broker.becomeHonest();
        for (SeededBank bank : banks) {
            bank.clock(Duration.ZERO);
            bank.mainsBack();
            bank.start();
            bank.world().thawKiosk();
            for (CompartmentId compartment : bank.world().doors().keySet()) {
                bank.world().jam(compartment, false);
                bank.world().move(compartment, DoorPosition.CLOSED);
            }
            bank.lively();
        }
    }

    private void fault() {
        if (mended) {
            // The last burst of the day may reach beyond it.
            return;
        }
        faults++;
        SeededBank bank = any(banks);
        switch (random.nextInt(12)) {
            case 0, 1 -> bank.powerCut(1_000 + random.nextLong(300_000));
            case 2, 3 -> bank.killAgent();
            case 4 -> {
                trace.note("the broker is wiped");
                broker.wipe();
            }
            case 5 -> {
                trace.note("the cloud dies");
                cloud.kill(1_000 + random.nextLong(120_000));
            }
            case 6 -> {
                trace.note(bank.id() + " has no network");
                broker.cut(bank.id(), true);
                time.after(random.nextLong(3 * 3_600_000L), () -> broker.cut(bank.id(), false));
            }
            case 7 -> {
                trace.note(bank.id() + " loses mains");
                bank.world().mains(false);
                bank.lively();
                time.after(random.nextLong(5_400_000L), bank::mainsBack);
            }
            case 8 -> {
                Duration error = Duration.ofSeconds(random.nextLong(-86_400 * 30L, 86_400 * 30L));
                trace.note(bank.id() + " clock is off by " + error);
                bank.clock(error);
            }
            case 9 -> {
                trace.note(bank.id() + " screen hangs");
                bank.world().freezeKiosk();
            }
            case 10 -> {
                CompartmentId door = any(List.copyOf(bank.world().doors().keySet()));
                trace.note(bank.id() + " door " + door + " is forced");
                bank.world().move(door, DoorPosition.OPEN);
                bank.lively();
                time.after(5_000 + random.nextLong(600_000), () -> {
                    bank.world().move(door, DoorPosition.CLOSED);
                    bank.lively();
                });
            }
            default -> {
                CompartmentId door = any(List.copyOf(bank.world().doors().keySet()));
                trace.note(bank.id() + " lock " + door + " is stuck");
                bank.world().jam(door, true);
                time.after(random.nextLong(3_600_000L), () -> bank.world().jam(door, false));
            }
        }
    }

    private void command() {
        SeededBank bank = any(banks);
        Command command = random.nextInt(5) == 0
                ? new Command.Reboot(any(LEVELS))
                : new Command.Unlock(any(List.copyOf(bank.world().doors().keySet())));
        CommandId id = cloud.ask(bank.id(), command);
        asked.add(id.toString());
        trace.note(bank.id() + " is asked " + command + " as " + id);
        bank.lively();
        if (random.nextInt(15) == 0) {
            time.after(random.nextLong(3_000), () -> cloud.cancel(id));
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
