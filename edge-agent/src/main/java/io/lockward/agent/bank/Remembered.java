package io.lockward.agent.bank;

import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A command the bank has answered. It is kept until it could no longer be accepted even if it were unknown.
///
/// @param since when it was received or refused
/// @param cmd what it asks; `null` when it was refused
/// @param phase how far it came
/// @param opened whether what it asks for was recorded happening: the door it unlocks opening, or its pause beginning
/// @param outcome its end, when it was accepted and has one
/// @param refusal why it was refused, when it was
public record Remembered(
        Stamp since,
        @Nullable Command cmd,
        Phase phase,
        boolean opened,
        CommandEntry.@Nullable Outcome outcome,
        @Nullable Refusal refusal) {
    /// The largest slack that can be configured ([Timing]); memory must outlast it whatever the configuration was.
    static final Duration MOST_SLACK = Duration.ofMinutes(1);

    private static final Duration REFUSED_FOR = Duration.ofMinutes(10).plus(MOST_SLACK);

    /// How far a command came.
    public enum Phase {
        REFUSED,
        RECEIVED,
        ACTED,
        CONCLUDED
    }

    static Remembered received(Stamp since, Command cmd) {
        return new Remembered(since, cmd, Phase.RECEIVED, false, null, null);
    }

    static Remembered refused(Stamp since, Refusal refusal) {
        return new Remembered(since, null, Phase.REFUSED, false, null, refusal);
    }

    Remembered acted() {
        return new Remembered(since, cmd, Phase.ACTED, opened, outcome, refusal);
    }

    /// What it asks for was recorded.
    Remembered seenDone() {
        return new Remembered(since, cmd, phase, true, outcome, refusal);
    }

    Remembered concluded(CommandEntry.Outcome end) {
        return new Remembered(since, cmd, Phase.CONCLUDED, opened, end, refusal);
    }

    /// Accepted and without an end.
    public boolean isRunning() {
        return phase == Phase.RECEIVED || phase == Phase.ACTED;
    }

    /// Whether it may be forgotten at `now`: it has an end, and its boot or its time is over.
    boolean isOver(Stamp now) {
        if (isRunning()) {
            return false;
        }
        if (now.boot() != since.boot()) {
            return true;
        }
        // A deadline too far ahead becomes an acceptable one later in the same boot.
        return refusal != Refusal.LIVES_TOO_LONG
                && now.up() - since.up() > keptFor().toMillis();
    }

    private Duration keptFor() {
        return cmd == null ? REFUSED_FOR : cmd.timeToLive().plus(MOST_SLACK);
    }

    /// Its first outcome, as a repetition is answered.
    String words() {
        return switch (phase) {
            case REFUSED -> "first answer: refused, " + refusal;
            case RECEIVED, ACTED -> "first answer: accepted, still running";
            case CONCLUDED -> "first outcome: " + outcome;
        };
    }
}
