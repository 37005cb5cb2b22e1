package io.lockward.cloud.change;

import io.lockward.cloud.store.FleetNotice;
import io.lockward.fleet.FleetChanges;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what any replica changed, right after its commit: PostgreSQL passes the word. Every method may be called from
/// any thread.
@Singleton
public final class Changes {
    /// Hears of changes, on the one thread that hears the database; so it must be quick and must not throw.
    public interface Listener {
        void changed(FleetChanges changes);

        /// Changes may have been missed: what is shown must be read anew.
        void missed();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final ChangeStore store;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;
    private @Nullable Thread hearing;

    Changes(ChangeStore store) {
        this.store = store;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// For changes made outside a fleet transaction, which announces by itself.
    public void tell(FleetChanges changes) {
        store.tell(FleetNotice.write(changes));
    }

    void start(@Observes StartupEvent started) {
        hearing = Thread.ofPlatform().daemon().name("changes").start(this::hear);
    }

    void stop(@Observes ShutdownEvent stopping) {
        running = false;
        if (hearing != null) {
            hearing.interrupt();
        }
    }

    private void hear() {
        while (running) {
            try {
                store.hear(this::heard, () -> running);
            } catch (RuntimeException e) {
                if (running) {
                    LOG.atWarn().setCause(e).log("changes are not heard; trying again");
                }
            }
            if (running) {
                listeners.forEach(Listener::missed);
                pause();
            }
        }
    }

    private void heard(String text) {
        try {
            FleetChanges changes = FleetNotice.read(text);
            listeners.forEach(listener -> listener.changed(changes));
        } catch (IllegalArgumentException _) {
            listeners.forEach(Listener::missed);
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
