package io.lockward.simulator.seeded;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// The last things that happened, for people who replay a failing seed. One thread.
public final class Trace {
    private static final int KEPT = 60;

    private final InstantSource time;
    private final Consumer<String> listener;
    private final Deque<String> last = new ArrayDeque<>();

    /// @param listener hears of everything, as it happens
    public Trace(InstantSource time, Consumer<String> listener) {
        this.time = time;
        this.listener = listener;
    }

    public void note(String what) {
        Instant now = time.instant();
        String line = now + "  " + what;
        listener.accept(line);
        last.addLast(line);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /// The last of it, a line each.
    public String tail() {
        return String.join("\n", last);
    }
}
