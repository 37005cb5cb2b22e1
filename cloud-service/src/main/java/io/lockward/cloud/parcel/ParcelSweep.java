package io.lockward.cloud.parcel;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.Parcels;
import io.lockward.fleet.parcel.Patience;
import io.lockward.fleet.parcel.WaitRules;
import io.lockward.fleet.parcel.Waiting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What time alone does to parcels: announcements run out, recipients are reminded, what waits too long is said to
/// and, where that is set, goes back. Any replica may do it; twice is once.
@Singleton
final class ParcelSweep {
    private static final int ROUND = 500;
    private static final String ITSELF = "lockward";

    private final FleetStore store;
    private final ParcelReadStore reads;
    private final InstantSource clock;
    private final Patience patience;

    @Inject
    ParcelSweep(
            FleetStore store,
            ParcelReadStore reads,
            InstantSource clock,
            @ConfigProperty(name = "lockward.parcel.remind-after", defaultValue = "1d") Duration remindAfter,
            @ConfigProperty(name = "lockward.parcel.overdue-after", defaultValue = "5d") Duration overdueAfter,
            @ConfigProperty(name = "lockward.parcel.return-after") Optional<Duration> returnAfter) {
        this(store, reads, clock, new Patience(remindAfter, overdueAfter, returnAfter.orElse(null)));
    }

    ParcelSweep(FleetStore store, ParcelReadStore reads, InstantSource clock, Patience patience) {
        this.store = store;
        this.reads = reads;
        this.clock = clock;
        this.patience = patience;
    }

    void round() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (ParcelKey parcel : reads.runOut(now, ROUND)) {
            store.transaction(transaction -> {
                Parcels.act(transaction, parcel, ParcelFact.What.CANCELLED, ITSELF, "It did not come in time.", now);
                return true;
            });
        }
        UUID after = null;
        List<Waiting> rows;
        do {
            rows = reads.waitingSince(now.minus(patience.shortest()), after, ROUND);
            List<ParcelNews> news = new ArrayList<>();
            for (Waiting row : rows) {
                act(row, now);
                news.addAll(WaitRules.news(row, now, patience));
            }
            if (!news.isEmpty()) {
                store.transaction(transaction -> {
                    transaction.books().tell(news);
                    return true;
                });
            }
            after = rows.isEmpty()
                    ? after
                    : rows.getLast().parcel().key().parcel().value();
        } while (rows.size() == ROUND);
    }

    /// Looks again once the books are locked: another replica may have been quicker, or a person.
    private void act(Waiting row, Instant now) {
        if (WaitRules.due(row, now, patience) == null) {
            return;
        }
        ParcelKey key = row.parcel().key();
        store.transaction(transaction -> {
            transaction.books().lock(List.of(key.bank()));
            ParcelRecord record = transaction.books().parcels(List.of(key)).get(key);
            ParcelFact.What what = record == null ? null : WaitRules.due(row.withParcel(record), now, patience);
            if (what != null) {
                Duration waited = what == ParcelFact.What.RETURNING
                        ? Objects.requireNonNull(patience.returnAfter())
                        : patience.overdueAfter();
                Parcels.act(transaction, key, what, ITSELF, WaitRules.why(waited), now);
            }
            return what != null;
        });
    }
}
