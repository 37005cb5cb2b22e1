package io.lockward.cloud.fleet;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One journal entry as it was received.
///
/// @param at the controller's clock, which may be wrong
/// @param up milliseconds since that boot
/// @param receivedAt our clock
/// @param entry its exact text, a JSON object
public record EntryView(
        UUID journal,
        long epoch,
        long seq,
        Instant at,
        long boot,
        long up,
        Instant receivedAt,
        String type,
        @Nullable String subject,
        @JsonRawValue String entry) {}
