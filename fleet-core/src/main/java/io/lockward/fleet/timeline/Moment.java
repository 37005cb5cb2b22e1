package io.lockward.fleet.timeline;

import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One entry, as a timeline needs it.
///
/// @param epoch the journal's epoch, from 1
/// @param seq its number, from 1; of a `journal.gap` the first it fills
/// @param receivedAt the cloud's clock
/// @param subject what it is about ([io.lockward.fleet.Subjects]); `null` when about nothing that has a state
/// @param entry what it says; `null` when this version cannot read it
public record Moment(
        long epoch,
        long seq,
        Stamp stamp,
        Instant receivedAt,
        String type,
        @Nullable String subject,
        @Nullable Entry entry) {}
