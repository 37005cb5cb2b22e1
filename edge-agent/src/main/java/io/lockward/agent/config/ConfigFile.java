package io.lockward.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        if (line == null && preset == null) {
            problem("`" + setting.key() + "` is missing: " + setting.form() + ". " + setting.meaning());
            return null;
        }
        String text = line == null ? String.valueOf(preset) : line.value;
        if (text.isEmpty() && (preset == null || !preset.isEmpty())) {
            problems.add(new Problem(line == null ? 0 : line.number, "`" + setting.key() + "` is empty"));
            return null;
        }
        return read(setting.key(), line == null ? 0 : line.number, text, setting.read());
    }

    /// Every key with a prefix, by what follows it.
    <T> Map<String, T> family(String prefix, Function<Map.Entry<String, String>, T> read) {
        Map<String, T> found = new LinkedHashMap<>();
        for (String key : List.copyOf(lines.keySet())) {
            if (key.startsWith(prefix)) {
                Line line = lines.remove(key);
                String rest = key.substring(prefix.length());
                T value = line == null
                        ? null
                        : read(key, line.number, line.value, text -> read.apply(Map.entry(rest, text)));
                if (value != null) {
                    found.put(rest, value);
                }
            }
        }
        return found;
    }

    /// Tells of every key that nobody asked for.
    void expectNothingElse(List<String> known) {
        lines.forEach((key, line) -> {
            String nearest = Nearest.of(key, known);
            String hint = nearest == null ? "" : "; did you mean `" + nearest + "`?";
            problems.add(new Problem(line.number, "no setting is called `" + key + "`" + hint));
        });
    }

    private <T> @Nullable T read(String key, int number, String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(number, "`" + key + "`: " + e.getMessage()));
            return null;
        }
    }
}
