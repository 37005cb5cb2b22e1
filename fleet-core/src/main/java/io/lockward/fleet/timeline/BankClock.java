package io.lockward.fleet.timeline;

import io.lockward.fleet.timeline.Timeline.ClockStep;
import io.lockward.protocol.entry.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When things happened, by the bank's newest clock of each boot: what a boot said before its clock was set right moves
/// to where it belongs, for uptime does not jump. Immutable.
final class BankClock {
    /// A clock is slewed by less than this between two entries; what is more was a step.
    private static final long STEP_MILLIS = 1_000;

    private record Boot(long epoch, long boot) {}

    private final Map<Boot, Long> offsets;
    private final List<ClockStep> steps;

    private BankClock(Map<Boot, Long> offsets, List<ClockStep> steps) {
        this.offsets = offsets;
        this.steps = steps;
    }

    /// @param moments in journal order
    static BankClock of(List<Moment> moments) {
        Map<Boot, Long> offsets = new HashMap<>();
        List<Moment> stepped = new ArrayList<>();
        List<Long> by = new ArrayList<>();
        for (Moment moment : moments) {
            long offset = moment.stamp().at().toEpochMilli() - moment.stamp().up();
            Long before = offsets.put(bootOf(moment), offset);
            if (before != null && Math.abs(offset - before) >= STEP_MILLIS) {
                stepped.add(moment);
                by.add(offset - before);
            }
        }
        List<ClockStep> steps = new ArrayList<>();
        BankClock clock = new BankClock(offsets, steps);
        for (int i = 0; i < stepped.size(); i++) {
            Moment moment = stepped.get(i);
            steps.add(new ClockStep(clock.at(moment), moment.epoch(), moment.seq(), by.get(i)));
        }
        return clock;
    }

    Instant at(Moment moment) {
        long offset = offsets.getOrDefault(
                bootOf(moment),
                moment.stamp().at().toEpochMilli() - moment.stamp().up());
        Instant at = Instant.ofEpochMilli(offset + moment.stamp().up());
        // A gap is stamped with the time of what it fills; nothing else may come before it was said.
        return moment.entry() instanceof JournalEntry.Gap ? moment.stamp().at() : at;
    }

    /// When an uptime of a boot was; `null` when nothing here was said in that boot.
    @Nullable
    Instant at(long epoch, long boot, long up) {
        Long offset = offsets.get(new Boot(epoch, boot));
        return offset == null ? null : Instant.ofEpochMilli(offset + up);
    }

    /// How long after it happened the cloud had it; a bank whose clock is ahead seems to speak of the future.
    Duration delay(Moment moment) {
        return Duration.between(at(moment), moment.receivedAt());
    }

    List<ClockStep> steps() {
        return List.copyOf(steps);
    }

    private static Boot bootOf(Moment moment) {
        return new Boot(moment.epoch(), moment.stamp().boot());
    }
}
