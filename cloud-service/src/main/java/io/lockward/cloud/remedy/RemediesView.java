package io.lockward.cloud.remedy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What banks did to heal themselves.
///
/// @param items newest first
/// @param rungs how often each rung helped
public record RemediesView(List<StepView> items, List<SuccessView> rungs) {
    /// @param outcome `healed`, `not-healed` or `not-done`; `null` while it is not known
    public record StepView(
            String bank,
            @Nullable String part,
            String level,
            Instant at,
            String why,
            @Nullable String outcome,
            @Nullable String evidence,
            @Nullable Long tookMillis,
            long epoch,
            long seq) {}

    /// @param unknown taken, and its end is not known yet
    public record SuccessView(String level, int taken, int healed, int notHealed, int notDone, int unknown) {}
}
