package io.lockward.agent.bank.sensing;

import io.lockward.agent.bank.sensing.SensingWatch.Concluded;
import io.lockward.agent.bank.sensing.SensingWatch.Deciding;
import io.lockward.agent.bank.sensing.SensingWatch.Event;
import io.lockward.agent.bank.sensing.Verdict.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The door is shut again: gathers what each sensor says once it is at rest, adds up their log-likelihood
/// ratios, and concludes as soon as the sum suffices.
final class Decision {
    /// A window that spreads beyond this many times the limit for rest is somebody's hand again.
    private static final double UNREST = 1.5;

    /// So long after the closing a sensor may keep the others waiting that is not at rest yet: one that is
    /// fooled should not decide before the rest has spoken.
    private static final long PATIENCE_MILLIS = 2_500;

    private Decision() {}

    /// After a sample of one channel.
    static SensingWatch step(SensingWatch watch, Deciding deciding, Sample sample, Tuning tuning, Track track) {
        EnumMap<SensorChannel, Run> after = new EnumMap<>(SensorChannel.class);
        after.putAll(deciding.after());
        Run run = after.get(sample.channel());
        Filter filter = track.filter();
        if (run == null) {
            if (!filter.isAtRest(tuning)) {
                return settle(watch, deciding);
            }
            after.put(sample.channel(), filter.run());
        } else if (filter.spread() > UNREST * tuning.settle()) {
            after.remove(sample.channel());
        } else {
            // No single value counts for more than a change's worth.
            double most = Math.abs(tuning.change());
            double clipped = Math.clamp(filter.newest(), run.mean() - most, run.mean() + most);
            after.put(sample.channel(), run.plus(sample.up(), clipped));
        }
        return settle(watch, new Deciding(deciding.event(), deciding.closedUp(), after));
    }

    /// Concludes if that can be done, at `watch.up()`.
    static SensingWatch settle(SensingWatch watch, Deciding deciding) {
        Verdict verdict = conclude(watch, deciding);
        return watch.with(verdict == null ? deciding : new Concluded(verdict));
    }

    private static @Nullable Verdict conclude(SensingWatch watch, Deciding deciding) {
        if (deciding.event().before().isEmpty()) {
            Reason reason = watch.setup().tunings().isEmpty() ? Reason.NO_SENSOR : Reason.NO_BASELINE;
            return new Verdict.Undecided(reason, null);
        }
        List<Evidence> all = evidence(watch, deciding);
        double boundary = watch.setup().boundary();
        long waited = watch.up() - deciding.closedUp();
        double added = all.stream().mapToDouble(Evidence::added).sum();
        double removed = all.stream().mapToDouble(Evidence::removed).sum();
        if (!all.isEmpty() && (waited >= PATIENCE_MILLIS || !isOneAwaited(watch, deciding))) {
            if (added >= boundary && removed < boundary) {
                return new Verdict.Added(finding(watch, all, Side.ADDED, added, removed, waited));
            }
            if (removed >= boundary && added < boundary) {
                return new Verdict.Removed(finding(watch, all, Side.REMOVED, added, removed, waited));
            }
            if (added <= -boundary && removed <= -boundary) {
                return new Verdict.NoChange(finding(watch, all, Side.NO_CHANGE, added, removed, waited));
            }
        }
        return waited < watch.setup().capMillis() ? null : undecided(watch, deciding, all, added, removed, waited);
    }

    private static boolean isOneAwaited(SensingWatch watch, Deciding deciding) {
        for (Baseline before : deciding.event().before()) {
            Tuning tuning = watch.setup().tunings().get(before.channel());
            if (tuning != null
                    && !deciding.after().containsKey(before.channel())
                    && Sensing.health(watch, before.channel(), tuning).isUsable()) {
                return true;
            }
        }
        return false;
    }

    private static List<Evidence> evidence(SensingWatch watch, Deciding deciding) {
        Event event = deciding.event();
        long gap = event.sinceUp() == null ? Evidence.UNKNOWN_GAP_MILLIS : Math.max(0, watch.up() - event.sinceUp());
        List<Evidence> all = new ArrayList<>();
        for (Baseline before : event.before()) {
            Run after = deciding.after().get(before.channel());
            Tuning tuning = watch.setup().tunings().get(before.channel());
            if (after != null
                    && tuning != null
                    && Sensing.health(watch, before.channel(), tuning).isUsable()) {
                all.add(Evidence.of(before, after, tuning, gap));
            }
        }
        return all;
    }

    private enum Side {
        ADDED,
        REMOVED,
        NO_CHANGE
    }

    private static double weight(Evidence evidence, Side side) {
        return switch (side) {
            case ADDED -> evidence.added();
            case REMOVED -> evidence.removed();
            case NO_CHANGE -> -Math.max(evidence.added(), evidence.removed());
        };
    }

    private static Finding finding(
            SensingWatch watch, List<Evidence> all, Side side, double added, double removed, long waited) {
        Evidence most = all.getFirst();
        for (Evidence evidence : all) {
            if (weight(evidence, side) > weight(most, side)) {
                most = evidence;
            }
        }
        double oddsAdded = Math.exp(Math.min(added, 300));
        double oddsRemoved = Math.exp(Math.min(removed, 300));
        double odds = switch (side) {
            case ADDED -> oddsAdded;
            case REMOVED -> oddsRemoved;
            case NO_CHANGE -> 1;
        };
        double confidence = odds / (1 + oddsAdded + oddsRemoved);
        Map<SensorChannel, Tuning> tunings = watch.setup().tunings();
        Tuning tuning = tunings.get(most.channel());
        double threshold =
                tuning == null ? 0 : most.threshold(tuning, watch.setup().boundary(), side == Side.NO_CHANGE);
        return new Finding(most.channel(), most.reading(), threshold, confidence, waited);
    }

    private static Verdict undecided(
            SensingWatch watch, Deciding deciding, List<Evidence> all, double added, double removed, long waited) {
        if (all.isEmpty()) {
            boolean anyUsable = watch.setup().tunings().entrySet().stream()
                    .anyMatch(entry -> Sensing.health(watch, entry.getKey(), entry.getValue())
                            .isUsable());
            boolean anyHeard = !deciding.after().isEmpty();
            Reason reason = !anyUsable ? Reason.NO_SENSOR : anyHeard ? Reason.NO_BASELINE : Reason.NOT_SETTLED;
            return new Verdict.Undecided(reason, null);
        }
        double boundary = watch.setup().boundary();
        boolean saysSomething =
                all.stream().anyMatch(evidence -> Math.max(evidence.added(), evidence.removed()) > boundary / 2);
        boolean saysNothing =
                all.stream().anyMatch(evidence -> Math.max(evidence.added(), evidence.removed()) < -boundary / 2);
        boolean bothWays = all.stream().anyMatch(evidence -> evidence.added() > boundary / 2)
                && all.stream().anyMatch(evidence -> evidence.removed() > boundary / 2);
        Reason reason = (saysSomething && saysNothing) || bothWays ? Reason.CONTRADICTION : Reason.TOO_CLOSE;
        Side side = Math.max(added, removed) <= 0 ? Side.NO_CHANGE : added >= removed ? Side.ADDED : Side.REMOVED;
        return new Verdict.Undecided(reason, finding(watch, all, side, added, removed, waited));
    }
}
