package io.lockward.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Counts by step: kills, what the locks did wrongly since the kill before, and how the commands ended that were asked
/// for in that time. Thread rule: one thread.
final class StepTable {
    /// @param until when the kill came; commands asked for before it, and after the kill before, are this step's
    private record Window(String step, Instant until) {}

    /// One step's counts.
    ///
    /// @param actedTwice commands with more than one pulse
    /// @param unremembered pulses that no durable entry of a received command stands before
    /// @param withoutEnd commands that have no end
    /// @param ends the others, by how they ended
    record Row(int kills, long actedTwice, long unremembered, long withoutEnd, Map<String, Integer> ends) {
        static final Row NONE = new Row(0, 0, 0, 0, Map.of());

        Row and(Row other) {
            Map<String, Integer> sum = new TreeMap<>(ends);
            other.ends.forEach((state, count) -> sum.merge(state, count, Integer::sum));
            return new Row(
                    kills + other.kills,
                    actedTwice + other.actedTwice,
                    unremembered + other.unremembered,
                    withoutEnd + other.withoutEnd,
                    sum);
        }
    }

    private final Checker checker;
    private final List<Window> windows = new ArrayList<>();
    private final SequencedMap<String, Row> rows = new LinkedHashMap<>();
    private Checker.Pulses before = new Checker.Pulses(0, 0, 0);

    StepTable(Checker checker) {
        this.checker = checker;
    }

    /// A process was killed at a step just now.
    void killed(String step, Instant at) throws IOException {
        Checker.Pulses now = checker.pulses();
        windows.add(new Window(step, at));
        add(
                step,
                new Row(1, now.twice() - before.twice(), now.withoutCommand() - before.withoutCommand(), 0, Map.of()));
        before = now;
    }

    /// Takes in how the commands stand at the end.
    ///
    /// @param commands as REST shows them
    void ended(List<JsonNode> commands) {
        for (JsonNode command : commands) {
            Instant asked = Instant.ofEpochMilli(
                    UUID.fromString(command.path("id").asText()).getMostSignificantBits() >>> 16);
            String step = windows.stream()
                    .filter(window -> !asked.isAfter(window.until))
                    .findFirst()
                    .map(Window::step)
                    .orElse("after the last kill");
            boolean end = command.path("end").asBoolean();
            Map<String, Integer> ends = end ? Map.of(command.path("state").asText(), 1) : Map.<String, Integer>of();
            add(step, new Row(0, 0, 0, end ? 0 : 1, ends));
        }
    }

    Row total() {
        return rows.values().stream().reduce(Row.NONE, Row::and);
    }

    /// As a table for people.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("step", "kills", "acted twice", "without remembering", "without end", "its commands ended"));
        rows.forEach((step, row) -> lines.add(line(step, row)));
        lines.add(line("together", total()));
        return lines;
    }

    private void add(String step, Row row) {
        rows.merge(step, row, Row::and);
    }

    private static String line(String step, Row row) {
        return line(step, row.kills, row.actedTwice, row.unremembered, row.withoutEnd, words(row.ends));
    }

    private static String words(Map<String, Integer> ends) {
        List<String> words = new ArrayList<>();
        ends.forEach((state, count) -> words.add(state + " " + count));
        return String.join(", ", words);
    }

    private static String line(Object... cells) {
        return "| %-48s | %5s | %11s | %19s | %11s | %s".formatted(cells);
    }
}
