package io.lockward.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The deposits that stand in a bank's journal, and what is wrong with them. Knows nothing of the agent's code.
///
/// @param begun how many
/// @param interrupted how many of them ended in a later start of the agent than they began in
/// @param verdicts how often each
/// @param problems one without an end or with two, and a lock that was driven for one after a restart or too often
public record Deposits(int begun, int interrupted, Map<String, Integer> verdicts, List<String> problems) {
    /// A stuck lock is tried twice more.
    private static final int MOST_PULSES = 3;

    private static final class Course {
        private final int begunIn;
        private int pulses;
        private int ends;

        private Course(int begunIn) {
            this.begunIn = begunIn;
        }
    }

    public static Deposits of(JournalOnDisk journal) {
        Map<String, Course> courses = new LinkedHashMap<>();
        Map<String, Integer> verdicts = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        int interrupted = 0;
        int start = 0;
        for (JournalOnDisk.Entry entry : journal.entries().values()) {
            JsonNode json = entry.json();
            switch (json.path("type").asText()) {
                case "agent.started" -> start++;
                case "deposit.started" -> courses.put(json.path("deposit").asText(), new Course(start));
                case "lock.pulsed" -> {
                    Course course = courses.get(json.path("id").asText());
                    if (course != null && (++course.pulses > MOST_PULSES || course.begunIn != start)) {
                        problems.add("driven too often or after a restart: " + entry.text());
                    }
                }
                case "deposit.concluded" -> {
                    Course course = courses.get(json.path("deposit").asText());
                    if (course == null || ++course.ends > 1) {
                        problems.add("an end that no deposit waits for: " + entry.text());
                    } else {
                        verdicts.merge(json.path("verdict").asText(), 1, Integer::sum);
                        interrupted += course.begunIn == start ? 0 : 1;
                    }
                }
                default -> {
                    // Not of a deposit.
                }
            }
        }
        courses.forEach((id, course) -> {
            if (course.ends == 0) {
                problems.add("deposit " + id + " has no end");
            }
        });
        return new Deposits(courses.size(), interrupted, verdicts, problems);
    }

    public String line() {
        return "deposits " + begun + ", ended after a restart " + interrupted + " " + verdicts;
    }
}
