package io.lockward.protocol;

import java.util.Objects;

/// The cloud has committed every entry of a journal up to a number, without a hole.
///
/// @param journal which journal
/// @param upTo the last contiguous sequence number, from 0 (nothing yet)
public record Ack(JournalId journal, long upTo) {
    public Ack {
        Objects.requireNonNull(journal, "journal");
        Guard.atLeast(upTo, 0, "upTo");
    }
}
