package io.lockward.cloud.alarm;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.change.Changes;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.alarm.AttackRules;
import io.lockward.fleet.alarm.GaveUpRules;
import io.lockward.fleet.alarm.Incident;
import io.lockward.fleet.alarm.IncidentCause;
import io.lockward.fleet.alarm.IncidentChange;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has one cause: opened, joined and closed by rules, read by people. Every method may be called from any thread.
@Singleton
public final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);
    /// A replica that is gone cannot end what it said about itself; after this time another one does.
    private static final Duration UNSEEN = Duration.ofMinutes(2);
    /// A bank that was cut off tells of force when it is back.
    private static final Duration FORCE_REMEMBERED = Duration.ofDays(30);
    /// Every technician opens the cabinet: what was over before says nothing of a door that is forced now.
    private static final Duration TAMPER_REMEMBERED = Duration.ofDays(1);

    private final IncidentStore store;
    private final Alarms alarms;
    private final Access access;
    private final Changes changes;

    Incidents(IncidentStore store, Alarms alarms, Access access, Changes changes) {
        this.store = store;
        this.alarms = alarms;
        this.access = access;
        this.changes = changes;
    }

    /// The open ones.
    public List<Incident> open() {
        return store.open();
    }

    /// Signs of force that no incident explains yet, oldest first.
    public List<AttackRules.Sign> signs(Instant now) {
        return store.signs(now.minus(FORCE_REMEMBERED), now.minus(TAMPER_REMEMBERED), now);
    }

    /// Calls of banks for a person that no incident explains yet, oldest first.
    public List<GaveUpRules.Sign> gaveUp(Instant now) {
        return store.gaveUp(now);
    }

    /// Takes an incident in somebody's name: acknowledges all of its alarms, also those that are over. Twice changes
    /// nothing.
    IncidentView take(long id, String by, Instant now) {
        IncidentView incident = get(id);
        if (incident.closedAt() != null) {
            throw Problem.of("closed", "The incident is over", 409, "Nothing is left to do about it.")
                    .asException();
        }
        access.audit(new Audited(by, "incident.acknowledge", null, incident.subject(), incident.cause()));
        tell(store.take(id, by, now));
        return get(id);
    }

    /// Does what the rules said, and tells it.
    public void apply(Collection<IncidentChange> wanted, Instant now) {
        TreeSet<Long> touched = new TreeSet<>();
        Map<Long, List<Long>> before =
                store.alarms(store.open().stream().map(Incident::id).toList());
        for (IncidentChange change : wanted) {
            switch (change) {
                case IncidentChange.Open open -> {
                    LOG.atWarn()
                            .addKeyValue("cause", open.cause().word())
                            .addKeyValue("subject", open.subject())
                            .addKeyValue("why", open.why())
                            .log("an incident opens");
                    touched.addAll(open.alarms());
                }
                case IncidentChange.Join join -> touched.addAll(join.alarms());
                case IncidentChange.Release release -> touched.addAll(release.alarms());
                case IncidentChange.Close close -> {
                    LOG.atInfo().addKeyValue("incident", close.incident()).log("an incident is over");
                    touched.addAll(before.getOrDefault(close.incident(), List.of()));
                }
            }
            store.apply(change, now);
        }
        tell(touched);
    }

    /// Something of this service itself is wrong; to be said again at least every minute while it is.
    public void serviceHas(IncidentCause cause, String subject, String title, String why, Instant now) {
        if (store.upsert(cause, subject, title, why, now)) {
            LOG.atError()
                    .addKeyValue("cause", cause.word())
                    .addKeyValue("why", why)
                    .log("an incident opens");
        }
    }

    /// It is well, as far as the caller can tell.
    ///
    /// @param mine whether the caller said before that it holds; else it ends only when nobody says so any more
    public void serviceIsWell(IncidentCause cause, String subject, boolean mine, Instant now) {
        if (store.over(cause, subject, mine ? now : now.minus(UNSEEN), now)) {
            LOG.atInfo().addKeyValue("cause", cause.word()).log("an incident is over");
        }
    }

    Page<IncidentView> page(@Nullable Boolean open, @Nullable String cursor, int limit) {
        String key = Page.key(cursor);
        Long before;
        try {
            before = key == null ? null : Long.valueOf(key);
        } catch (NumberFormatException _) {
            throw Page.badCursor();
        }
        return Page.of(views(store.list(open, before, limit + 1)), limit, incident -> Long.toString(incident.id()));
    }

    IncidentView get(long id) {
        IncidentStore.Row row = store.get(id);
        if (row == null) {
            throw Problem.notFound("There is no incident " + id + ".").asException();
        }
        return views(List.of(row)).getFirst();
    }

    private List<IncidentView> views(List<IncidentStore.Row> rows) {
        Map<Long, List<Long>> ids =
                store.alarms(rows.stream().map(IncidentStore.Row::id).toList());
        Map<Long, AlarmView> all = alarms
                .all(ids.values().stream().flatMap(List::stream).toList())
                .stream()
                .collect(Collectors.toMap(AlarmView::id, alarm -> alarm));
        return rows.stream()
                .map(row -> view(
                        row,
                        ids.getOrDefault(row.id(), List.of()).stream()
                                .map(all::get)
                                .filter(java.util.Objects::nonNull)
                                .toList()))
                .toList();
    }

    private static IncidentView view(IncidentStore.Row row, List<AlarmView> alarms) {
        return new IncidentView(
                row.id(),
                row.cause().scope().word(),
                row.subject(),
                row.cause().word(),
                row.severity(),
                row.closedAt() == null ? "open" : "closed",
                row.openedAt(),
                row.closedAt(),
                row.title(),
                row.why(),
                row.suggestion(),
                alarms.stream().map(AlarmView::bank).distinct().sorted().toList(),
                alarms);
    }

    private void tell(Collection<Long> touched) {
        if (!touched.isEmpty()) {
            List<BankId> banks = alarms.all(touched).stream()
                    .map(alarm -> new BankId(alarm.bank()))
                    .distinct()
                    .toList();
            changes.tell(FleetChanges.of(banks, touched, List.of()));
        }
    }
}
