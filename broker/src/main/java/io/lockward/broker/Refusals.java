package io.lockward.broker;

import io.lockward.broker.access.Refusal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts every no by its reason. Safe for any thread.
public final class Refusals {
    private static final int MOST_REASONS = 256;

    private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();

    public void count(Refusal reason) {
        add(reason.label());
    }

    /// A connection that the broker itself ended, such as for a packet over its limit.
    ///
    /// @param code the MQTT 5 reason code's name
    public void countDisconnect(String code) {
        add("disconnect_" + code);
    }

    /// The counts so far, by reason, in the order of the alphabet.
    public Map<String, Long> snapshot() {
        Map<String, Long> counts = new TreeMap<>();
        byReason.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    private void add(String reason) {
        if (byReason.size() < MOST_REASONS) {
            byReason.computeIfAbsent(reason, _ -> new LongAdder()).increment();
        }
    }
}
