package io.lockward.fleet.dispute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaseTriggerTest {
    private static final Instant HEARD = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void a_case_is_about_the_time_that_can_be_believed() {
        Instant offline = HEARD.minus(Duration.ofDays(20));
        assertEquals(offline, at(offline), "a bank that was away for weeks");
        assertEquals(HEARD, at(Instant.EPOCH), "a clock that lost its time");
        assertEquals(HEARD, at(HEARD.plusSeconds(86_400)), "a clock that is ahead");
    }

    private static Instant at(Instant said) {
        CaseTrigger trigger = CaseTrigger.of(new StoredEntry(
                new BankId("harbour-7"),
                new EntryRef(new JournalId(new UUID(1, 2)), 1, 5),
                new Stamp(said, 1, 1_000),
                HEARD,
                "condition.raised",
                null,
                new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A07", null),
                "{}"));
        assertNotNull(trigger);
        return trigger.at();
    }
}
