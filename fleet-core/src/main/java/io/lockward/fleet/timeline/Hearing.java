package io.lockward.fleet.timeline;

import io.lockward.fleet.presence.Outage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the cloud knows of hearing a bank, by the cloud's clock.
///
/// @param outages those that touch the span, oldest first
/// @param heard `null` when the bank was never heard
/// @param now when this is asked
public record Hearing(List<Outage> outages, @Nullable Heard heard, Instant now) {
    public Hearing {
        outages = List.copyOf(outages);
    }

    /// The bank's newest word.
    ///
    /// @param first when it was first heard; `null` when that is not known
    /// @param last when it was last heard
    /// @param epoch of its journal, from 1
    /// @param nextSeq the number it was to write next, from 1
    /// @param clockOffsetMillis its clock minus the cloud's; `null` when that was never measured
    public record Heard(
            @Nullable Instant first,
            Instant last,
            long epoch,
            long nextSeq,
            @Nullable Long clockOffsetMillis) {}

    /// Nothing is known.
    static Hearing nothing(Instant now) {
        return new Hearing(List.of(), null, now);
    }

    /// An instant of the cloud's clock by the bank's.
    Instant byBank(Instant at) {
        return at.plusMillis(offset());
    }

    /// An instant of the bank's clock by the cloud's.
    public Instant byCloud(Instant at) {
        return at.minusMillis(offset());
    }

    private long offset() {
        Long known = heard == null ? null : heard.clockOffsetMillis();
        return known == null ? 0 : known;
    }
}
