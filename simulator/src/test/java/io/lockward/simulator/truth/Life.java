package io.lockward.simulator.truth;

import io.lockward.agent.Agent;
import io.lockward.agent.bank.BankMemory;
import io.lockward.protocol.CompartmentId;
import io.lockward.simulator.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// So many behaviours at one bank, decided by a seed, and what the truth says to it after each. One thread.
final class Life {
    static final int BEHAVIOURS = 100;
    private static final double ILL_LIVES = 0.25;
    private static final double CUT = 0.1;

    /// How long a bank may take to say by itself what is not as it should be: the sensors' patience, and what a
    /// contradiction must last.
    private static final int SECONDS_TO_TELL = 60;

    /// How people behave, and whether anything breaks.
    enum Manners {
        /// Everything that people do wrong, with power cuts; in some lives sensors are ill.
        ROUGH,
        /// People do what they came for, and nothing breaks.
        CALM
    }

    /// @param broken what the truth contradicts; empty when nothing
    record Result(long seed, List<String> broken, Counts counts, String trace) {}

    private record Act(String name, int weight, Runnable does) {}

    private final long seed;
    private final Locker locker;
    private final Judge judge = new Judge();
    private final List<Act> acts = new ArrayList<>();
    private final Mishaps mishaps;
    private final RandomGenerator random;
    private final double cuts;
    private int weights;

    Life(long seed, SimulatedDisk.Honesty honesty, Consumer<String> listener) {
        this(seed, Fitting.SCALE, honesty, Manners.ROUGH, listener);
    }

    Life(long seed, Fitting fitting, SimulatedDisk.Honesty honesty, Manners manners, Consumer<String> listener) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.locker =
                new Locker(random, List.of("A01", "A02", "B01", "B02"), fitting, honesty, judge::durable, listener);
        judge.watch(locker);
        boolean rough = manners == Manners.ROUGH;
        boolean ill = rough && random.nextDouble() < ILL_LIVES;
        cuts = rough ? CUT : 0;
        judge.counts.count(ill ? "lives with ill sensors" : "lives with sound sensors");
        mishaps = new Mishaps(locker, judge, ill);
        if (rough) {
            couriers(new Couriers(locker, judge));
            residents(new Residents(locker, judge));
            mishaps();
        } else {
            calm(new Neighbours(locker, judge), new Residents(locker, judge));
        }
    }

    static Result live(long seed, SimulatedDisk.Honesty honesty, int behaviours, Consumer<String> listener) {
        return new Life(seed, honesty, listener).live(behaviours);
    }

    static Result live(long seed, Fitting fitting, Consumer<String> listener) {
        return new Life(seed, fitting, SimulatedDisk.Honesty.HONEST, Manners.ROUGH, listener).live(BEHAVIOURS);
    }

    private void calm(Neighbours neighbours, Residents residents) {
        act("delivers", 200, neighbours::delivers);
        act("collects", 180, neighbours::collects);
        act("mistypes", 20, residents::mistypes);
    }

    private void couriers(Couriers couriers) {
        act("deposits", 150, couriers::right);
        act("deposits what was announced", 40, couriers::announced);
        act("deposits nothing", 40, couriers::empty);
        act("deposits into another compartment", 40, couriers::wrongSlot);
        act("leaves the door open after a deposit", 25, couriers::doorLeftOpen);
        act("shuts too early on a deposit", 20, couriers::shutsTooEarly);
        act("walks away from a deposit", 25, couriers::walksAway);
        act("changes their mind about a deposit", 30, couriers::changesMind);
        act("deposits two", 30, couriers::two);
        act("takes a parcel back", 25, couriers::takesBack);
        act("fumbles at the screen", 6, couriers::fumbles);
    }

    private void residents(Residents residents) {
        act("collects", 160, residents::right);
        act("takes some", 40, residents::takesSome);
        act("takes nothing", 30, residents::takesNothing);
        act("thinks again", 30, residents::thinksAgain);
        act("leaves the door open after a pickup", 20, residents::doorLeftOpen);
        act("shuts too early on a pickup", 15, residents::shutsTooEarly);
        act("walks away from a pickup", 20, residents::walksAway);
        act("says that it is not there", 15, residents::notHere);
        act("enters two codes", 20, residents::twoCodes);
        act("tries what is others'", 40, residents::triesOthers);
        act("mistypes", 20, residents::mistypes);
        act("guesses codes", 2, residents::guesses);
    }

    private void mishaps() {
        act("a lock jams", 12, mishaps::jam);
        act("a lock does not hold", 12, mishaps::lockDoesNotHold);
        act("a door is forced", 15, mishaps::forced);
        act("support opens", 15, mishaps::supportOpens);
        act("a compartment is out of service", 8, mishaps::outOfService);
        act("all are put back into service", 15, mishaps::inService);
        act("the cloud has a word", 15, mishaps::cloudSays);
        act("the cloud takes its words back", 15, mishaps::cloudForgives);
        act("inputs come twice and late", 15, mishaps::repeats);
        act("a sensor ails", 15, mishaps::ails);
    }

    private void act(String name, int weight, Runnable does) {
        acts.add(new Act(name, weight, does));
        weights += weight;
    }

    Locker locker() {
        return locker;
    }

    Judge judge() {
        return judge;
    }

    Result live(int behaviours) {
        try {
            locker.start();
            locker.tickets(People.tickets(), List.of());
            for (int i = 1; i <= behaviours && judge.broken.isEmpty(); i++) {
                behave(i);
            }
            end();
        } catch (RuntimeException e) {
            judge.broken("a fault in the code: " + e + " at "
                    + List.of(e.getStackTrace()).subList(0, Math.min(12, e.getStackTrace().length)));
        }
        judge.broken.addAll(locker.ledger.broken());
        judge.counts.add("agent starts", locker.bank.starts());
        return new Result(seed, List.copyOf(judge.broken), judge.counts, locker.trace.tail());
    }

    private void behave(int number) {
        Act act = acts.getFirst();
        int at = random.nextInt(weights);
        for (Act one : acts) {
            act = one;
            at -= one.weight();
            if (at < 0) {
                break;
            }
        }
        locker.trace.note(number + ". " + act.name());
        judge.counts.count("behaviours");
        if (random.nextDouble() < cuts) {
            mishaps.powerWillGo();
        }
        act.does().run();
        locker.awaitOn();
        locker.pass(random.nextDouble() * 3);
        if (random.nextDouble() < 0.8) {
            shutAll();
        }
        explain(number + ". " + act.name());
    }

    private void shutAll() {
        for (CompartmentId door : locker.open()) {
            locker.trace.note("  somebody comes by and closes " + door);
            locker.move(door, false);
        }
    }

    /// Within a minute the bank says by itself what is not where the books have it.
    private void explain(String after) {
        locker.pass(0.3);
        String untold = judge.untold();
        for (int i = 0; i < SECONDS_TO_TELL && untold != null; i++) {
            locker.pass(1);
            untold = judge.untold();
        }
        if (untold != null) {
            boolean ill = untold.startsWith("ill: ");
            judge.counts.count(ill ? "lost with an ill sensor" : "lost");
            judge.broken("after " + after + " " + untold);
        }
    }

    private void end() {
        locker.trace.note("the day ends");
        locker.awaitOn();
        locker.pass(100);
        locker.awaitOn();
        shutAll();
        locker.pass(45);
        // The cut may have waited for the disk's next step until now.
        locker.awaitOn();
        explain("all");
        locker.awaitOn();
        BankMemory known = locker.memory();
        if (!judge.memory().books().movements().isEmpty()) {
            judge.broken("never ended: " + judge.memory().books().movements());
        }
        Agent agent = locker.bank.agent();
        if (agent == null || known == null) {
            judge.broken("the bank is off at the end");
        } else if (agent.journal().durableSeq() == agent.journal().lastSeq() && !known.equals(judge.memory())) {
            judge.broken("the bank knows " + known + ", its journal says " + judge.memory());
        }
    }
}
