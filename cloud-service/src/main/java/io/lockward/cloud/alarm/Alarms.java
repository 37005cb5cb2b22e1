package io.lockward.cloud.alarm;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.change.Changes;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.presence.Outage;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people read of alarms and do about them. Every method may be called from any thread.
@Singleton
public final class Alarms {
    private static final Duration LONGEST_SHELF = Duration.ofDays(30);

    private final AlarmStore store;
    private final Access access;
    private final Changes changes;
    private final InstantSource clock;

    Alarms(AlarmStore store, Access access, Changes changes, InstantSource clock) {
        this.store = store;
        this.access = access;
        this.changes = changes;
        this.clock = clock;
    }

    /// Those there are of these ids.
    public List<AlarmView> all(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : store.all(ids);
    }

    /// The open ones of these banks, newest first.
    public List<AlarmView> openOf(Collection<String> banks) {
        return banks.isEmpty() ? List.of() : store.openOf(banks);
    }

    /// Times in which a bank could not be reached that touch a span, oldest first. By the cloud's clock.
    public List<Outage> outages(String bank, Instant from, Instant to) {
        return store.outages(bank, from, to);
    }

    Page<AlarmView> page(@Nullable Boolean open, @Nullable String bank, @Nullable String cursor, int limit) {
        String key = Page.key(cursor);
        Long before;
        try {
            before = key == null ? null : Long.valueOf(key);
        } catch (NumberFormatException _) {
            throw Page.badCursor();
        }
        return Page.of(store.list(open, bank, before, limit + 1), limit, alarm -> Long.toString(alarm.id()));
    }

    /// Acknowledging twice changes nothing.
    AlarmView acknowledge(long id, String by) {
        AlarmView alarm = open(id);
        if (alarm.acknowledged() == null) {
            access.audit(new Audited(by, "alarm.acknowledge", alarm.bank(), alarm.subject(), alarm.kind()));
            store.acknowledge(id, by, clock.instant());
            tell(alarm);
        }
        return get(id);
    }

    AlarmView shelve(long id, String by, @Nullable Instant until, @Nullable String reason) {
        Instant now = clock.instant();
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST_SHELF))) {
            throw Problem.invalid("until", "is an instant in the next 30 days, such as 2026-11-23T08:00:00Z")
                    .asException();
        }
        if (reason == null || reason.isBlank() || reason.length() > 256) {
            throw Problem.invalid("reason", "says why in 1 to 256 characters").asException();
        }
        AlarmView alarm = open(id);
        access.audit(new Audited(by, "alarm.shelve", alarm.bank(), alarm.subject(), reason));
        store.shelve(id, by, until, reason);
        tell(alarm);
        return get(id);
    }

    private AlarmView open(long id) {
        AlarmView alarm = get(id);
        if (!alarm.isOpen()) {
            throw Problem.of("closed", "The alarm is closed", 409, "Nothing is left to do about it.")
                    .asException();
        }
        return alarm;
    }

    private AlarmView get(long id) {
        return store.all(List.of(id)).stream()
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("There is no alarm " + id + ".").asException());
    }

    private void tell(AlarmView alarm) {
        changes.tell(FleetChanges.of(List.of(new BankId(alarm.bank())), List.of(alarm.id()), List.of()));
    }
}
