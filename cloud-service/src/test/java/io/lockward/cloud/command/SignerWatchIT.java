package io.lockward.cloud.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.cloud.alarm.Incidents;
import io.lockward.cloud.platform.MovableClock;
import io.lockward.cloud.platform.TestData;
import io.lockward.cloud.platform.TestDatabase;
import io.lockward.fleet.alarm.Incident;
import io.lockward.fleet.alarm.IncidentCause;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One replica whose signer is gone, and one whose signer is there.
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestData.class)
class SignerWatchIT {
    private final Incidents incidents;
    private final CommandSigner there;
    private final MovableClock clock;

    @Inject
    SignerWatchIT(Incidents incidents, CommandSigner there, MovableClock clock) {
        this.incidents = incidents;
        this.there = there;
        this.clock = clock;
    }

    @AfterEach
    void theClockIsRightAgain() {
        clock.moveAhead(Duration.ZERO);
    }

    private long open() {
        List<Incident> open = incidents.open();
        return open.stream()
                .filter(incident -> incident.cause() == IncidentCause.SIGNER_AWAY)
                .count();
    }

    @Test
    void a_signer_that_stays_away_is_one_incident_until_nobody_says_so_any_more() {
        SignerWatchJob without =
                new SignerWatchJob(new SocketSigner(Optional.of("/nowhere/signer"), clock), incidents, clock);
        SignerWatchJob with = new SignerWatchJob(there, incidents, clock);
        without.look();
        assertEquals(0, open());
        clock.moveAhead(Duration.ofSeconds(61));
        without.look();
        without.look();
        assertEquals(1, open());
        with.look();
        assertEquals(1, open(), "another replica's signer is no comfort");
        clock.moveAhead(Duration.ofSeconds(61 + 121));
        with.look();
        assertEquals(0, open(), "the replica that said so is gone");
    }
}
