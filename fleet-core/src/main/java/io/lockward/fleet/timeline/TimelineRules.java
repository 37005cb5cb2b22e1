package io.lockward.fleet.timeline;

import io.lockward.fleet.timeline.Timeline.Film;
import io.lockward.fleet.timeline.Timeline.Gap;
import io.lockward.fleet.timeline.Timeline.Lane;
import io.lockward.fleet.timeline.Timeline.Late;
import io.lockward.fleet.timeline.Timeline.Mark;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Entries, and what the cloud knows of hearing the bank, to lanes. What is not known is left out, never guessed: a
/// lane begins where the first entry about it is.
public final class TimelineRules {
    /// A run waits a few seconds at most when the link is up ([io.lockward.fleet.presence.PresenceRules] calls a bank
    /// silent after a little more than a minute).
    static final Duration LATE = Duration.ofSeconds(70);

    private static final List<String> ORDER = List.of(
            LaneRules.POWER,
            LaneRules.NETWORK,
            LaneRules.KIOSK,
            LaneRules.AGENT,
            LaneRules.CONDITIONS,
            LaneRules.PEOPLE,
            LaneRules.COMMANDS);

    private TimelineRules() {}

    /// @param moments in journal order, those just before the span too, which tell how things were when it began
    /// @param from the first instant of the span
    /// @param to the first instant after it
    /// @param whole whether nothing that arrived comes after the moments
    public static Timeline of(List<Moment> moments, Instant from, Instant to, Hearing hearing, boolean whole) {
        BankClock clock = BankClock.of(moments);
        Gap tail = whole ? HearingRules.tail(moments.isEmpty() ? null : moments.getLast(), clock, hearing) : null;
        List<Gap> gaps = gaps(moments, clock);
        if (tail != null) {
            gaps.add(tail);
        }
        return new Timeline(
                lanes(moments, clock, from, to, hearing, tail),
                marks(moments, clock, from, to),
                gaps.stream()
                        .filter(gap -> gap.to().isAfter(from) && gap.from().isBefore(to))
                        .toList(),
                late(moments, clock, from, to),
                clock.steps().stream()
                        .filter(step -> within(step.at(), from, to))
                        .toList(),
                films(moments, clock, from, to));
    }

    private static List<Lane> lanes(
            List<Moment> moments, BankClock clock, Instant from, Instant to, Hearing hearing, @Nullable Gap tail) {
        Lanes lanes = new Lanes();
        for (Moment moment : moments) {
            if (moment.entry() != null) {
                lanes.take(LaneRules.changeOf(moment.entry()), moment, clock.at(moment));
            }
        }
        List<Lane> all = new ArrayList<>(lanes.all(from, to, tail == null ? null : tail.from()));
        all.add(Lanes.within(HearingRules.network(hearing, from), from, to));
        return all.stream()
                .filter(lane -> !lane.states().isEmpty())
                .sorted(Comparator.comparingInt((Lane lane) -> place(lane.id())).thenComparing(TimelineRules::door))
                .toList();
    }

    private static int place(String lane) {
        int known = ORDER.indexOf(lane);
        return known < 0 ? ORDER.size() : known;
    }

    /// A door and what is behind it come together.
    private static String door(Lane lane) {
        int slash = lane.id().indexOf('/');
        return lane.id().substring(slash + 1) + ' ' + lane.id();
    }

    private static List<Mark> marks(List<Moment> moments, BankClock clock, Instant from, Instant to) {
        List<Mark> marks = new ArrayList<>();
        for (Moment moment : moments) {
            Instant at = clock.at(moment);
            if (within(at, from, to)) {
                marks.add(new Mark(
                        at,
                        moment.epoch(),
                        moment.seq(),
                        moment.type(),
                        moment.subject(),
                        moment.entry() == null ? LaneRules.JOURNAL : LaneRules.laneOf(moment.entry())));
            }
        }
        return marks;
    }

    private static List<Gap> gaps(List<Moment> moments, BankClock clock) {
        List<Gap> gaps = new ArrayList<>();
        Moment before = null;
        for (Moment moment : moments) {
            boolean follows = before != null && before.epoch() == moment.epoch();
            if (before != null && follows && moment.seq() > last(before) + 1) {
                gaps.add(gap(
                        clock.at(before), clock.at(moment), moment.epoch(), last(before) + 1, moment.seq() - 1, false));
            }
            if (moment.entry() instanceof JournalEntry.Gap dropped) {
                Instant since = before != null && follows ? clock.at(before) : clock.at(moment);
                gaps.add(gap(since, clock.at(moment), moment.epoch(), dropped.from(), dropped.to(), true));
            }
            before = moment;
        }
        return gaps;
    }

    /// A gap has a width even where both sides say the same time.
    private static Gap gap(Instant one, Instant other, long epoch, long first, long last, boolean dropped) {
        Instant from = one.isBefore(other) ? one : other;
        Instant to = one.isBefore(other) ? other : one;
        return new Gap(from, to.isAfter(from) ? to : from.plusMillis(1), epoch, first, last, dropped);
    }

    private static long last(Moment moment) {
        return moment.entry() instanceof JournalEntry.Gap gap ? gap.to() : moment.seq();
    }

    private static List<Late> late(List<Moment> moments, BankClock clock, Instant from, Instant to) {
        List<Late> late = new ArrayList<>();
        boolean goesOn = false;
        for (Moment moment : moments) {
            Instant at = clock.at(moment);
            if (clock.delay(moment).compareTo(LATE) < 0) {
                goesOn = false;
            } else if (within(at, from, to)) {
                Late last = goesOn ? late.removeLast() : new Late(at, at, moment.receivedAt());
                late.add(new Late(
                        last.from(),
                        at.isAfter(last.to()) ? at : last.to(),
                        moment.receivedAt().isAfter(last.heard()) ? moment.receivedAt() : last.heard()));
                goesOn = true;
            }
        }
        return late;
    }

    private static List<Film> films(List<Moment> moments, BankClock clock, Instant from, Instant to) {
        Map<String, Film> films = new LinkedHashMap<>();
        for (Moment moment : moments) {
            if (moment.entry() instanceof ClipEntry clip) {
                films.put(clip.clip(), film(films.get(clip.clip()), clip, moment, clock));
            }
        }
        Map<String, Instant> said = new HashMap<>();
        moments.forEach(moment -> {
            if (moment.entry() instanceof ClipEntry clip) {
                said.put(clip.clip(), clock.at(moment));
            }
        });
        return films.values().stream()
                .filter(film -> {
                    Instant begins = film.from() == null ? said.getOrDefault(film.clip(), from) : film.from();
                    Instant ends = film.to() == null ? begins : film.to();
                    return !ends.isBefore(from) && begins.isBefore(to);
                })
                .toList();
    }

    /// When a picture was: by the uptime of its boot, as everything else is; by the wall clock that the clip tells
    /// when nothing else is here of that boot, or an older agent told no uptime.
    private static @Nullable Instant filmed(
            BankClock clock, Moment moment, @Nullable Long boot, @Nullable Long up, @Nullable Instant wall) {
        Instant at = boot == null || up == null ? null : clock.at(moment.epoch(), boot, up);
        return at == null ? wall : at;
    }

    private static Film film(@Nullable Film known, ClipEntry clip, Moment moment, BankClock clock) {
        return switch (clip) {
            case ClipEntry.Recorded made ->
                new Film(
                        made.clip(),
                        made.camera(),
                        "recorded",
                        filmed(clock, moment, made.filmedBoot(), made.fromUp(), made.from()),
                        filmed(clock, moment, made.filmedBoot(), made.toUp(), made.to()),
                        word(made.because()),
                        made.compartment() == null ? null : made.compartment().toString(),
                        made.gapMillis(),
                        null,
                        moment.epoch(),
                        moment.seq());
            case ClipEntry.Uploaded there ->
                known == null
                        ? new Film(
                                there.clip(),
                                null,
                                "uploaded",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                moment.epoch(),
                                moment.seq())
                        : known.in("uploaded", null);
            case ClipEntry.Lost lost ->
                known == null
                        ? new Film(
                                lost.clip(),
                                lost.camera(),
                                "lost",
                                null,
                                null,
                                word(lost.because()),
                                lost.compartment() == null
                                        ? null
                                        : lost.compartment().toString(),
                                null,
                                lost.reason(),
                                moment.epoch(),
                                moment.seq())
                        : known.in("lost", lost.reason());
        };
    }

    private static @Nullable String word(ClipEntry.@Nullable Because because) {
        return because == null ? null : because.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean within(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
