package io.lockward.simulator.seeded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold of the clips in one bank's journal, from its raw entries: every forced entry, jam and other
/// reason is part of exactly one clip that was recorded or lost, no clip is claimed twice, and none is uploaded
/// that was not recorded.
final class ClipCheck {
    private static final Set<String> REASONS = Set.of(
            "door.jammed", "deposit.started", "deposit.concluded", "pickup.started", "pickup.concluded", "code.paused");

    private record End(String compartment, long first, long last) {}

    private final String bank;
    private final List<String> broken = new ArrayList<>();
    private final Map<Long, String> reasons = new HashMap<>();
    private final List<End> ends = new ArrayList<>();
    private final Set<String> recorded = new HashSet<>();
    private final Set<String> ended = new HashSet<>();

    ClipCheck(String bank) {
        this.bank = bank;
    }

    void entry(long seq, JsonNode entry) {
        String type = entry.path("type").asText();
        String clip = entry.path("clip").asText();
        switch (type) {
            case "clip.recorded" -> {
                if (!recorded.add(clip)) {
                    broken.add(bank + " claims " + clip + " twice");
                }
                if (entry.path("toUp").asLong() < entry.path("fromUp").asLong()) {
                    broken.add(bank + " claims " + clip + " of less than nothing");
                }
                end(entry, seq);
            }
            case "clip.lost" -> {
                // What was recorded may be lost before its upload; that is no second end of what was wanted.
                if (!recorded.contains(clip)) {
                    end(entry, seq);
                }
                once(clip, seq);
            }
            case "clip.uploaded" -> {
                if (!recorded.contains(clip)) {
                    broken.add(bank + " uploaded " + clip + ", which it never recorded");
                }
                once(clip, seq);
            }
            case "condition.raised" -> {
                String kind = entry.path("kind").asText();
                if (kind.equals("forced-entry")) {
                    reasons.put(seq, entry.path("subject").asText());
                } else if (kind.equals("tamper")) {
                    reasons.put(seq, "");
                }
            }
            default -> {
                if (REASONS.contains(type)) {
                    reasons.put(seq, entry.path("compartment").asText());
                }
            }
        }
    }

    List<String> verdict() {
        reasons.forEach((seq, compartment) -> {
            long ends = this.ends.stream()
                    .filter(end -> end.compartment().equals(compartment) && end.first() <= seq && seq <= end.last())
                    .count();
            if (ends != 1) {
                broken.add(bank + " entry " + seq + " at " + compartment + " is part of " + ends + " clips");
            }
        });
        return broken;
    }

    /// How many were recorded.
    int clips() {
        return recorded.size();
    }

    private void end(JsonNode entry, long seq) {
        End end = new End(
                entry.path("compartment").asText(),
                entry.path("first").asLong(),
                entry.path("last").asLong());
        if (end.last() >= seq) {
            broken.add(bank + " entry " + seq + " names an entry after itself");
        }
        ends.add(end);
    }

    private void once(String clip, long seq) {
        if (!ended.add(clip)) {
            broken.add(bank + " entry " + seq + " ends " + clip + " a second time");
        }
    }
}
