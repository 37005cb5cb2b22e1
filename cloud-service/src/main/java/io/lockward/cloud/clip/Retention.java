package io.lockward.cloud.clip;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.footage.Footage;
import io.lockward.cloud.vault.VaultTrouble;
import io.lockward.fleet.clip.ClipKey;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes footage whose time is over, unless a case holds it. First nobody may open it and its key goes, then its
/// bytes, then the row says so; a crash in between is gone on from. Every method may be called from any thread.
@Singleton
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 200;

    private final RetentionStore store;
    private final LookStore looks;
    private final Footage footage;
    private final Access access;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final int days;

    Retention(
            RetentionStore store,
            LookStore looks,
            Footage footage,
            Access access,
            InstantSource clock,
            MeterRegistry meters,
            @ConfigProperty(name = "lockward.clip.days", defaultValue = "30") int days) {
        this.store = store;
        this.looks = looks;
        this.footage = footage;
        this.access = access;
        this.clock = clock;
        this.meters = meters;
        this.days = days;
    }

    /// Deletes what is due now.
    ///
    /// @return how many contents went
    public int round() {
        int deleted = 0;
        int shut;
        do {
            shut = store.shut(clock.instant(), days, AT_ONCE);
            List<ClipKey> gone;
            do {
                gone = store.shut(AT_ONCE);
                int erased = erase(gone);
                deleted += erased;
                if (erased < gone.size()) {
                    return counted(deleted); // the vault is away: the next round goes on
                }
            } while (gone.size() == AT_ONCE);
        } while (shut == AT_ONCE);
        return counted(deleted);
    }

    private int erase(List<ClipKey> clips) {
        int erased = 0;
        for (ClipKey clip : clips) {
            try {
                footage.erase(clip);
                erased++;
            } catch (VaultTrouble e) {
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("bank", clip.bank())
                        .addKeyValue("clip", clip.clip())
                        .log("footage whose time is over cannot be removed now; its key is gone already");
                return erased;
            }
        }
        return erased;
    }

    private int counted(int deleted) {
        meters.counter("lockward.clip.deleted").increment(deleted);
        if (deleted > 0) {
            LOG.atInfo().addKeyValue("clips", deleted).log("deleted footage whose time is over");
        }
        return deleted;
    }

    /// How many days a site keeps footage; `null` when there is no such site.
    @Nullable
    Integer days(String site) {
        RetentionStore.Site known = store.site(site);
        if (known == null) {
            return null;
        }
        Integer own = known.days();
        return own == null ? days : own;
    }

    /// Changes it. Clips that are over by it go with the next round.
    void keep(String site, int wanted, String why, String by) {
        access.audit(new Audited(by, "site.retention", null, site, wanted + " days: " + why));
        store.keep(site, wanted);
    }

    /// What a site's month says; `null` when there is no such site.
    public @Nullable FootageCounts counts(String site, YearMonth month) {
        RetentionStore.Site known = store.site(site);
        if (known == null) {
            return null;
        }
        ZoneId zone = ZoneId.of(known.timeZone());
        Instant from = month.atDay(1).atStartOfDay(zone).toInstant();
        Instant until = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        long[] counts = store.counts(site, from, until);
        Integer own = known.days();
        return new FootageCounts(
                site,
                month.toString(),
                own == null ? days : own,
                looks.counts(site, from, until),
                counts[0],
                counts[1]);
    }
}
