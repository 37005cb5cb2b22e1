package io.lockward.cloud.command;

import io.lockward.cloud.alarm.Incidents;
import io.lockward.fleet.alarm.IncidentCause;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens an incident when the signer stays away: then no command goes to any bank. Each replica tells of its own.
@Singleton
public class SignerWatchJob {
    /// A restart of the signer takes seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SUBJECT = "signer";
    private static final Logger LOG = LoggerFactory.getLogger(SignerWatchJob.class);

    private final CommandSigner signer;
    private final Incidents incidents;
    private final InstantSource clock;
    private @Nullable Instant awaySince;
    private boolean told;

    SignerWatchJob(CommandSigner signer, Incidents incidents, InstantSource clock) {
        this.signer = signer;
        this.incidents = incidents;
        this.clock = clock;
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void look() {
        try {
            Instant now = clock.instant();
            String away = signer.away();
            if (away == null) {
                incidents.serviceIsWell(IncidentCause.SIGNER_AWAY, SUBJECT, told, now);
                awaySince = null;
                told = false;
                return;
            }
            Instant since = awaySince == null ? now : awaySince;
            awaySince = since;
            if (!now.isBefore(since.plus(PATIENCE))) {
                incidents.serviceHas(
                        IncidentCause.SIGNER_AWAY, SUBJECT, "Nothing can be signed, so no command goes out", away, now);
                told = true;
            }
        } catch (IllegalStateException e) {
            LOG.atWarn().setCause(e).log("nobody was told about the signer: the database does not answer");
        }
    }
}
