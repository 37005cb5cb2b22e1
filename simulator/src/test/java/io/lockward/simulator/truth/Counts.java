package io.lockward.simulator.truth;

import java.util.Map;
import java.util.TreeMap;

/// What many lives came to. Only ever added to; one thread.
final class Counts {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    void add(Counts others) {
        others.counts.forEach(this::add);
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /// Every count whose name begins so, with the rest of its name.
    String words(String prefix) {
        StringBuilder words = new StringBuilder();
        counts.forEach((what, count) -> {
            if (what.startsWith(prefix)) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(what.substring(prefix.length()))
                        .append(' ')
                        .append(count);
            }
        });
        return words.toString();
    }
}
