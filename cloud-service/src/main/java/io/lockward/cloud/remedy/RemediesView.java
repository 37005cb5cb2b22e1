package io.lockward.cloud.remedy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What banks did to heal themselves.
///
/// @param items newest first
/// @param rungs how often each rung helped
/// @param fleetItems what the cloud did for them, newest first
/// @param fleetRungs how often each of its steps helped
public record RemediesView(
        List<StepView> items,
        List<SuccessView> rungs,
        List<FleetLadderView.FleetStepView> fleetItems,
        List<FleetSuccessView> fleetRungs) {
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

    /// @param unverified taken, and nothing proves that it happened
    /// @param running taken, and its proof may still come
    public record FleetSuccessView(String level, int taken, int healed, int notDone, int unverified, int running) {}

    /// @param unknown taken, and its end is not known yet
    public record SuccessView(String level, int taken, int healed, int notHealed, int notDone, int unknown) {}
}
