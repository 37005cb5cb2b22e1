package io.lockward.fleet.remedy;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.RemedyEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bank's ladder as its entries tell it, whatever order they arrived in.
///
/// @param climbs the newest climb for each part
/// @param steps every rung, oldest first
/// @param pause who holds it back, when somebody does or did
/// @param usedToday of the cap, as told with the newest counted rung of the last 24 h; 0 when there was none
/// @param mostPerDay the cap, when a rung ever told it
public record BankLadder(
        Map<Part, Climb> climbs,
        List<Rung> steps,
        @Nullable Pause pause,
        int usedToday,
        @Nullable Integer mostPerDay) {
    private static final Duration DAY = Duration.ofDays(1);

    /// Rungs and holds for one part, until it was well.
    ///
    /// @param held what forbids the next rung now
    /// @param gaveUp why a person was called
    /// @param overAt when it was well again; `null` while it is not
    public record Climb(
            Part part,
            Instant since,
            List<Rung> rungs,
            @Nullable String held,
            @Nullable String gaveUp,
            @Nullable Instant overAt,
            EntryRef newest) {
        public Climb {
            rungs = List.copyOf(rungs);
        }

        public boolean isOpen() {
            return overAt == null;
        }

        /// The rung whose end is not known yet.
        public @Nullable Rung running() {
            return rungs.isEmpty() || rungs.getLast().outcome() != null ? null : rungs.getLast();
        }

        /// What would be restarted next, were nothing in the way; a bank skips what it has not got.
        public @Nullable RebootLevel next() {
            return !isOpen() || gaveUp != null
                    ? null
                    : part.rungs().stream()
                            .filter(level -> rungs.stream().noneMatch(rung -> rung.level() == level))
                            .findFirst()
                            .orElse(null);
        }
    }

    /// One rung and its end.
    ///
    /// @param outcome `null` while it is not known
    public record Rung(
            @Nullable Part part,
            RebootLevel level,
            Instant at,
            String why,
            RemedyEntry.@Nullable Outcome outcome,
            @Nullable String evidence,
            @Nullable Long tookMillis,
            EntryRef ref) {
        Rung ended(RemedyEntry.Concluded end) {
            return new Rung(part, level, at, why, end.outcome(), end.evidence(), end.tookMillis(), ref);
        }
    }

    /// @param until by our clock
    public record Pause(Instant until, String by) {}

    public BankLadder {
        climbs = Collections.unmodifiableMap(climbs);
        steps = List.copyOf(steps);
    }

    /// Restarts that may still be taken today, as far as is known.
    public @Nullable Integer left() {
        return mostPerDay == null ? null : Math.max(0, mostPerDay - usedToday);
    }

    /// Whether somebody holds it back now.
    public boolean isPaused(Instant now) {
        return pause != null && now.isBefore(pause.until());
    }

    /// Folds a bank's entries, in the order in which it wrote them.
    public static BankLadder of(Collection<RemedyWord> words, Instant now) {
        Fold fold = new Fold(now);
        words.stream().sorted(java.util.Comparator.comparing(RemedyWord::ref)).forEach(fold::then);
        return fold.ladder();
    }

    private static final class Fold {
        private final Map<Part, Climb> climbs = new EnumMap<>(Part.class);
        private final List<Rung> steps = new ArrayList<>();
        private final Instant now;
        private @Nullable Pause pause;
        private int used;
        private @Nullable Integer most;

        Fold(Instant now) {
            this.now = now;
        }

        BankLadder ladder() {
            return new BankLadder(climbs, steps, pause, used, most);
        }

        void then(RemedyWord word) {
            switch (word.entry()) {
                case RemedyEntry.Step step -> step(word, step);
                case RemedyEntry.Concluded end -> ended(word, end);
                case RemedyEntry.Held held -> {
                    Climb climb = open(word, held.part());
                    put(climb == null ? null : with(climb, climb.rungs(), held.reason(), null, null, word));
                }
                case RemedyEntry.GaveUp gaveUp -> {
                    Climb climb = open(word, gaveUp.part());
                    put(climb == null ? null : with(climb, climb.rungs(), null, gaveUp.why(), null, word));
                }
                case RemedyEntry.Cleared cleared -> {
                    Climb climb = open(word, cleared.part());
                    put(climb == null ? null : with(climb, climb.rungs(), null, null, word.at(), word));
                }
                case RemedyEntry.Paused(int minutes, String by) ->
                    pause = minutes == 0 ? null : new Pause(word.receivedAt().plus(Duration.ofMinutes(minutes)), by);
            }
        }

        private void step(RemedyWord word, RemedyEntry.Step step) {
            Rung rung = new Rung(step.part(), step.level(), word.at(), step.why(), null, null, null, word.ref());
            steps.add(rung);
            if (step.mostPerDay() != null) {
                most = step.mostPerDay();
                boolean today = Duration.between(word.receivedAt(), now).compareTo(DAY) < 0;
                Integer ofToday = step.ofToday();
                used = today && ofToday != null ? ofToday : 0;
            }
            Climb climb = open(word, step.part());
            if (climb != null) {
                List<Rung> rungs = new ArrayList<>(climb.rungs());
                rungs.add(rung);
                put(with(climb, rungs, null, null, null, word));
            }
        }

        private void ended(RemedyWord word, RemedyEntry.Concluded end) {
            if (!steps.isEmpty() && steps.getLast().outcome() == null) {
                steps.add(steps.removeLast().ended(end));
            }
            Climb climb = open(word, end.part());
            if (climb != null) {
                List<Rung> rungs = new ArrayList<>(climb.rungs());
                if (!rungs.isEmpty() && rungs.getLast().outcome() == null) {
                    rungs.add(rungs.removeLast().ended(end));
                }
                boolean healed = end.outcome() == RemedyEntry.Outcome.HEALED;
                put(with(climb, rungs, null, null, healed ? word.at() : null, word));
            }
        }

        private @Nullable Climb open(RemedyWord word, @Nullable Part part) {
            if (part == null) {
                return null;
            }
            Climb climb = climbs.get(part);
            return climb != null && climb.isOpen()
                    ? climb
                    : new Climb(part, word.at(), List.of(), null, null, null, word.ref());
        }

        private void put(@Nullable Climb climb) {
            if (climb != null) {
                climbs.put(climb.part(), climb);
            }
        }

        private static Climb with(
                Climb climb,
                List<Rung> rungs,
                @Nullable String held,
                @Nullable String gaveUp,
                @Nullable Instant overAt,
                RemedyWord word) {
            return new Climb(climb.part(), climb.since(), rungs, held, gaveUp, overAt, word.ref());
        }
    }
}
