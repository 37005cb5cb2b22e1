package io.lockward.simulator.seeded;

import io.lockward.simulator.world.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/// Time that passes only when there is nothing left to do at the present moment. One thread.
final class VirtualTime implements Scheduler, InstantSource {
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

    VirtualTime(Instant start) {
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

    void after(long millis, Runnable task) {
        events.add(new Event(now + Math.max(0, millis), order++, task));
    }

    /// Lets everything happen that is due until `end`.
    void runUntil(Instant end) {
        long last = end.toEpochMilli();
        for (Event next = events.peek(); next != null && next.at <= last; next = events.peek()) {
            events.remove();
            now = next.at;
            next.task.run();
        }
        now = last;
    }
}
