package io.lockward.cloud.footage;

import io.lockward.cloud.vault.VaultKeys;
import io.lockward.fleet.clip.ClipKey;
import org.jspecify.annotations.Nullable;

/// How far a clip's content is here.
///
/// @param sha256 by the bank's entry; `null` when that has not come yet
/// @param bytes by the bank's entry, when it says so
/// @param received bytes that are here, without a gap from the first on
/// @param whole whether that is all of it, and its hash was found right
/// @param removed whether it is gone, or about to go, and never comes again
/// @param key what it is encrypted with; `null` before the first byte and after the last
public record Content(
        ClipKey clip,
        @Nullable String sha256,
        @Nullable Long bytes,
        long received,
        boolean whole,
        boolean removed,
        VaultKeys.@Nullable Sealed key) {}
