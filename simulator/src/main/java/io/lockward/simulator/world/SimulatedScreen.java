package io.lockward.simulator.world;

import io.lockward.agent.hardware.Kiosk;
import io.lockward.agent.hardware.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The screen of a simulated bank: it gives signs of life, hangs, and is restarted.
///
/// Thread rule: any thread; the listener is called without the lock held.
final class SimulatedScreen implements Kiosk {
    /// After its last beat a page is taken for closed: five of its beats.
    private static final Duration PAGE_CLOSED = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final Habits habits;
    private @Nullable Consumer<Duration> listener;
    /// The page that speaks began then. An order to restart does not silence it before the new one is there.
    private Instant began;
    private @Nullable BiConsumer<Duration, Consumer<Outcome>> page;
    private @Nullable Instant pageBeat;
    private boolean alive = true;
    /// Whether only a new boot makes it live again.
    private boolean stuck;
    private int generation;

    SimulatedScreen(Scheduler scheduler, Habits habits) {
        this.scheduler = scheduler;
        this.habits = habits;
        this.began = scheduler.now();
        beat(generation);
    }

    /// @param told the page's age
    synchronized void onBeat(@Nullable Consumer<Duration> told) {
        listener = told;
    }

    /// How a page in a real browser is made to show itself; `null` when there is none.
    synchronized void onLocate(@Nullable BiConsumer<Duration, Consumer<Outcome>> shown) {
        page = shown;
    }

    /// A page in a real browser says that it lives.
    void pageBeat() {
        Runnable told;
        synchronized (this) {
            pageBeat = scheduler.now();
            told = alive ? word() : null;
        }
        if (told != null) {
            told.run();
        }
    }

    synchronized void boot() {
        alive = true;
        stuck = false;
        began = scheduler.now();
        generation++;
        beat(generation);
    }

    synchronized void freeze(boolean forGood) {
        alive = false;
        stuck |= forGood;
    }

    synchronized void thaw() {
        alive = true;
        stuck = false;
    }

    @Override
    public void restart(Consumer<Outcome> outcome) {
        scheduler.after(habits.kioskRestart(), () -> {
            synchronized (this) {
                if (!stuck) {
                    alive = true;
                    began = scheduler.now();
                }
            }
        });
        outcome.accept(new Outcome.Done());
    }

    @Override
    public void locate(Duration length, Consumer<Outcome> outcome) {
        boolean lives;
        BiConsumer<Duration, Consumer<Outcome>> shown;
        synchronized (this) {
            lives = alive;
            shown = isPageOpen() ? page : null;
        }
        if (!lives) {
            outcome.accept(new Outcome.Failed("the screen's page hangs"));
        } else if (shown != null) {
            shown.accept(length, outcome);
        } else {
            outcome.accept(new Outcome.Done());
        }
    }

    private void beat(int started) {
        scheduler.after(habits.kioskBeat(), () -> {
            Runnable told;
            synchronized (this) {
                if (started != generation) {
                    return;
                }
                told = alive && !isPageOpen() ? word() : null;
            }
            if (told != null) {
                told.run();
            }
            beat(started);
        });
    }

    private @Nullable Runnable word() {
        Consumer<Duration> told = listener;
        Duration age = Duration.between(began, scheduler.now());
        return told == null ? null : () -> told.accept(age);
    }

    private boolean isPageOpen() {
        return pageBeat != null && Duration.between(pageBeat, scheduler.now()).compareTo(PAGE_CLOSED) < 0;
    }
}
