package io.lockward.agent.bank.sensing;

import io.lockward.agent.bank.sensing.SensingWatch.Begun;
import io.lockward.agent.bank.sensing.SensingWatch.Concluded;
import io.lockward.agent.bank.sensing.SensingWatch.Deciding;
import io.lockward.agent.bank.sensing.SensingWatch.Event;
import io.lockward.agent.bank.sensing.SensingWatch.Quiet;
import io.lockward.agent.bank.sensing.Verdict.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether something was put into a compartment or taken out: an event-differential sequential test.
///
/// ```
/// samples ...  begin   doorOpened   doorClosed   samples ...   Added | Removed | NoChange | Undecided
///          \____/                            \_______________/
///          before                            after, once at rest
/// ```
///
/// What is compared is *after* less *before*, never a reading with an old tare: drift does not matter, only what
/// happened in between. For a deposit: take [#baseline(SensingWatch)] when the lock is pulsed, write it into the
/// journal, give it to [#begin(SensingWatch, List, long)], tell the door's moves, feed samples and ticks, and
/// read [#verdict(SensingWatch)]. After a restart in between: [#start(SensingSetup, long)], then
/// [#resume(SensingWatch, List, long)] with what the journal says, then the door's position.
///
/// Pure and total: samples that are late or doubled change nothing.
public final class Sensing {
    private Sensing() {}

    /// A watch that has heard nothing.
    public static SensingWatch start(SensingSetup setup, long up) {
        EnumMap<SensorChannel, Track> tracks = new EnumMap<>(SensorChannel.class);
        setup.tunings().keySet().forEach(channel -> tracks.put(channel, Track.from(up)));
        return new SensingWatch(setup, tracks, new Quiet(), false, up);
    }

    /// One more sample. One of a channel that is not set up, or not later than the channel's last, or from
    /// before the closing that is being decided about, changes nothing.
    public static SensingWatch step(SensingWatch watch, Sample sample) {
        Tuning tuning = watch.setup().tunings().get(sample.channel());
        Track track = watch.tracks().get(sample.channel());
        if (tuning == null || track == null) {
            return watch;
        }
        boolean heardBefore = track.vitals().last() != null;
        if (heardBefore && sample.up() <= track.vitals().heardUp()) {
            return watch;
        }
        if (watch.phase() instanceof Deciding deciding && sample.up() < deciding.closedUp()) {
            // Taken while the door was open, and told late.
            return watch;
        }
        Track heard = track.plus(sample, tuning, watch.isShut());
        EnumMap<SensorChannel, Track> tracks = new EnumMap<>(SensorChannel.class);
        tracks.putAll(watch.tracks());
        tracks.put(sample.channel(), heard);
        SensingWatch next = watch.with(tracks).at(sample.up());
        return next.phase() instanceof Deciding deciding ? Decision.step(next, deciding, sample, tuning, heard) : next;
    }

    /// Time has passed. Needed when samples stop coming.
    public static SensingWatch tick(SensingWatch watch, long up) {
        SensingWatch next = aged(watch.at(up));
        return next.phase() instanceof Deciding deciding ? Decision.settle(next, deciding) : next;
    }

    /// What the sensors say now, or what was said before the event under way. Empty when they have not been at
    /// rest behind a shut door for a second yet.
    public static List<Baseline> baseline(SensingWatch watch) {
        return switch (watch.phase()) {
            case Begun(Event event) -> event.before();
            case Deciding deciding -> deciding.event().before();
            case Quiet _, Concluded _ -> newest(watch);
        };
    }

    /// An event begins: the lock is about to be pulsed.
    ///
    /// @param before what [#baseline(SensingWatch)] gave, just now
    public static SensingWatch begin(SensingWatch watch, List<Baseline> before, long up) {
        return watch.at(up).with(new Begun(new Event(before, up)));
    }

    /// An event goes on that an earlier process began.
    ///
    /// @param before what the journal says that process knew
    public static SensingWatch resume(SensingWatch watch, List<Baseline> before, long up) {
        return watch.at(up).with(new Begun(new Event(before, null)));
    }

    /// The event does not happen: the door stayed shut.
    public static SensingWatch cancel(SensingWatch watch) {
        return watch.phase() instanceof Begun ? watch.with(new Quiet()) : watch;
    }

    /// The door opened. Begins an event when none had begun, as with a crowbar; one not yet concluded goes on
    /// with the baseline it has.
    public static SensingWatch doorOpened(SensingWatch watch, long up) {
        Event event = switch (watch.phase()) {
            case Begun(Event begun) -> begun;
            case Deciding deciding -> deciding.event();
            case Quiet _, Concluded _ -> new Event(newest(watch), up);
        };
        return moved(watch, false, up).with(new Begun(event));
    }

    /// The door closed, or is found closed when the process starts. Concludes at once when nobody knows what was
    /// before.
    public static SensingWatch doorClosed(SensingWatch watch, long up) {
        SensingWatch shut = moved(watch, true, up);
        return switch (watch.phase()) {
            case Begun(Event event) -> Decision.settle(shut, new Deciding(event, up, Map.of()));
            case Quiet _, Deciding _, Concluded _ -> shut;
        };
    }

    public static Verdict verdict(SensingWatch watch) {
        return switch (watch.phase()) {
            case Quiet _ -> new Verdict.Pending(Stage.NO_EVENT);
            case Begun _ -> new Verdict.Pending(Stage.DOOR_OPEN);
            case Deciding _ -> new Verdict.Pending(Stage.DECIDING);
            case Concluded(Verdict verdict) -> verdict;
        };
    }

    /// Whether a verdict is waited for.
    public static boolean isBusy(SensingWatch watch) {
        return watch.phase() instanceof Begun || watch.phase() instanceof Deciding;
    }

    /// What changed since the door last moved, although it did not move; `null` when nothing did.
    public static @Nullable ShutChange changedWhileShut(SensingWatch watch) {
        for (Track track : watch.tracks().values()) {
            if (track.changed() != null) {
                return track.changed();
            }
        }
        return null;
    }

    /// What the sensors' own samples say about them, as of the latest moment heard of.
    public static SortedMap<SensorChannel, SensorHealth> health(SensingWatch watch) {
        SortedMap<SensorChannel, SensorHealth> health = new TreeMap<>();
        watch.setup().tunings().forEach((channel, tuning) -> health.put(channel, health(watch, channel, tuning)));
        return health;
    }

    /// What is to be told of each sensor: what has lasted long enough, as of the last [#tick].
    public static SortedMap<SensorChannel, Standing> standing(SensingWatch watch) {
        SortedMap<SensorChannel, Standing> standing = new TreeMap<>();
        watch.tracks()
                .forEach((channel, track) -> standing.put(channel, track.bout().standing(watch.up())));
        return standing;
    }

    private static SensingWatch aged(SensingWatch watch) {
        EnumMap<SensorChannel, Track> changed = null;
        for (Map.Entry<SensorChannel, Track> one : watch.tracks().entrySet()) {
            Tuning tuning = watch.setup().tunings().get(one.getKey());
            Track aged = tuning == null ? one.getValue() : one.getValue().aged(tuning, watch.isShut(), watch.up());
            if (!aged.equals(one.getValue())) {
                changed = changed == null ? new EnumMap<>(watch.tracks()) : changed;
                changed.put(one.getKey(), aged);
            }
        }
        return changed == null ? watch : watch.with(changed);
    }

    static SensorHealth health(SensingWatch watch, SensorChannel channel, Tuning tuning) {
        Track track = watch.tracks().get(channel);
        return track == null ? SensorHealth.Well.WELL : track.health(tuning, watch.isShut(), watch.up());
    }

    private static List<Baseline> newest(SensingWatch watch) {
        List<Baseline> baselines = new ArrayList<>();
        watch.tracks().forEach((channel, track) -> {
            Tuning tuning = watch.setup().tunings().get(channel);
            Baseline baseline = tuning == null ? null : track.baseline(channel, tuning);
            if (tuning != null
                    && baseline != null
                    && health(watch, channel, tuning).isUsable()) {
                baselines.add(baseline);
            }
        });
        return baselines;
    }

    private static SensingWatch moved(SensingWatch watch, boolean isShut, long up) {
        EnumMap<SensorChannel, Track> tracks = new EnumMap<>(SensorChannel.class);
        watch.tracks().forEach((channel, track) -> tracks.put(channel, track.moved()));
        return new SensingWatch(watch.setup(), tracks, watch.phase(), isShut, Math.max(up, watch.up()));
    }
}
