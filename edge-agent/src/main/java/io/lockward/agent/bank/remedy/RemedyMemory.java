package io.lockward.agent.bank.remedy;

import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What of the remedy ladder outlasts a restart: a fold over entries.
///
/// @param lived how long the bank has lived; a day of the cap is a day of that
/// @param climbs what is unwell and what was tried
/// @param spent rungs taken within a day
/// @param ended climbs that ended within a day, when at least one rung was taken
/// @param pausedUntil in lived milliseconds, until when the ladder is held back; 0: it is not
/// @param pausedBy who held it back
public record RemedyMemory(
        Lived lived,
        SortedMap<Part, Climb> climbs,
        List<Spent> spent,
        List<Ended> ended,
        long pausedUntil,
        @Nullable String pausedBy) {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int MOST = 128;

    /// Before the first entry.
    public static final RemedyMemory NONE =
            new RemedyMemory(Lived.NOTHING, new TreeMap<>(), List.of(), List.of(), 0, null);

    /// @param at lived milliseconds
    public record Spent(RebootLevel level, Part part, long at) {}

    /// @param at lived milliseconds
    public record Ended(Part part, long at) {}

    /// A rung whose end is not known yet.
    public record Rung(Part part, Climb.Running running) {}

    public RemedyMemory {
        climbs = Collections.unmodifiableSortedMap(climbs);
        spent = List.copyOf(spent);
        ended = List.copyOf(ended);
    }

    /// After any entry: time went on.
    public RemedyMemory at(Stamp stamp) {
        Lived now = lived.at(stamp);
        return now.equals(lived) ? this : new RemedyMemory(now, climbs, spent, ended, pausedUntil, pausedBy);
    }

    /// After an entry of the ladder, whose stamp was already given to [#at]. Total.
    public RemedyMemory then(Stamp stamp, RemedyEntry entry) {
        return switch (entry) {
            case RemedyEntry.Step step -> step(stamp, step.part(), step.level());
            case RemedyEntry.Concluded end ->
                end.outcome() == RemedyEntry.Outcome.HEALED ? over(end.part()) : change(end.part(), Climb::ended);
            case RemedyEntry.Held held -> open(stamp, held.part(), climb -> climb.held(held.reason()));
            case RemedyEntry.GaveUp gaveUp -> open(stamp, gaveUp.part(), Climb::withGivenUp);
            case RemedyEntry.Cleared cleared -> over(cleared.part());
            case RemedyEntry.Paused(int minutes, String act) ->
                minutes == 0
                        ? new RemedyMemory(lived, climbs, spent, ended, 0, null)
                        : new RemedyMemory(
                                lived,
                                climbs,
                                spent,
                                ended,
                                lived.millis() + Duration.ofMinutes(minutes).toMillis(),
                                act);
        };
    }

    /// A person restarted something: for every climb under way that rung was taken.
    public RemedyMemory takenByHand(RebootLevel level) {
        RemedyMemory after = this;
        for (Part part : climbs.keySet()) {
            after = after.change(part, climb -> climb.alsoTaken(level));
        }
        return after;
    }

    /// The one rung under way.
    public @Nullable Rung running() {
        for (var climb : climbs.entrySet()) {
            Climb.Running running = climb.getValue().running();
            if (running != null) {
                return new Rung(climb.getKey(), running);
            }
        }
        return null;
    }

    /// How many restarts that count were taken in the last lived day.
    public long countedWithinADay(long boot, long up) {
        return within(boot, up).filter(one -> Ladder.counts(one.level())).count();
    }

    /// How often one level was taken in the last lived day.
    public long levelWithinADay(RebootLevel level, long boot, long up) {
        return within(boot, up).filter(one -> one.level() == level).count();
    }

    /// How many restarts were taken for one part in the last lived day.
    public long partWithinADay(Part part, long boot, long up) {
        return within(boot, up).filter(one -> one.part() == part).count();
    }

    /// Since the last climb for a part ended, when one did within a day: lived milliseconds.
    public @Nullable Long sinceLastClimb(Part part, long boot, long up) {
        long now = lived.millis(boot, up);
        return ended.stream()
                .filter(one -> one.part() == part && now - one.at() < DAY)
                .map(one -> now - one.at())
                .min(Long::compare)
                .orElse(null);
    }

    /// How many climbs for a part ended within a day.
    public long climbsWithinADay(Part part, long boot, long up) {
        long now = lived.millis(boot, up);
        return ended.stream()
                .filter(one -> one.part() == part && now - one.at() < DAY)
                .count();
    }

    /// Whether somebody holds the ladder back.
    public boolean isPaused(long boot, long up) {
        return lived.millis(boot, up) < pausedUntil;
    }

    private java.util.stream.Stream<Spent> within(long boot, long up) {
        long now = lived.millis(boot, up);
        return spent.stream().filter(one -> now - one.at() < DAY);
    }

    private RemedyMemory step(Stamp stamp, @Nullable Part part, RebootLevel level) {
        if (part == null) {
            return this;
        }
        long now = lived.millis();
        List<Spent> kept = new ArrayList<>(spent);
        kept.removeIf(one -> now - one.at() >= DAY);
        kept.add(new Spent(level, part, now));
        RemedyMemory opened = open(stamp, part, climb -> climb.step(level, stamp));
        return new RemedyMemory(lived, opened.climbs, last(kept), ended, pausedUntil, pausedBy);
    }

    private RemedyMemory over(@Nullable Part part) {
        Climb climb = part == null ? null : climbs.get(part);
        if (part == null || climb == null) {
            return this;
        }
        SortedMap<Part, Climb> left = new TreeMap<>(climbs);
        left.remove(part);
        List<Ended> kept = new ArrayList<>(ended);
        long now = lived.millis();
        kept.removeIf(one -> now - one.at() >= DAY);
        if (!climb.taken().isEmpty()) {
            kept.add(new Ended(part, now));
        }
        return new RemedyMemory(lived, left, spent, last(kept), pausedUntil, pausedBy);
    }

    private RemedyMemory open(Stamp stamp, @Nullable Part part, UnaryOperator<Climb> change) {
        if (part == null) {
            return this;
        }
        SortedMap<Part, Climb> changed = new TreeMap<>(climbs);
        changed.put(part, change.apply(climbs.getOrDefault(part, Climb.from(stamp))));
        return new RemedyMemory(lived, changed, spent, ended, pausedUntil, pausedBy);
    }

    private RemedyMemory change(@Nullable Part part, UnaryOperator<Climb> change) {
        Climb climb = part == null ? null : climbs.get(part);
        return climb == null ? this : open(climb.since(), part, change);
    }

    private static <T> List<T> last(List<T> all) {
        return all.size() <= MOST ? all : all.subList(all.size() - MOST, all.size());
    }
}
