package io.lockward.agent.bank;

import io.lockward.agent.bank.sensing.Baseline;
import io.lockward.agent.bank.sensing.Finding;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.Verdict;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Sensed.Outcome;
import io.lockward.protocol.entry.SensorMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the sensors say, in the words of the journal, and back.
final class SensedWords {
    /// How long a verdict may be overdue before it is taken for undecided.
    private static final long OVERDUE_MILLIS = 5_000;

    private SensedWords() {}

    /// @param sensed `null` when there are no sensors
    /// @param suspect whether they cannot be believed, rather than being unsure
    record Judged(@Nullable Sensed sensed, boolean suspect) {
        boolean saw(Outcome outcome) {
            return sensed != null && sensed.outcome() == outcome;
        }
    }

    /// @param waitedMillis since the door closed
    /// @return `null` while they decide
    static @Nullable Judged judged(@Nullable SensingWatch watch, long waitedMillis) {
        if (watch == null || watch.setup().tunings().isEmpty()) {
            return new Judged(null, true);
        }
        return switch (Sensing.verdict(watch)) {
            case Verdict.Pending _ ->
                waitedMillis < watch.setup().capMillis() + OVERDUE_MILLIS
                        ? null
                        : new Judged(sensed(Outcome.UNDECIDED, null, waitedMillis), false);
            case Verdict.Added(Finding finding) -> new Judged(sensed(Outcome.ADDED, finding, waitedMillis), false);
            case Verdict.Removed(Finding finding) -> new Judged(sensed(Outcome.REMOVED, finding, waitedMillis), false);
            case Verdict.NoChange(Finding finding) ->
                new Judged(sensed(Outcome.NO_CHANGE, finding, waitedMillis), false);
            case Verdict.Undecided(Verdict.Reason reason, Finding finding) ->
                new Judged(sensed(Outcome.UNDECIDED, finding, waitedMillis), reason == Verdict.Reason.NO_SENSOR);
        };
    }

    static Sensed sensed(Outcome outcome, @Nullable Finding finding, long waitedMillis) {
        return finding == null
                ? new Sensed(outcome, null, 0, 0, 0, Math.max(0, waitedMillis))
                : new Sensed(
                        outcome,
                        word(finding.channel()),
                        bounded(finding.reading()),
                        bounded(finding.threshold()),
                        Math.clamp(finding.confidence(), 0, 1),
                        Math.max(0, finding.millis()));
    }

    static List<SensorMark> marks(List<Baseline> baselines) {
        List<SensorMark> marks = new ArrayList<>();
        for (Baseline baseline : baselines) {
            marks.add(new SensorMark(
                    word(baseline.channel()),
                    bounded(baseline.mean()),
                    Math.min(1e9, Math.sqrt(baseline.variance())),
                    baseline.samples()));
        }
        return marks;
    }

    /// What the journal says the sensors knew. A mark that no agent would write is left out.
    static List<Baseline> baselines(List<SensorMark> marks) {
        List<Baseline> baselines = new ArrayList<>();
        for (SensorMark mark : marks) {
            SensorChannel channel = channel(mark.channel());
            if (channel != null && mark.deviation() > 0 && mark.samples() > 0) {
                baselines.add(new Baseline(channel, mark.mean(), mark.deviation() * mark.deviation(), mark.samples()));
            }
        }
        return baselines;
    }

    static String word(SensorChannel channel) {
        return channel.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable SensorChannel channel(@Nullable String word) {
        for (SensorChannel channel : SensorChannel.values()) {
            if (word(channel).equals(word)) {
                return channel;
            }
        }
        return null;
    }

    private static double bounded(double value) {
        return Math.clamp(value, -1e9, 1e9);
    }
}
