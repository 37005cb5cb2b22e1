package io.lockward.agent.bank.sensing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is being watched in one compartment. It starts anew with each process; what must outlast one is a list
/// of [Baseline]. Changed by [Sensing] only.
///
/// @param isShut whether the door is known to be shut
/// @param up the latest moment heard of, uptime in milliseconds
public record SensingWatch(SensingSetup setup, Map<SensorChannel, Track> tracks, Phase phase, boolean isShut, long up) {

    /// Where the watch is between two events.
    sealed interface Phase {}

    /// No event yet.
    record Quiet() implements Phase {}

    /// The compartment may be opened, or is open.
    record Begun(Event event) implements Phase {}

    /// The door is shut again.
    ///
    /// @param after what each sensor at rest says since
    record Deciding(Event event, long closedUp, Map<SensorChannel, Run> after) implements Phase {
        Deciding {
            after = Collections.unmodifiableMap(sorted(after));
        }
    }

    record Concluded(Verdict verdict) implements Phase {}

    /// @param before what each sensor said before, possibly nothing
    /// @param sinceUp uptime in milliseconds of `before`; `null` when it is of an earlier process
    record Event(List<Baseline> before, @Nullable Long sinceUp) {
        Event {
            before = List.copyOf(before);
        }
    }

    public SensingWatch {
        tracks = Collections.unmodifiableMap(sorted(tracks));
    }

    SensingWatch with(Phase changed) {
        return new SensingWatch(setup, tracks, changed, isShut, up);
    }

    SensingWatch with(Map<SensorChannel, Track> changed) {
        return new SensingWatch(setup, changed, phase, isShut, up);
    }

    SensingWatch at(long later) {
        return later <= up ? this : new SensingWatch(setup, tracks, phase, isShut, later);
    }

    private static <V> EnumMap<SensorChannel, V> sorted(Map<SensorChannel, V> map) {
        EnumMap<SensorChannel, V> sorted = new EnumMap<>(SensorChannel.class);
        sorted.putAll(map);
        return sorted;
    }
}
