package io.lockward.fleet;

import io.lockward.protocol.BankId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One entry as the cloud keeps it.
///
/// @param ref where it is kept: for a `journal.gap` the first number it fills, else its own
/// @param subject what it is about ([Subjects]); `null` when about nothing that has a state
/// @param json its exact text
public record StoredEntry(
        BankId bank,
        EntryRef ref,
        Stamp stamp,
        Instant receivedAt,
        String type,
        @Nullable String subject,
        Entry entry,
        String json) {}
