package io.lockward.cloud.timeline;

import io.lockward.fleet.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A timeline as it is sent. Marks are rows of numbers with the words apart, for a busy day has twenty thousand.
///
/// @param from the first instant of the span
/// @param to the first instant after it
/// @param truncated whether older entries of the span are left out: ask for a shorter one
/// @param types the words of column `type`
/// @param ids the lanes of column `lane`
/// @param marks rows of milliseconds after `from`, epoch, seq, index in `types`, index in `ids`
public record TimelineView(
        String bank,
        Instant from,
        Instant to,
        boolean truncated,
        List<Timeline.Lane> lanes,
        List<Timeline.Gap> gaps,
        List<Timeline.Late> late,
        List<Timeline.ClockStep> steps,
        List<Timeline.Film> films,
        List<String> types,
        List<String> ids,
        List<long[]> marks,
        @Nullable Instant newest) {
    static TimelineView of(String bank, Instant from, Instant to, boolean truncated, Timeline timeline) {
        Map<String, Integer> types = new LinkedHashMap<>();
        Map<String, Integer> ids = new LinkedHashMap<>();
        List<long[]> marks = new ArrayList<>(timeline.marks().size());
        for (Timeline.Mark mark : timeline.marks()) {
            marks.add(new long[] {
                mark.at().toEpochMilli() - from.toEpochMilli(),
                mark.epoch(),
                mark.seq(),
                types.computeIfAbsent(mark.type(), _ -> types.size()),
                ids.computeIfAbsent(mark.lane(), _ -> ids.size())
            });
        }
        return new TimelineView(
                bank,
                from,
                to,
                truncated,
                timeline.lanes(),
                timeline.gaps(),
                timeline.late(),
                timeline.steps(),
                timeline.films(),
                List.copyOf(types.keySet()),
                List.copyOf(ids.keySet()),
                marks,
                timeline.marks().isEmpty() ? null : timeline.marks().getLast().at());
    }
}
