package io.lockward.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What to measure and how much of it.
///
/// @param name one of [#NAMES]
/// @param values of the options given, by name without dashes; each a whole number from 1
record Options(String name, Map<String, Integer> values) {
    static final List<String> NAMES = List.of("agent", "camera", "command", "fleet", "ingest", "sensing");

    private static final Map<String, List<String>> KNOWN = Map.of(
            "agent", List.of("seconds"),
            "camera", List.of("seconds", "cuts"),
            "command", List.of("unlocks", "rate"),
            "fleet", List.of("banks", "seconds"),
            "ingest", List.of("banks", "seconds", "rounds", "flight", "runs"),
            "sensing", List.of("runs", "curve"));

    /// The outcome of reading the command line.
    sealed interface Reading {
        record Ready(Options options) implements Reading {}

        /// @param message says what may be said instead
        record Wrong(String message) implements Reading {}
    }

    Options {
        values = Map.copyOf(values);
    }

    static Reading read(List<String> words) {
        if (words.isEmpty() || !NAMES.contains(words.getFirst())) {
            String said = words.isEmpty() ? "say what to measure" : "there is no '" + words.getFirst() + "'";
            return new Reading.Wrong(said + "; there are: " + String.join(", ", NAMES));
        }
        String name = words.getFirst();
        List<String> known = KNOWN.getOrDefault(name, List.of());
        Map<String, Integer> values = new TreeMap<>();
        for (int i = 1; i < words.size(); i += 2) {
            String option = words.get(i).replaceFirst("^--", "");
            if (!words.get(i).startsWith("--") || !known.contains(option)) {
                return new Reading.Wrong(
                        name + " has no '" + words.get(i) + "'; it has: --" + String.join(" N, --", known) + " N");
            }
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            if (!value.matches("[1-9][0-9]{0,6}")) {
                return new Reading.Wrong("--" + option + " takes a whole number from 1");
            }
            values.put(option, Integer.parseInt(value));
        }
        return new Reading.Ready(new Options(name, values));
    }

    int get(String option, int otherwise) {
        return values.getOrDefault(option, otherwise);
    }
}
