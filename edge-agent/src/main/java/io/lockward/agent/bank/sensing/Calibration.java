package io.lockward.agent.bank.sensing;

import io.lockward.agent.bank.sensing.Gauge.Measured;
import io.lockward.protocol.entry.SensorScale;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calibrating the sensors of one compartment, step by step: somebody does what a [Step] says, shuts the door,
/// says [#ready(long)], and the samples that follow are measured. At the end stands what two sheets of paper do
/// against the noise of this very compartment.
///
/// Immutable and pure; the kiosk and the command line lead the same flow.
///
/// @param step what is asked or measured; `null` at the end
/// @param recording what is being measured; `null` while a person is waited for
/// @param measured what was measured, by step
/// @param failure why it cannot go on, for people; `null` while it can
public record Calibration(
        SensingSetup setup,
        @Nullable Step step,
        @Nullable Recording recording,
        Map<Step, Map<SensorChannel, Measured>> measured,
        @Nullable Failure failure) {

    /// What a person does, and for how long it is measured.
    public enum Step {
        EMPTY(60_000, "Leave the compartment empty and shut the door."),
        TWO_SHEETS(20_000, "Lay two sheets of A4 paper flat on the floor and shut the door."),
        EMPTY_AGAIN(20_000, "Take the paper out and shut the door."),
        BOX(10_000, "Put a box in, as large as usual, and shut the door.");

        private final long millis;
        private final String words;

        Step(long millis, String words) {
            this.millis = millis;
            this.words = words;
        }

        /// What to do, for people.
        public String words() {
            return words;
        }

        @Nullable
        Step next() {
            return switch (this) {
                case EMPTY -> TWO_SHEETS;
                case TWO_SHEETS -> EMPTY_AGAIN;
                case EMPTY_AGAIN -> BOX;
                case BOX -> null;
            };
        }
    }

    /// Why a calibration cannot go on.
    ///
    /// @param channel which sensor; `null` when there is none
    /// @param words why, and what to do, for a terminal
    public record Failure(Why why, @Nullable SensorChannel channel, String words) {
        public enum Why {
            NO_SENSORS,
            /// It does not answer.
            SILENT,
            /// It does not come to rest.
            RESTLESS,
            /// It could tell two sheets and reads as it did without them.
            SHEETS_UNFELT,
            /// The empty compartment does not read the same again.
            LOOSE,
            /// It does not see the box.
            BOX_UNSEEN
        }
    }

    /// How well a sensor sees two sheets of paper.
    public enum Level {
        RELIABLE,
        /// They are seen, but some verdicts will stay open.
        SEEN,
        UNSEEN
    }

    public static Level level(SensorScale scale) {
        return Scales.isReliable(scale) ? Level.RELIABLE : scale.seesSheets() ? Level.SEEN : Level.UNSEEN;
    }

    /// How far a calibration is.
    public sealed interface Progress {
        /// A person has to do this and say so.
        record Asking(Step step) implements Progress {}

        /// Hands off.
        ///
        /// @param percent 0 to 100
        record Measuring(Step step, int percent) implements Progress {}

        /// All is known.
        ///
        /// @param scales to be recorded, by sensor
        /// @param words what they mean, a sentence for each sensor
        record Done(List<SensorScale> scales, List<String> words) implements Progress {
            public Done {
                scales = List.copyOf(scales);
                words = List.copyOf(words);
            }
        }

        /// It has to begin anew.
        ///
        /// @param failure why, and what to do
        record Failed(Failure failure) implements Progress {
            public String words() {
                return failure.words();
            }
        }
    }

    /// @param sinceUp uptime in milliseconds when it began
    /// @param up the latest moment heard of
    record Recording(long sinceUp, long up, Map<SensorChannel, Gauge> gauges) {
        Recording {
            EnumMap<SensorChannel, Gauge> sorted = new EnumMap<>(SensorChannel.class);
            sorted.putAll(gauges);
            gauges = Collections.unmodifiableMap(sorted);
        }
    }

    public Calibration {
        EnumMap<Step, Map<SensorChannel, Measured>> sorted = new EnumMap<>(Step.class);
        sorted.putAll(measured);
        measured = Collections.unmodifiableMap(sorted);
    }

    /// After so long without a sample a sensor is silent: one that fails is asked again every second.
    private static final long SILENT_MILLIS = 10_000;

    private static final Failure NO_SENSORS =
            new Failure(Failure.Why.NO_SENSORS, null, "This compartment has no sensors.");

    public static Calibration start(SensingSetup setup) {
        return setup.tunings().isEmpty()
                ? new Calibration(setup, null, null, new EnumMap<>(Step.class), NO_SENSORS)
                : new Calibration(setup, Step.EMPTY, null, new EnumMap<>(Step.class), null);
    }

    /// The person has done what the step says. Without meaning while something is measured or at the end.
    public Calibration ready(long up) {
        if (step == null || recording != null || failure != null) {
            return this;
        }
        EnumMap<SensorChannel, Gauge> gauges = new EnumMap<>(SensorChannel.class);
        setup.tunings().keySet().forEach(channel -> gauges.put(channel, Gauge.START));
        return new Calibration(setup, step, new Recording(up, up, gauges), measured, null);
    }

    public Calibration sampled(Sample sample) {
        Tuning tuning = setup.tunings().get(sample.channel());
        if (recording == null || tuning == null || sample.up() <= recording.sinceUp()) {
            return this;
        }
        EnumMap<SensorChannel, Gauge> gauges = new EnumMap<>(SensorChannel.class);
        gauges.putAll(recording.gauges());
        gauges.computeIfPresent(sample.channel(), (_, gauge) -> gauge.plus(sample, tuning));
        long latest = Math.max(recording.up(), sample.up());
        return settle(new Recording(recording.sinceUp(), latest, gauges));
    }

    /// Time has passed. Needed when samples stop coming.
    public Calibration tick(long up) {
        return recording == null
                ? this
                : settle(new Recording(recording.sinceUp(), Math.max(up, recording.up()), recording.gauges()));
    }

    public Progress progress() {
        if (failure != null) {
            return new Progress.Failed(failure);
        }
        if (step == null) {
            List<SensorScale> scales = Scales.of(setup, measured);
            return new Progress.Done(scales, scales.stream().map(Scales::words).toList());
        }
        if (recording == null) {
            return new Progress.Asking(step);
        }
        long least = recording.gauges().entrySet().stream()
                .mapToLong(entry -> settledMillis(entry.getKey(), entry.getValue()))
                .min()
                .orElse(0);
        return new Progress.Measuring(step, (int) Math.min(100, least * 100 / step.millis));
    }

    /// The setup with what was measured in place of what was expected. What no calibration would give is left
    /// out.
    public static SensingSetup applied(SensingSetup setup, List<SensorScale> scales) {
        EnumMap<SensorChannel, Tuning> tunings = new EnumMap<>(SensorChannel.class);
        tunings.putAll(setup.tunings());
        boolean anySees = false;
        for (SensorScale scale : scales) {
            SensorChannel channel = SensorChannel.of(scale.channel());
            Tuning expected = channel == null ? null : tunings.get(channel);
            if (channel != null && expected != null) {
                tunings.put(channel, expected.calibrated(scale));
                anySees |= scale.seesSheets();
            }
        }
        if (anySees) {
            for (SensorScale scale : scales) {
                SensorChannel channel = SensorChannel.of(scale.channel());
                if (channel != null && !scale.seesSheets()) {
                    tunings.computeIfPresent(channel, (_, tuning) -> tuning.believed(Tuning.COARSE, tuning.phantom()));
                }
            }
        }
        return new SensingSetup(tunings, setup.boundary(), setup.capMillis());
    }

    private Calibration settle(Recording now) {
        if (step == null) {
            return this;
        }
        List<SensorChannel> unsettled = now.gauges().entrySet().stream()
                .filter(entry -> settledMillis(entry.getKey(), entry.getValue()) < step.millis)
                .map(Map.Entry::getKey)
                .toList();
        if (!unsettled.isEmpty()) {
            Failure failure = unsettledProblem(step, now, unsettled);
            return failure == null ? new Calibration(setup, step, now, measured, null) : failed(failure);
        }
        EnumMap<SensorChannel, Measured> means = new EnumMap<>(SensorChannel.class);
        setup.tunings().forEach((channel, tuning) -> {
            Gauge gauge = now.gauges().get(channel);
            if (gauge != null) {
                means.put(channel, gauge.measured(tuning));
            }
        });
        EnumMap<Step, Map<SensorChannel, Measured>> known = new EnumMap<>(Step.class);
        known.putAll(measured);
        known.put(step, means);
        Failure problem = Scales.problem(setup, known);
        return problem == null ? new Calibration(setup, step.next(), null, known, null) : failed(problem);
    }

    /// Nobody is kept waiting for a sensor that died, or never answered; the others have three times as long as it
    /// should take: who has not settled by then does not.
    private static @Nullable Failure unsettledProblem(Step step, Recording now, List<SensorChannel> unsettled) {
        for (SensorChannel channel : unsettled) {
            Gauge gauge = now.gauges().get(channel);
            Sample last = gauge == null ? null : gauge.last();
            if (now.up() - (last == null ? now.sinceUp() : last.up()) >= SILENT_MILLIS) {
                return wiring(Failure.Why.SILENT, channel, "does not answer");
            }
        }
        boolean overdue = now.up() - now.sinceUp() >= 3 * step.millis;
        return overdue ? wiring(Failure.Why.RESTLESS, unsettled.getFirst(), "does not come to rest") : null;
    }

    private static Failure wiring(Failure.Why why, SensorChannel channel, String problem) {
        return new Failure(
                why, channel, "The " + channel.words() + " " + problem + ": look at its wiring, then begin anew.");
    }

    private Calibration failed(Failure why) {
        return new Calibration(setup, null, null, measured, why);
    }

    private long settledMillis(SensorChannel channel, Gauge gauge) {
        Tuning tuning = setup.tunings().get(channel);
        return tuning == null ? Long.MAX_VALUE : gauge.settledMillis(tuning);
    }
}
