package io.lockward.cloud.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bank as a list shows it.
///
/// @param fresh whether it was heard within three heartbeats; what is not fresh was so when it was last heard
public record BankView(
        String id,
        String name,
        SiteView site,
        PresenceView presence,
        HealthView health,
        @Nullable PowerView power,
        DoorsView doors,
        AlarmsView alarms,
        @Nullable Instant lastSeen,
        boolean fresh) {
    /// A building.
    public record SiteView(String id, String name, String timeZone) {}

    /// Whether it is there.
    ///
    /// @param state `online`, `offline` (said goodbye), `lost` or `never-seen`
    public record PresenceView(
            String state,
            @Nullable Instant since,
            @Nullable Instant lastSeen,
            @Nullable String explanation) {}

    /// How it is, in one sentence.
    ///
    /// @param level `ok`, `info`, `minor`, `major`, `critical` or `unknown`
    public record HealthView(String level, String sentence, List<String> reasons) {}

    /// The newest word on power.
    ///
    /// @param state `mains`, `battery`, `low`, `unknown` or `shut-down`
    /// @param status the UPS's own tokens
    /// @param chargePercent 0 to 100
    /// @param runtimeSeconds at the load of that time
    public record PowerView(
            String state,
            @Nullable String status,
            @Nullable Double chargePercent,
            @Nullable Long runtimeSeconds,
            @Nullable String reason,
            Instant at,
            long seq,
            boolean fresh) {}

    /// How many doors, by what their switches say.
    public record DoorsView(int total, int open, int jammed, int unknown) {}

    /// How many alarms are open.
    public record AlarmsView(int critical, int major, int minor, int info) {}
}
