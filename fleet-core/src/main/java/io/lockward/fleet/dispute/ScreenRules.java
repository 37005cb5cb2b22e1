package io.lockward.fleet.dispute;

import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts what a journal tells of a screen together into visits. Pure.
///
/// | what comes | to which visit it belongs |
/// |---|---|
/// | `kiosk.visit` | ends the visit that it covers by its length |
/// | anything within [#QUIET] of what came before, in the same boot | that one |
/// | anything else | begins another |
final class ScreenRules {
    /// Nobody keeps a screen for so long without anything that the journal tells.
    static final Duration QUIET = Duration.ofMinutes(5);

    private ScreenRules() {}

    /// @param facts those of the case, in the order of the journal
    static List<ScreenVisit> of(List<Fact> facts) {
        List<ScreenVisit> visits = new ArrayList<>();
        List<Fact> open = new ArrayList<>();
        for (Fact fact : facts) {
            if (!isAtScreen(fact)) {
                continue;
            }
            boolean tells = fact.entry().entry() instanceof KioskEntry.Visit;
            if (!open.isEmpty() && !goesOn(open.getLast().entry(), fact.entry())) {
                visits.add(visit(open));
                open.clear();
            }
            open.add(fact);
            if (tells) {
                visits.add(visit(open));
                open.clear();
            }
        }
        if (!open.isEmpty()) {
            visits.add(visit(open));
        }
        return visits;
    }

    private static boolean isAtScreen(Fact fact) {
        return switch (fact.lane()) {
            case KIOSK, CODE -> true;
            case PARCEL -> isStartOrEnd(fact.entry().entry());
            case POWER, NETWORK, DOOR, OCCUPANCY, COMMAND, CLIP, JOURNAL -> false;
        };
    }

    private static boolean isStartOrEnd(Entry entry) {
        return entry instanceof ParcelEntry.DepositStarted
                || entry instanceof ParcelEntry.DepositConcluded
                || entry instanceof ParcelEntry.PickupStarted
                || entry instanceof ParcelEntry.PickupConcluded;
    }

    private static boolean goesOn(StoredEntry before, StoredEntry now) {
        long passed = now.stamp().up() - before.stamp().up();
        boolean sameBoot = before.ref().epoch() == now.ref().epoch()
                && before.stamp().boot() == now.stamp().boot();
        long quiet = now.entry() instanceof KioskEntry.Visit visit ? visit.millis() : QUIET.toMillis();
        return sameBoot && passed <= quiet;
    }

    private static ScreenVisit visit(List<Fact> moments) {
        Instant first = moments.getFirst().entry().stamp().at();
        StoredEntry last = moments.getLast().entry();
        KioskEntry.@Nullable Visit told = last.entry() instanceof KioskEntry.Visit visit ? visit : null;
        Instant from = told == null ? first : last.stamp().at().minusMillis(told.millis());
        return new ScreenVisit(from.isBefore(first) ? from : first, last.stamp().at(), told, moments);
    }

    static String who(KioskEntry.Visit visit) {
        return switch (visit.who()) {
            case COURIER -> "a courier";
            case RECIPIENT -> "a recipient";
            case INSTALLER -> "an installer";
        };
    }

    static String pressed(KioskEntry.Visit visit) {
        return visit.pressed().stream()
                .map(button -> "“" + CaseWords.plain(button) + "”")
                .collect(Collectors.joining(", "));
    }

    static String ended(KioskEntry.Visit visit) {
        return switch (visit.ended()) {
            case LEFT -> "left";
            case TIMED_OUT -> "pressed nothing more";
            case REPLACED -> "made way for somebody else";
        };
    }

    /// In a few words, for the checklist.
    static String words(KioskEntry.Visit visit) {
        return who(visit)
                + String.format(Locale.ROOT, " for %d s", Math.round(visit.millis() / 1_000.0))
                + (visit.pressed().isEmpty() ? ", no button about a door" : ", pressed " + pressed(visit))
                + ", "
                + ended(visit);
    }
}
