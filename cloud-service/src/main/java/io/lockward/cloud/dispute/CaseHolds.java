package io.lockward.cloud.dispute;

import io.lockward.cloud.clip.Clips;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.fleet.dispute.ClipFact;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the clips of cases under legal hold, also those that come to a case later. Any thread, any replica.
@Singleton
final class CaseHolds {
    private static final Logger LOG = LoggerFactory.getLogger(CaseHolds.class);

    private final CaseStore store;
    private final EvidenceReader reader;
    private final Clips clips;

    CaseHolds(CaseStore store, EvidenceReader reader, Clips clips) {
        this.store = store;
        this.reader = reader;
        this.clips = clips;
    }

    /// What belongs to a case now. Outside of any transaction.
    List<ClipKey> clipsOf(CaseRow row) {
        return reader.of(row).clips().stream()
                .map(ClipFact::clip)
                .map(clip -> new ClipKey(new BankId(row.bank()), clip))
                .toList();
    }

    /// Holds clips for a case.
    void hold(CaseRow row, List<ClipKey> mine, String by) {
        List<ClipKey> gone = clips.hold(row.id(), mine, by);
        if (!gone.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("case", row.id())
                    .addKeyValue("clips", gone.size())
                    .log("some clips of a case were deleted before it held them");
        }
    }

    void release(CaseRow row) {
        clips.release(row.id());
    }

    /// Looks at every case that holds, as clips may have come to it; and at clips whose case let go of them while this
    /// was taking hold of them.
    void again() {
        // Asked first: a case holds its clips in the transaction in which it says so.
        List<UUID> holders = clips.holders();
        if (!holders.isEmpty()) {
            store.letGo(holders).forEach(clips::release);
        }
        for (CaseRow row : store.holding()) {
            hold(row, clipsOf(row), row.holdBy() == null ? "lockward" : row.holdBy());
        }
    }
}
