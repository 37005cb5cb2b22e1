package io.lockward.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.systemtest.Await;
import io.lockward.systemtest.Checker;
import io.lockward.systemtest.Deposits;
import io.lockward.systemtest.Operator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Pulls a working machine's plug again and again, and holds what is left against what was promised. Two machines that
/// run side by side share the pulls, as one core is what each of them can use. `-Dlab.cuts` says how often the plug is
/// pulled in all, `-Dlab.seed` when. Thread rule: one thread.
final class PlugPulls {
    static final int CUTS = Integer.getInteger("lab.cuts", 100);
    static final long SEED = Long.getLong("lab.seed", 20_261_122);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(10);

    private final Rig rig;
    private final Operator operator;
    private final Random random;

    private PlugPulls(Rig rig, Operator operator, Random random) {
        this.rig = rig;
        this.operator = operator;
        this.random = random;
    }

    /// @param asked the ids of the commands that the bank was given before; gets those that are given here
    static void pull(Rig rig, Set<String> asked, int cuts, long seed) throws Exception {
        long started = System.nanoTime();
        Operator operator = Operator.start(rig.cloud.rest(), Rig.BANK, rig.commanded(), Duration.ofMillis(300));
        PlugPulls pulls = new PlugPulls(rig, operator, new Random(seed));
        try {
            for (int cut = 0; cut < cuts; cut++) {
                pulls.awaitMoment(cut);
                rig.cut();
                rig.plugInAndGoOn();
                if (cut % 10 == 9) {
                    Workshop.say("cuts " + (cut + 1) + " of " + cuts + " after " + secondsSince(started) + " s");
                }
            }
        } finally {
            operator.close();
        }
        asked.addAll(operator.accepted());
        rig.powerOff();
        Checker.Verdict verdict = rig.settle(asked);
        Map<String, Integer> ends = rig.ends();
        int unresolved = ends.getOrDefault("open", 0);
        Workshop.say("cuts " + cuts + ", seed " + seed + ", " + verdict.line() + ", unresolved " + unresolved
                + ", commands " + asked.size() + " " + ends + ", boots " + rig.machine.boots() + ", seconds "
                + secondsSince(started));
        verdict.mustBeClean();
        if (rig.hasCourier()) {
            Deposits deposits = rig.deposits();
            Workshop.say(deposits.line());
            assertEquals(List.of(), deposits.problems());
            assertTrue(deposits.interrupted() >= cuts / 10, "the plug was pulled in the middle of deposits");
        }
        assertEquals(0, unresolved, "commands without an end");
        assertEquals(List.of(), rig.machine.failures());
    }

    /// Lets the machine work until the moment of a cut: at any time, just after a command was accepted, just after a
    /// lock was driven, just after a door sprang open, in the middle of starting, or in the middle of a deposit.
    private void awaitMoment(int cut) {
        if (cut % 10 == 9) {
            Await.pass(Duration.ofMillis(random.nextInt(2_500)));
            return;
        }
        if (rig.hasCourier() && cut % 2 == 1) {
            long before = rig.sensingPulses();
            try {
                Await.until("a deposit begins", PATIENCE, SOON, () -> rig.sensingPulses() > before);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "; the courier heard " + rig.courierHeard(), e);
            }
            // Its door is shut after 0.7 s, and the sensor has decided a second or two later.
            Await.pass(Duration.ofMillis(random.nextInt(3_000)));
            return;
        }
        awaitPulse("this boot's agent drives a lock");
        switch (cut % 4) {
            case 0 -> Await.pass(Duration.ofMillis(random.nextInt(3_000)));
            case 1 -> {
                int accepted = operator.accepted().size();
                Await.until(
                        "a command is accepted",
                        PATIENCE,
                        SOON,
                        () -> operator.accepted().size() > accepted);
                Await.pass(Duration.ofMillis(random.nextInt(250)));
            }
            case 2 -> {
                awaitPulse("a lock is driven");
                Await.pass(Duration.ofMillis(random.nextInt(40)));
            }
            case 3 -> {
                awaitPulse("a lock is driven");
                // The spring opens the door after 60 ms, the debounce takes 20 ms.
                Await.pass(Duration.ofMillis(50 + random.nextInt(60)));
            }
            default -> throw new IllegalStateException();
        }
    }

    private void awaitPulse(String said) {
        long pulses = rig.machine.pulses();
        Await.until(said, PATIENCE, SOON, () -> rig.machine.pulses() > pulses);
    }

    private static long secondsSince(long started) {
        return Duration.ofNanos(System.nanoTime() - started).toSeconds();
    }
}
