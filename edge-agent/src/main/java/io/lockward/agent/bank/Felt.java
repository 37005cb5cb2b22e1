package io.lockward.agent.bank;

import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.sensing.Baseline;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Sensed.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a calibrated sensor at rest says of all that is inside.
///
/// @param off from its empty compartment, in the channel's unit
record Felt(SensorChannel channel, Tuning tuning, double off) {
    /// What all calibrated sensors of a compartment say; empty when it has none.
    static List<Felt> in(Turn turn, CompartmentId compartment) {
        SensingWatch watch = turn.sensing(compartment);
        List<Felt> felt = new ArrayList<>();
        if (watch != null) {
            for (Baseline baseline : Sensing.baseline(watch)) {
                Tuning tuning = watch.setup().tunings().get(baseline.channel());
                Double empty = tuning == null ? null : tuning.empty();
                if (tuning != null && empty != null) {
                    felt.add(new Felt(baseline.channel(), tuning, baseline.mean() - empty));
                }
            }
        }
        return felt;
    }

    /// Whether something is inside for certain.
    boolean isFar() {
        return off / tuning.change() > ContentRules.CERTAIN;
    }

    /// Whether what the books say is inside could not hide in any drift.
    boolean isHeavy(List<Parcel> booked) {
        double came = 0;
        for (Parcel parcel : booked) {
            Sensed coming = seen(parcel);
            came += coming == null ? 0 : coming.reading();
        }
        return came / tuning.change() > 2 * ContentRules.CERTAIN;
    }

    /// What is not there any more of what came; `null` when this sensor did not see it come.
    @Nullable
    Sensed taken(Parcel parcel) {
        Sensed came = seen(parcel);
        return came == null
                ? null
                : new Sensed(
                        Outcome.REMOVED, came.channel(), Math.clamp(off - came.reading(), -1e9, 1e9), drift(), 0.99, 0);
    }

    boolean isLighter(Parcel parcel) {
        Sensed came = parcel.sensed();
        return came != null && (off - came.reading()) * Math.signum(came.reading()) < -slack(came.reading());
    }

    /// How much more is felt than came in, as a multiple of what neither drift nor the sensor's own error explains:
    /// above 1 something came in that the books do not have, below -1 some of what they have went out. 0 when this
    /// sensor did not see everything come, for then it cannot say.
    double excess(List<Parcel> booked) {
        double came = 0;
        for (Parcel parcel : booked) {
            Sensed coming = seen(parcel);
            if (coming == null) {
                return 0;
            }
            came += coming.reading();
        }
        return (off - came) * Math.signum(tuning.change()) / slack(came);
    }

    /// As this sensor saw it come.
    private @Nullable Sensed seen(Parcel parcel) {
        Sensed came = parcel.sensed();
        boolean saw = came != null
                && came.outcome() == Outcome.ADDED
                && SensedWords.word(channel).equals(came.channel());
        return saw ? came : null;
    }

    private double slack(double came) {
        double share = channel == SensorChannel.LOAD_CELL ? ContentRules.CELL_SLACK : ContentRules.OTHER_SLACK;
        return Math.max(drift(), share * Math.abs(came));
    }

    /// How far an old calibration may have drifted.
    private double drift() {
        return ContentRules.CERTAIN * Math.abs(tuning.change());
    }
}
