package io.lockward.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which part of the agent last made progress when, and whether that is reason enough to feed the watchdog. Progress is
/// that of our own threads and disk: a broker, a cloud or a UPS daemon that does not answer is no reason to be
/// restarted, because a restart mends none of them.
///
/// @param progressedUp uptime in milliseconds of each part's last progress; a part that made none is not in it
record Liveness(Map<Part, Long> progressedUp) {
    /// What must move for a bank to work. The thread that polls the UPS is not among them: it waits for a daemon.
    enum Part {
        /// The control loop ended a duty cycle.
        CONTROL,
        /// The journal's disk took a write: a force, or a proof.
        JOURNAL,
        /// The link's loop turned; whether it is connected does not matter.
        LINK,
        /// The rounds (doors, disk, telemetry) were looked at.
        ROUNDS
    }

    /// What to do about the watchdog.
    sealed interface Verdict {
        record Feed() implements Verdict {}

        /// @param still who makes no progress, at least one
        record Withhold(List<Still> still) implements Verdict {
            public Withhold {
                still = List.copyOf(still);
            }

            String words() {
                return still.stream().map(Still::words).collect(Collectors.joining(", "));
            }
        }
    }

    /// A part without progress.
    ///
    /// @param forMillis since its last progress; -1 when it never made any
    record Still(Part part, long forMillis) {
        private String words() {
            String name = part.name().toLowerCase(java.util.Locale.ROOT);
            return forMillis < 0 ? name + " not yet begun" : name + " still for " + forMillis + " ms";
        }
    }

    Liveness {
        progressedUp = Map.copyOf(progressedUp);
    }

    /// @param fedUp uptime in milliseconds of the last feeding: every part but the journal must have moved since
    /// @param nowUp uptime in milliseconds
    /// @param journalMillis how old the journal's last proof may be: an idle bank has nothing to write
    Verdict judge(long fedUp, long nowUp, long journalMillis) {
        List<Still> still = new ArrayList<>();
        for (Part part : Part.values()) {
            Long progressed = progressedUp.get(part);
            if (progressed == null) {
                still.add(new Still(part, -1));
                continue;
            }
            boolean moved = switch (part) {
                case CONTROL, LINK, ROUNDS -> progressed > fedUp;
                case JOURNAL -> progressed > fedUp || nowUp - progressed <= journalMillis;
            };
            if (!moved) {
                still.add(new Still(part, Math.max(0, nowUp - progressed)));
            }
        }
        return still.isEmpty() ? new Verdict.Feed() : new Verdict.Withhold(still);
    }
}
