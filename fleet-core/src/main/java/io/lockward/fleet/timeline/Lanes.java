package io.lockward.fleet.timeline;

import io.lockward.fleet.timeline.Timeline.Lane;
import io.lockward.fleet.timeline.Timeline.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects states of lanes. Not for several threads.
final class Lanes {
    /// What a state ends with of which nobody knows how long it lasted.
    static final String UNHEARD = "nothing-heard-since";

    private record Open(String lane, State state) {}

    private final Map<String, List<State>> ended = new LinkedHashMap<>();
    private final Map<String, Open> open = new LinkedHashMap<>();

    void take(Change change, Moment moment, Instant at) {
        switch (change) {
            case Change.Becomes(String lane, String state) -> {
                Open before = open.get(lane);
                if (before == null || !before.state().state().equals(state)) {
                    end(lane, at, null);
                    open.put(lane, new Open(lane, begun(at, state, moment)));
                }
            }
            case Change.Begins(String lane, String key, String state) -> {
                if (!open.containsKey(key)) {
                    open.put(key, new Open(lane, begun(at, state, moment)));
                }
            }
            case Change.Ends(String key, String said) -> end(key, at, said);
            case Change.Was(String lane, String state, long millis) ->
                add(lane, new State(at.minusMillis(millis), at, state, moment.epoch(), moment.seq(), null));
            case Change.None() -> {
                // Only a mark.
            }
        }
    }

    private static State begun(Instant at, String state, Moment moment) {
        return new State(at, null, state, moment.epoch(), moment.seq(), null);
    }

    private void end(String key, Instant at, @Nullable String said) {
        Open was = open.remove(key);
        if (was != null) {
            State state = was.state();
            Instant to = at.isBefore(state.from()) ? state.from() : at;
            add(was.lane(), new State(state.from(), to, state.state(), state.epoch(), state.seq(), said));
        }
    }

    private void add(String lane, State state) {
        ended.computeIfAbsent(lane, _ -> new ArrayList<>()).add(state);
    }

    /// All lanes with something in the span.
    ///
    /// @param unheard since when nothing is known: what was so then is not said to go on; `null` when all is heard
    List<Lane> all(Instant from, Instant to, @Nullable Instant unheard) {
        if (unheard != null) {
            List.copyOf(open.keySet()).forEach(key -> end(key, unheard, UNHEARD));
        }
        Map<String, List<State>> lanes = new LinkedHashMap<>();
        ended.forEach((lane, states) -> lanes.put(lane, new ArrayList<>(states)));
        open.values()
                .forEach(each -> lanes.computeIfAbsent(each.lane(), _ -> new ArrayList<>())
                        .add(each.state()));
        return lanes.entrySet().stream()
                .map(lane -> within(new Lane(lane.getKey(), lane.getValue()), from, to))
                .filter(lane -> !lane.states().isEmpty())
                .toList();
    }

    /// What of a lane touches the span.
    static Lane within(Lane lane, Instant from, Instant to) {
        return new Lane(
                lane.id(),
                lane.states().stream()
                        .filter(state -> state.from().isBefore(to)
                                && (state.to() == null || !state.to().isBefore(from)))
                        .toList());
    }
}
