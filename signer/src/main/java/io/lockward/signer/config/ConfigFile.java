package io.lockward.signer.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A file of `key = value` lines, UTF-8; empty lines and lines that start with `#` say nothing. Collects problems
/// instead of stopping at the first. Lives within one reading.
final class ConfigFile {
    private record Line(int number, String value) {}

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    ConfigFile(String text) {
        int number = 0;
        for (String raw : text.split("\\R", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                problems.add(new Problem(number, "is not `key = value`"));
                continue;
            }
            String key = line.substring(0, equals).strip();
            Line earlier = lines.putIfAbsent(
                    key, new Line(number, line.substring(equals + 1).strip()));
            if (earlier != null) {
                problems.add(new Problem(number, "`" + key + "` was already set in line " + earlier.number));
            }
        }
    }

    List<Problem> problems() {
        return problems;
    }

    void problem(String words) {
        problems.add(new Problem(0, words));
    }

    /// The value of a key, its preset, or `null` after telling what is wrong.
    <T> @Nullable T value(Setting<T> setting) {
        Line line = lines.remove(setting.key());
        String preset = setting.preset();
        if (preset == null && (line == null || line.value.isEmpty())) {
            problem("`" + setting.key() + "` is missing: " + setting.form() + ". " + setting.meaning());
            return null;
        }
        String text = line == null ? String.valueOf(preset) : line.value;
        try {
            return setting.read().apply(text);
        } catch (IllegalArgumentException e) {
            int number = line == null ? 0 : line.number;
            problems.add(new Problem(number, "`" + setting.key() + "`: " + e.getMessage()));
            return null;
        }
    }

    /// Every key with a prefix, by what follows it.
    <T> Map<String, T> family(String prefix, BiFunction<String, String, T> read) {
        Map<String, T> found = new LinkedHashMap<>();
        for (Map.Entry<String, Line> entry : List.copyOf(lines.entrySet())) {
            String key = entry.getKey();
            if (key.startsWith(prefix)) {
                Line line = entry.getValue();
                lines.remove(key);
                try {
                    String rest = key.substring(prefix.length());
                    found.put(rest, read.apply(rest, line.value));
                } catch (IllegalArgumentException e) {
                    problems.add(new Problem(line.number, "`" + key + "`: " + e.getMessage()));
                }
            }
        }
        return found;
    }

    /// Tells of every key that nobody asked for.
    void expectNothingElse() {
        lines.forEach((key, line) -> problems.add(new Problem(line.number, "no setting is called `" + key + "`")));
    }
}
