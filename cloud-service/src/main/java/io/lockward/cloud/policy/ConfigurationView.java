package io.lockward.cloud.policy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a bank is configured from here.
///
/// @param state `none` (nothing was ever asked for), `waiting`, `applied` or `not-taken`
/// @param text the same in a sentence
/// @param wanted what it is to have
/// @param applied what it says it has
/// @param problem why it did not take what it is to have
public record ConfigurationView(
        String state,
        String text,
        @Nullable Wanted wanted,
        @Nullable Applied applied,
        @Nullable String problem) {
    /// @param by who asked for it
    public record Wanted(long version, Map<String, String> settings, String by, Instant at) {}

    /// @param settings what differs from the bank's own file
    /// @param seq the entry that says so
    public record Applied(long version, @Nullable Map<String, String> settings, Instant at, long seq) {}
}
