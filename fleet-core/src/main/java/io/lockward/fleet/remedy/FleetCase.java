package io.lockward.fleet.remedy;

import io.lockward.fleet.alarm.IncidentCause;
import io.lockward.protocol.BankId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One bank that the cloud may have to do something for.
///
/// @param cause `BANK_SILENT` or `DOWNLINK_DEAD`
/// @param since since when, by the cloud's clock
/// @param saidGoodbye whether it left with a word of its own
/// @param restartOrdered whether a restart of it was under way when it left
/// @param shared the incident that explains it together with others; `null` when none does
/// @param personCalled whether an incident of its own is open
/// @param shelvedBy who put its alarm aside, while that lasts
/// @param taken steps taken for this cause, by the ladder or a person, oldest first
/// @param cyclesToday how often its power was cut in the last 24 h
/// @param pausedBy who holds the ladder back, the bank's or the cloud's
/// @param noOutlet why its power cannot be cut from here; `null` when it can
/// @param hearingSince since when this service hears banks without a break
public record FleetCase(
        BankId bank,
        IncidentCause cause,
        Instant since,
        boolean saidGoodbye,
        boolean restartOrdered,
        @Nullable Long shared,
        boolean personCalled,
        @Nullable String shelvedBy,
        List<FleetRung> taken,
        int cyclesToday,
        @Nullable String pausedBy,
        @Nullable String noOutlet,
        LastKnown last,
        Instant hearingSince) {
    public FleetCase {
        taken = List.copyOf(taken);
    }
}
