package io.lockward.cloud.footage;

import io.lockward.cloud.alarm.Incidents;
import io.lockward.cloud.platform.Gauges;
import io.lockward.cloud.vault.Vault;
import io.lockward.cloud.vault.VaultKeys;
import io.lockward.cloud.vault.VaultTrouble;
import io.lockward.fleet.alarm.IncidentCause;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the place where footage lies: opens an incident when nothing can be kept there, removes what crashes
/// left behind, and seals keys anew after a rotation. Each replica for itself; doing it twice does nothing.
@Singleton
public class FootageJob {
    /// An object is named by a row within seconds; an upload that takes longer was given up.
    private static final Duration LEFTOVER_AGE = Duration.ofHours(1);
    private static final int KEYS_AT_ONCE = 500;
    private static final String SUBJECT = "footage";
    private static final Logger LOG = LoggerFactory.getLogger(FootageJob.class);

    private final Footage footage;
    private final Vault vault;
    private final VaultKeys keys;
    private final Incidents incidents;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private volatile long room;
    private boolean told;

    FootageJob(
            Footage footage,
            Vault vault,
            VaultKeys keys,
            Incidents incidents,
            InstantSource clock,
            MeterRegistry meters,
            Gauges gauges) {
        this.footage = footage;
        this.vault = vault;
        this.keys = keys;
        this.incidents = incidents;
        this.clock = clock;
        this.meters = meters;
        gauges.of("lockward.clip.room.bytes", Tags.empty(), this, FootageJob::room);
    }

    private double room() {
        return room;
    }

    @Scheduled(every = "${lockward.clip.watch.every:30s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void watch() {
        try {
            Instant now = clock.instant();
            @Nullable String trouble = keys.trouble() == null ? vault.trouble() : keys.trouble();
            room = vault.room();
            if (trouble == null) {
                incidents.serviceIsWell(IncidentCause.FOOTAGE_STORE, SUBJECT, told, now);
                told = false;
            } else {
                incidents.serviceHas(IncidentCause.FOOTAGE_STORE, SUBJECT, "No footage can be taken in", trouble, now);
                told = true;
            }
        } catch (IllegalStateException e) {
            LOG.atWarn().setCause(e).log("nobody was told about the footage: the database does not answer");
        }
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reseal() {
        try {
            int resealed = footage.reseal(KEYS_AT_ONCE);
            if (resealed > 0) {
                LOG.atInfo().addKeyValue("clips", resealed).log("sealed the keys of clips anew");
            }
        } catch (VaultTrouble | IllegalStateException e) {
            LOG.atError().setCause(e).log("the keys of clips cannot be sealed anew");
        }
    }

    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        try {
            int swept = footage.sweep(LEFTOVER_AGE);
            meters.counter("lockward.clip.swept").increment(swept);
            if (swept > 0) {
                LOG.atWarn().addKeyValue("objects", swept).log("removed footage that a crash had left behind");
            }
        } catch (VaultTrouble | IllegalStateException e) {
            LOG.atError().setCause(e).log("what crashes left behind cannot be removed");
        }
    }
}
