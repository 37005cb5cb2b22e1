package io.lockward.simulator.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every state a model can reach, breadth first, so that what is found wrong comes with a shortest way to it.
///
/// A run is *fair* when it goes on for as long as anything can still change. The states of a model that is sound
/// have no cycle, so every fair run ends in a state that nothing changes; what must hold in the end is asked
/// there. This is liveness for all fair runs, not for one chosen run.
final class Exploration<S> {
    /// What is explored.
    interface Model<S> {
        S start();

        /// Every way on. One that leads to a state with the same key changes nothing.
        List<Way<S>> ways(S state);

        /// What tells states apart.
        Object key(S state);

        /// What does not hold in this state; `null` when all does.
        @Nullable
        String broken(S state);

        /// What does not hold where nothing changes any more; `null` when all does.
        @Nullable
        String unended(S state);
    }

    /// One event.
    record Way<S>(String name, S to) {}

    /// @param states how many there are
    /// @param ways how many ways lead from one to another
    /// @param rests the states in which nothing changes any more
    /// @param problem what does not hold, and the shortest way there; `null` when all holds
    record Found<S>(
            int states, long ways, List<S> rests, @Nullable String problem) {}

    private final Model<S> model;
    private final int most;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<int[]> next = new ArrayList<>();
    private final List<Set<String>> nextByName = new ArrayList<>();
    private final Map<Integer, List<S>> twins = new HashMap<>();
    private final ArrayDeque<S> open = new ArrayDeque<>();
    private final List<S> rests = new ArrayList<>();
    private final boolean doubting;
    private long ways;

    private Exploration(Model<S> model, int most, boolean doubting) {
        this.model = model;
        this.most = most;
        this.doubting = doubting;
    }

    /// @param most more states than this are a problem of their own: the model does not end
    static <S> Found<S> of(Model<S> model, int most) {
        return new Exploration<>(model, most, false).run();
    }

    /// The same, and asks of every state that was taken for another one, because their keys are the same, whether
    /// the same ways lead on from it: whether the keys leave out only what does not matter.
    static <S> Found<S> doubtingKeys(Model<S> model, int most) {
        return new Exploration<>(model, most, true).run();
    }

    private Found<S> run() {
        S start = model.start();
        meet(model.key(start), -1, "start");
        open.add(start);
        for (int number = 0; !open.isEmpty(); number++) {
            S state = open.remove();
            String problem = model.broken(state);
            if (problem == null) {
                problem = goOn(number, state);
            }
            if (problem == null && next.get(number).length == 0) {
                rests.add(state);
                problem = model.unended(state);
            }
            if (problem == null && numbers.size() > most) {
                return found("more than " + most + " states");
            }
            if (problem != null) {
                return found(path(number) + "\n=> " + problem);
            }
        }
        return found(cycle());
    }

    private Found<S> found(@Nullable String problem) {
        return new Found<>(numbers.size(), ways, rests, problem);
    }

    /// @return what is wrong with the keys; `null` when nothing
    private @Nullable String goOn(int number, S state) {
        Set<Integer> leads = new LinkedHashSet<>();
        Set<String> named = new HashSet<>();
        for (Way<S> way : model.ways(state)) {
            Object key = model.key(way.to());
            Integer known = numbers.get(key);
            if (known == null) {
                known = meet(key, number, way.name());
                open.add(way.to());
            } else if (doubting && known > number) {
                twins.computeIfAbsent(known, _ -> new ArrayList<>()).add(way.to());
            } else if (doubting && known < number && !named(way.to()).equals(nextByName.get(known))) {
                return way.name() + "\n=> the state is not what its key says";
            }
            if (known != number) {
                ways++;
                leads.add(known);
                named.add(way.name() + " -> " + known);
            }
        }
        next.add(leads.stream().mapToInt(Integer::intValue).toArray());
        nextByName.add(doubting ? named : Set.of());
        List<S> same = twins.remove(number);
        boolean differs =
                same != null && same.stream().anyMatch(twin -> !named(twin).equals(named));
        return differs ? "another state with the same key goes on differently" : null;
    }

    /// The ways on from a state that was met before under its key.
    private Set<String> named(S state) {
        Object key = model.key(state);
        Set<String> named = new HashSet<>();
        for (Way<S> way : model.ways(state)) {
            Object to = model.key(way.to());
            if (!to.equals(key)) {
                named.add(way.name() + " -> " + numbers.get(to));
            }
        }
        return named;
    }

    private int meet(Object key, int parent, String name) {
        int number = numbers.size();
        numbers.put(key, number);
        parents.add(parent);
        names.add(name);
        return number;
    }

    /// States are taken off one by one when nothing leads to them any more; what is left lies on or behind a
    /// cycle.
    private @Nullable String cycle() {
        int[] before = new int[next.size()];
        next.forEach(leads -> {
            for (int to : leads) {
                before[to]++;
            }
        });
        ArrayDeque<Integer> free = new ArrayDeque<>(List.of(0));
        int taken = 0;
        while (!free.isEmpty()) {
            taken++;
            for (int to : next.get(free.remove())) {
                if (--before[to] == 0) {
                    free.add(to);
                }
            }
        }
        if (taken == next.size()) {
            return null;
        }
        int first = 0;
        while (before[first] <= 0) {
            first++;
        }
        return path(first) + "\n=> from here a run can go round for ever";
    }

    private String path(int number) {
        List<String> path = new ArrayList<>();
        for (int at = number; at > 0; at = parents.get(at)) {
            path.add(names.get(at));
        }
        Collections.reverse(path);
        return String.join("\n", path);
    }
}
