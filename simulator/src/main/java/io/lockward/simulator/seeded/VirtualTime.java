package io.lockward.simulator.seeded;

import io.lockward.simulator.world.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/// Time that passes only when there is nothing left to do at the present moment. One thread.
public final class VirtualTime implements Scheduler, InstantSource {
    private record Event(long at, long order, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long order;

    public VirtualTime(Instant start) {
        now = start.toEpochMilli();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        after(delay.toMillis(), task);
    }

    /// @param millis from now; what is negative is now
    public void after(long millis, Runnable task) {
        events.add(new Event(now + Math.max(0, millis), order++, task));
    }

    /// Lets everything happen that is due until `end`.
    public void runUntil(Instant end) {
        long last = end.toEpochMilli();
        for (Event next = events.peek(); next != null && next.at <= last; next = events.peek()) {
            events.remove();
            now = next.at;
            next.task.run();
        }
        now = last;
    }

    /// Lets time pass in which nothing happens at all: everything that is to come comes so much later.
    public void leap(Duration by) {
        List<Event> later = new ArrayList<>();
        events.forEach(event -> later.add(new Event(event.at + by.toMillis(), event.order, event.task)));
        events.clear();
        events.addAll(later);
        now += by.toMillis();
    }
}
