package io.lockward.cloud.clip;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of a clip, without any of its pictures. Components are `null` when the bank did not say.
///
/// @param journal the entry behind it, with `epoch` and `seq`: `clip.recorded`, or else `clip.lost`
/// @param at when the bank told, by the controller's clock
/// @param from when its first frame was, by the controller's clock
/// @param boot of which boot its uptimes are
/// @param fromUp milliseconds, like `toUp`
/// @param clockOffsetMillis the camera's clock minus the controller's
/// @param because why it was wanted, such as `forced-entry`
/// @param first the first entry it belongs to, of the same journal
/// @param gapMillis how much of its span is missing in it
/// @param state `known`, `partial`, `stored`, `lost` or `deleted`
/// @param lost why there is none
/// @param received bytes that are here
/// @param deleteAfter when it goes, unless a case holds it
/// @param held whether one does
public record ClipView(
        String bank,
        String clip,
        UUID journal,
        long epoch,
        long seq,
        Instant at,
        @Nullable String camera,
        @Nullable String sha256,
        @Nullable Long bytes,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long boot,
        @Nullable Long fromUp,
        @Nullable Long toUp,
        @Nullable Long clockOffsetMillis,
        @Nullable String because,
        @Nullable Long first,
        @Nullable Long last,
        @Nullable String compartment,
        @Nullable Long gapMillis,
        @Nullable String source,
        String state,
        @Nullable String lost,
        long received,
        @Nullable Instant storedAt,
        Instant deleteAfter,
        boolean held,
        @Nullable Instant deletedAt) {}
