package io.lockward.cloud.dispute;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A case as it is kept.
///
/// @param kind `asked`, `not-here` or `forced-entry`
/// @param zone the site's time zone
/// @param certainty what the rules were sure of when it was closed; `null` while it is not
/// @param proposed what the rules proposed then
public record CaseRow(
        UUID id,
        String bank,
        String site,
        String zone,
        Instant from,
        Instant to,
        @Nullable UUID parcel,
        @Nullable String compartment,
        String claim,
        String kind,
        CaseState state,
        String openedBy,
        Instant openedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decidedWhy,
        @Nullable String finding,
        @Nullable String findingBy,
        @Nullable Instant findingAt,
        @Nullable String certainty,
        @Nullable String proposed,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        boolean hold,
        @Nullable String holdBy,
        @Nullable Instant holdAt,
        @Nullable String holdWhy) {}
