package io.lockward.cloud.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockward.cloud.alarm.Alarms;
import io.lockward.cloud.change.Changes;
import io.lockward.cloud.command.CommandDesk;
import io.lockward.cloud.fleet.BankView;
import io.lockward.cloud.fleet.EntryView;
import io.lockward.cloud.fleet.Fleet;
import io.lockward.cloud.platform.Gauges;
import io.lockward.fleet.FleetChanges;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes events of changes: what changed is gathered for a moment, read once, and given to all who listen. While nobody
/// listens, but for a minute after the last one left, nothing is read. One thread reads; every method may be called
/// from any thread.
@Singleton
public final class LiveFeed implements Changes.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final int KEPT = 2_000;
    private static final int PER_USER = 20;
    private static final int ENTRIES_AT_ONCE = 200;
    /// Commands and alarms go out at once; the rest of a burst is gathered for so long.
    private static final long GATHER_MILLIS = 20;

    private final Fleet fleet;
    private final CommandDesk commands;
    private final Alarms alarms;
    private final ObjectMapper json;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Ring ring = new Ring(KEPT);
    private final Set<Listener> listeners = new HashSet<>();
    private final Followed followed = new Followed();
    private Instant wantedUntil = Instant.MIN;
    private final Set<BankId> banks = new TreeSet<>();
    private final Set<Long> alarmIds = new TreeSet<>();
    private final Set<CommandId> commandIds = new TreeSet<>();
    private boolean missed;
    private volatile boolean running = true;
    private @Nullable Thread reader;

    LiveFeed(
            Fleet fleet,
            CommandDesk commands,
            Alarms alarms,
            ObjectMapper json,
            Changes changes,
            Gauges gauges,
            InstantSource clock) {
        this.fleet = fleet;
        this.commands = commands;
        this.alarms = alarms;
        this.json = json;
        this.clock = clock;
        gauges.of("lockward.live.listeners", Tags.empty(), this, LiveFeed::listening);
        changes.listen(this);
    }

    void start(@Observes StartupEvent started) {
        reader = Thread.ofPlatform().daemon().name("live").start(this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        running = false;
        if (reader != null) {
            reader.interrupt();
        }
    }

    /// Whether this user may listen once more.
    boolean mayEnter(String user) {
        lock.lock();
        try {
            return listeners.stream().filter(other -> other.user().equals(user)).count() < PER_USER;
        } finally {
            lock.unlock();
        }
    }

    /// Lets somebody listen, from after `resume` when that is still known.
    void enter(Listener listener, @Nullable Long resume) {
        Map<String, String> places = new HashMap<>();
        for (String topic : listener.topics().names()) {
            if (topic.startsWith("bank:")) {
                String bank = topic.substring("bank:".length());
                List<EntryView> newest = fleet.newestEntry(bank);
                places.put(bank, newest.isEmpty() ? "0:0" : place(newest.getLast()));
            }
        }
        lock.lock();
        try {
            Instant now = clock.instant();
            followed.tidy(now);
            places.forEach((bank, place) -> followed.begin(bank, place, ring.last(), now));
            if (resume != null) {
                List<LiveEvent> rest = places.keySet().stream().allMatch(bank -> followed.coversFrom(bank, resume))
                        ? ring.after(resume)
                        : null;
                if (rest == null) {
                    listener.sink().reset(ring.last());
                } else {
                    rest.stream().filter(listener.topics()::want).forEach(listener.sink()::event);
                }
            }
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    void leave(Listener listener) {
        lock.lock();
        try {
            listeners.remove(listener);
            Instant now = clock.instant();
            wantedUntil = now.plus(Followed.PATIENCE);
            for (String topic : listener.topics().names()) {
                String bank = topic.startsWith("bank:") ? topic.substring("bank:".length()) : "";
                if (listeners.stream().noneMatch(other -> other.topics().wantsBank(bank))) {
                    followed.end(bank, now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void changed(FleetChanges changes) {
        lock.lock();
        try {
            if (listeners.isEmpty() && !clock.instant().isBefore(wantedUntil)) {
                ring.forget();
                return;
            }
            banks.addAll(changes.banks());
            alarmIds.addAll(changes.alarms());
            commandIds.addAll(changes.commands());
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void missed() {
        lock.lock();
        try {
            ring.forget();
            missed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private int listening() {
        lock.lock();
        try {
            return listeners.size();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (running) {
            try {
                FleetChanges batch = next();
                if (batch != null) {
                    read(batch);
                }
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("changes could not be read for the live stream; listeners start anew");
                missed();
            }
        }
    }

    private @Nullable FleetChanges next() throws InterruptedException {
        lock.lock();
        try {
            while (!missed && banks.isEmpty() && alarmIds.isEmpty() && commandIds.isEmpty()) {
                changed.await();
            }
            if (missed) {
                missed = false;
                listeners.forEach(listener -> listener.sink().reset(ring.last()));
            }
            FleetChanges batch = FleetChanges.of(banks, alarmIds, commandIds);
            banks.clear();
            alarmIds.clear();
            commandIds.clear();
            return batch.isEmpty() ? null : batch;
        } finally {
            lock.unlock();
        }
    }

    private void read(FleetChanges batch) {
        commands.all(batch.commands())
                .forEach(command -> give("commands", command.bank().value(), "command", command));
        alarms.all(batch.alarms()).forEach(alarm -> give("alarms", alarm.bank(), "alarm", alarm));
        for (BankId id : batch.banks()) {
            entries(id.value());
            BankView bank = fleet.bank(id.value());
            if (bank != null) {
                give("fleet", bank.id(), "bank", new BankEvent(bank.id(), bank));
            }
        }
    }

    private record BankEvent(String id, BankView bank) {}

    private void entries(String bank) {
        String after = place(bank);
        if (after == null) {
            return;
        }
        List<EntryView> fresh = fleet.entriesAfter(bank, after, ENTRIES_AT_ONCE);
        for (EntryView entry : fresh) {
            give("bank:" + bank, bank, "entry", entry);
        }
        if (!fresh.isEmpty()) {
            place(bank, place(fresh.getLast()));
        }
    }

    private @Nullable String place(String bank) {
        lock.lock();
        try {
            return followed.upTo(bank, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    private void place(String bank, String place) {
        lock.lock();
        try {
            followed.read(bank, place);
        } finally {
            lock.unlock();
        }
    }

    private static String place(EntryView entry) {
        return entry.epoch() + ":" + entry.seq();
    }

    private void give(String topic, String bank, String name, Object data) {
        String text;
        try {
            text = json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a view can always be written", e);
        }
        lock.lock();
        try {
            LiveEvent event = ring.add(topic, bank, name, text);
            for (Listener listener : new ArrayList<>(listeners)) {
                if (listener.topics().want(event)) {
                    listener.sink().event(event);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
