package io.lockward.cloud.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest events, so that a listener who was away for a moment misses nothing. Not for several threads at once.
final class Ring {
    private final int capacity;
    private final Deque<LiveEvent> events = new ArrayDeque<>();
    private long last;
    private long forgotten;

    /// @param capacity how many are kept, from 1
    Ring(int capacity) {
        this.capacity = capacity;
    }

    LiveEvent add(String topic, String bank, String name, String data) {
        last++;
        LiveEvent event = new LiveEvent(last, topic, bank, name, data);
        events.add(event);
        if (events.size() > capacity) {
            forgotten = events.remove().number();
        }
        return event;
    }

    /// Something happened that is not in here: nobody can resume from before this.
    void forget() {
        last++;
        forgotten = last;
        events.clear();
    }

    long last() {
        return last;
    }

    /// Everything after `number`; `null` when some of that is gone or it was never given out.
    @Nullable
    List<LiveEvent> after(long number) {
        if (number < forgotten || number > last) {
            return null;
        }
        List<LiveEvent> rest = new ArrayList<>();
        for (LiveEvent event : events) {
            if (event.number() > number) {
                rest.add(event);
            }
        }
        return rest;
    }
}
