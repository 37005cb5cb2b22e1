package io.lockward.agent.bank.parcel;

import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Wrong codes at a bank, and the pauses they led to. A part of [Books], so that pulling the plug forgives nothing.
///
/// @param wrong when, of the last [#WINDOW_MILLIS], oldest first, at most [#MOST]
/// @param pausedAt when the newest pause began; `null` before the first
/// @param pausedSeconds how long it lasts
public record Guesses(List<Stamp> wrong, @Nullable Stamp pausedAt, long pausedSeconds) {
    /// So many wrong codes within [#WINDOW_MILLIS] pause the bank.
    public static final int MOST = 10;

    public static final long WINDOW_MILLIS = 600_000;

    /// So many wrong codes that begin like a parcel's lock its code.
    public static final int MOST_NEAR = 5;

    private static final long FIRST_PAUSE_SECONDS = 300;
    private static final long LONGEST_PAUSE_SECONDS = 3_600;

    /// A day of peace, and pauses start short again.
    private static final long PEACE_MILLIS = 86_400_000;

    static final Guesses NONE = new Guesses(List.of(), null, 0);

    public Guesses {
        wrong = List.copyOf(wrong);
    }

    Guesses then(Stamp stamp, CodeEntry entry) {
        return switch (entry) {
            case CodeEntry.Wrong _ -> {
                List<Stamp> kept = new ArrayList<>(wrong);
                kept.removeIf(at -> millisSince(at, stamp) >= WINDOW_MILLIS);
                if (kept.size() == MOST) {
                    kept.removeFirst();
                }
                kept.add(stamp);
                yield new Guesses(kept, pausedAt, pausedSeconds);
            }
            case CodeEntry.Paused paused -> new Guesses(List.of(), stamp, paused.seconds());
            case CodeEntry.Locked _ -> this;
        };
    }

    /// How many wrong codes count now.
    public int recent(Stamp now) {
        return (int) wrong.stream()
                .filter(at -> millisSince(at, now) < WINDOW_MILLIS)
                .count();
    }

    /// For how many more seconds no code is taken; 0 when one is.
    public long pausedFor(Stamp now) {
        Stamp began = pausedAt;
        if (began == null) {
            return 0;
        }
        long left = pausedSeconds * 1_000 - millisSince(began, now);
        return left <= 0 ? 0 : (left + 999) / 1_000;
    }

    /// How long the next pause lasts: doubled by each one that went before without a day between.
    public long nextPauseSeconds(Stamp now) {
        Stamp began = pausedAt;
        boolean fresh = began == null || millisSince(began, now) >= PEACE_MILLIS + pausedSeconds * 1_000;
        return fresh ? FIRST_PAUSE_SECONDS : Math.min(LONGEST_PAUSE_SECONDS, 2 * pausedSeconds);
    }

    /// What was in an earlier boot counts as if it had been at the start of this one: how long the bank was down is
    /// nothing it can know.
    private static long millisSince(Stamp at, Stamp now) {
        return Math.max(0, now.up() - (at.boot() == now.boot() ? at.up() : 0));
    }
}
