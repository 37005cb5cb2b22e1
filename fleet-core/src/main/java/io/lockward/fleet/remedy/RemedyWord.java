package io.lockward.fleet.remedy;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.entry.RemedyEntry;
import java.time.Instant;

/// One entry of a bank's ladder.
///
/// @param at the bank's clock
/// @param receivedAt ours
public record RemedyWord(EntryRef ref, Instant at, Instant receivedAt, RemedyEntry entry) {}
