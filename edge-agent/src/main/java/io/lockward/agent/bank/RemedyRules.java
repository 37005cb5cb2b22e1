package io.lockward.agent.bank;

import io.lockward.agent.bank.remedy.Climb;
import io.lockward.agent.bank.remedy.Ladder;
import io.lockward.agent.bank.remedy.RemedyMemory;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Health;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import io.lockward.protocol.entry.RemedyEntry;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The ladder by which a bank heals itself: one rung at a time over all parts, each rung once for one cause, each with
/// an end, none against an interlock ([RemedyInterlocks]), and no more in a day than the cap.
///
/// ```
/// unwell -- patience --> rung -- well ----> healed
///              |           \--- deadline -> not healed -> next rung
///              |                                      \-> none left, or the cap: a person
///              \- interlock: held, until it lets go
/// ```
final class RemedyRules {
    private static final long LONGEST_TOOK = Duration.ofHours(1).toMillis();

    private RemedyRules() {}

    static void tick(Turn turn) {
        for (Part part : Part.values()) {
            turn.remedy = turn.remedy.withRed(part, RemedyProbes.of(turn, part) == Health.RED, turn.up);
        }
        RemedyMemory.Rung rung = turn.memory.remedy().running();
        if (rung != null) {
            look(turn, rung);
        } else {
            clear(turn);
        }
        if (turn.setup.remedy().on() && turn.memory.remedy().running() == null) {
            climb(turn);
        }
    }

    static void disk(Turn turn, int percentFree) {
        turn.remedy = turn.remedy.withDisk(percentFree);
    }

    static void link(Turn turn, Input.LinkRead read) {
        turn.remedy = turn.remedy.withLink(read.up(), read.network());
    }

    /// The machine took the order of a rung, or did not.
    static void ended(Turn turn, Input.RestartEnded ended) {
        RemedyMemory.Rung rung = turn.memory.remedy().running();
        String failure = ended.failure();
        if (ended.command() == null
                && failure != null
                && rung != null
                && rung.running().level() == ended.level()
                && isOurs(turn, rung)) {
            conclude(turn, rung, RemedyEntry.Outcome.NOT_DONE, "the restart was not done: " + failure);
        }
    }

    /// Whether this sign of life is of the page that a rung in this boot is about to end: it heals nothing. When
    /// the rung is over and that page still speaks, it does.
    static boolean isOfAPageToGo(Turn turn, Input.KioskBeat beat) {
        RemedyMemory.Rung rung = turn.memory.remedy().running();
        return rung != null
                && rung.running().level() == RebootLevel.KIOSK
                && rung.running().at().boot() == turn.now.boot()
                && !KioskRules.isOfANewPage(beat.pageUp(), rung.running().at().up());
    }

    /// A rung of an earlier process: one that needed a new boot and got none is over; the others are looked at.
    static void started(Turn turn, boolean sameBoot) {
        RemedyMemory.Rung rung = turn.memory.remedy().running();
        if (rung == null || !sameBoot) {
            return;
        }
        switch (rung.running().level()) {
            case KIOSK, AGENT -> {}
            case CONTROLLER, POWER ->
                conclude(
                        turn,
                        rung,
                        RemedyEntry.Outcome.NOT_DONE,
                        "the agent started again in the same boot; the controller did not");
        }
    }

    static void pause(Turn turn, CommandId command, int minutes, String act) {
        turn.record(new CommandEntry.Acted(command));
        turn.record(new RemedyEntry.Paused(minutes, act));
        turn.conclude(command, Outcome.VERIFIED, pauseWords(minutes));
    }

    static String pauseWords(int minutes) {
        return minutes == 0 ? "the ladder may go on" : "the ladder is held back for " + minutes + " min";
    }

    /// Whether this process has ordered a restart for a rung and waits for its end.
    static @Nullable RebootLevel ordered(Turn turn) {
        RemedyMemory.Rung rung = turn.memory.remedy().running();
        return rung != null && isOurs(turn, rung) ? rung.running().level() : null;
    }

    /// Whether this process is about to end by a rung.
    static boolean isEndingThisProcess(Turn turn) {
        RebootLevel level = ordered(turn);
        return level != null && level != RebootLevel.KIOSK;
    }

    private static boolean isOurs(Turn turn, RemedyMemory.Rung rung) {
        Stamp at = rung.running().at();
        return turn.start != null && at.boot() == turn.now.boot() && at.up() >= turn.start.up();
    }

    private static void look(Turn turn, RemedyMemory.Rung rung) {
        if (RemedyProbes.of(turn, rung.part()) == Health.GREEN) {
            conclude(turn, rung, RemedyEntry.Outcome.HEALED, RemedyProbes.wellWords(rung.part()));
            return;
        }
        boolean ours = isOurs(turn, rung);
        boolean kiosk = rung.running().level() == RebootLevel.KIOSK;
        long from = ours || turn.start == null ? rung.running().at().up() : turn.start.up();
        Duration patience = ours
                ? (kiosk ? turn.timing.kioskRestart() : turn.timing.reboot())
                : Ladder.of(rung.part()).settle();
        if (turn.up - from < patience.toMillis()) {
            return;
        }
        if (ours && !kiosk) {
            conclude(
                    turn,
                    rung,
                    RemedyEntry.Outcome.NOT_DONE,
                    "the agent still runs " + patience.toSeconds() + " s after the order");
        } else {
            conclude(
                    turn,
                    rung,
                    RemedyEntry.Outcome.NOT_HEALED,
                    RemedyProbes.of(turn, rung.part()) == Health.RED
                            ? RemedyProbes.words(turn, rung.part())
                            : Ladder.of(rung.part()).name() + " did not say that it is well");
        }
    }

    private static void conclude(Turn turn, RemedyMemory.Rung rung, RemedyEntry.Outcome outcome, String evidence) {
        turn.record(new RemedyEntry.Concluded(
                rung.running().level(),
                outcome,
                Turn.cut(evidence, 256),
                tookMillis(turn, rung.running().at()),
                rung.part()));
    }

    /// Over a restart of the controller only the wall clock knows, and it may lie.
    private static @Nullable Long tookMillis(Turn turn, Stamp at) {
        if (at.boot() == turn.now.boot()) {
            return Math.max(0, turn.up - at.up());
        }
        long took = turn.now.stamp().at().toEpochMilli() - at.at().toEpochMilli();
        return took < 0 || took > LONGEST_TOOK ? null : took;
    }

    /// What is well again has no climb, whatever came of its rungs.
    private static void clear(Turn turn) {
        for (Part part : Part.values()) {
            if (turn.memory.remedy().climbs().containsKey(part) && RemedyProbes.of(turn, part) == Health.GREEN) {
                turn.record(new RemedyEntry.Cleared(part, RemedyProbes.wellWords(part)));
            }
        }
    }

    private static void climb(Turn turn) {
        for (Part part : Part.values()) {
            Climb climb = turn.memory.remedy().climbs().get(part);
            boolean gaveUp = climb != null && climb.gaveUp();
            if (!gaveUp && isDue(turn, part) && next(turn, part, climb)) {
                return;
            }
        }
    }

    private static boolean isDue(Turn turn, Part part) {
        long red = turn.remedy.redMillis(part, turn.up);
        BankState.Start start = turn.start;
        // A machine that has just booted is still coming up.
        boolean settled =
                start != null && turn.up - start.up() >= turn.timing.reboot().toMillis();
        return red >= Ladder.of(part).patience().toMillis() && (settled || part != Part.KIOSK);
    }

    /// @return whether a rung was taken
    private static boolean next(Turn turn, Part part, @Nullable Climb climb) {
        RebootLevel level = nextLevel(turn, part, climb);
        if (level == null) {
            giveUp(turn, part, climb, "no rung is left");
            return false;
        }
        String against = RemedyInterlocks.against(turn, part, level);
        if (against != null) {
            if (climb == null || !against.equals(climb.held())) {
                turn.record(new RemedyEntry.Held(level, Turn.cut(against, 256), part));
            }
            return false;
        }
        RemedyMemory remedy = turn.memory.remedy();
        long boot = turn.now.boot();
        int cap = turn.setup.remedy().restartsPerDay();
        boolean counts = Ladder.counts(level);
        long before = counts ? remedy.countedWithinADay(boot, turn.up) : remedy.levelWithinADay(level, boot, turn.up);
        if (counts && before >= cap) {
            giveUp(turn, part, climb, "all " + cap + " automatic restarts of a day are used");
            return false;
        }
        if (part == Part.LINK && remedy.partWithinADay(part, boot, turn.up) > 0) {
            giveUp(turn, part, climb, "the link gets one restart a day");
            return false;
        }
        turn.record(new RemedyEntry.Step(
                level,
                Turn.cut(RemedyProbes.words(turn, part), 256),
                Math.toIntExact(before) + 1,
                part,
                counts ? cap : null));
        turn.ask(new Effect.Restart(level, null));
        return true;
    }

    private static @Nullable RebootLevel nextLevel(Turn turn, Part part, @Nullable Climb climb) {
        for (RebootLevel level : part.rungs()) {
            boolean possible = switch (level) {
                case KIOSK -> turn.setup.kioskFitted();
                case AGENT, CONTROLLER -> true;
                case POWER -> turn.setup.remedy().noPowerCycle() == null;
            };
            if (possible && (climb == null || !climb.taken().contains(level))) {
                return level;
            }
        }
        return null;
    }

    private static void giveUp(Turn turn, Part part, @Nullable Climb climb, String because) {
        String tried = climb == null || climb.taken().isEmpty()
                ? "nothing"
                : String.join(
                        ", ", climb.taken().stream().map(RemedyRules::word).toList());
        turn.record(new RemedyEntry.GaveUp(
                Turn.cut(RemedyProbes.words(turn, part) + "; " + because + "; restarted so far: " + tried, 256), part));
    }

    private static String word(RebootLevel level) {
        return level.name().toLowerCase(java.util.Locale.ROOT);
    }
}
