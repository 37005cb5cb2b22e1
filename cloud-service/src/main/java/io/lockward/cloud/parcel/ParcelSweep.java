package io.lockward.cloud.parcel;

import io.lockward.fleet.FleetStore;
import io.lockward.fleet.parcel.NewsRules;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.fleet.parcel.Parcels;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What time alone does to parcels: announcements run out, recipients are reminded. Any replica may do it; twice is
/// once.
@Singleton
final class ParcelSweep {
    private static final int ROUND = 500;

    private final FleetStore store;
    private final ParcelReadStore reads;
    private final InstantSource clock;
    private final Duration remindAfter;
    private final Duration overdueAfter;

    ParcelSweep(
            FleetStore store,
            ParcelReadStore reads,
            InstantSource clock,
            @ConfigProperty(name = "lockward.parcel.remind-after", defaultValue = "1d") Duration remindAfter,
            @ConfigProperty(name = "lockward.parcel.overdue-after", defaultValue = "5d") Duration overdueAfter) {
        this.store = store;
        this.reads = reads;
        this.clock = clock;
        this.remindAfter = remindAfter;
        this.overdueAfter = overdueAfter;
    }

    void round() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (ParcelKey parcel : reads.runOut(now, ROUND)) {
            store.transaction(transaction -> {
                Parcels.act(
                        transaction, parcel, ParcelFact.What.CANCELLED, "lockward", "It did not come in time.", now);
                return true;
            });
        }
        UUID after = null;
        List<ParcelReadStore.Row> rows;
        do {
            rows = reads.waitingSince(now.minus(remindAfter), after, ROUND);
            List<ParcelNews> news = new ArrayList<>();
            rows.forEach(row -> news.addAll(NewsRules.onTime(row.parcel(), now, remindAfter, overdueAfter)));
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
}
