package io.lockward.cloud.remedy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the cloud does for a bank that its own ladder cannot help: one that is silent or does not hear.
///
/// @param standing what was last decided; `null` while the bank needs nothing
/// @param paused who holds it back, when somebody does
/// @param noOutlet why the bank's power cannot be cut from here; `null` when it can
/// @param cyclesToday how often it was in the last 24 h
/// @param mostPerDay how often it may be without anybody
/// @param steps of the last 7 days, newest first
public record FleetLadderView(
        @Nullable StandingView standing,
        DiagnosisView.@Nullable PausedView paused,
        @Nullable String noOutlet,
        int cyclesToday,
        int mostPerDay,
        List<FleetStepView> steps) {
    /// @param kind `waiting`, `held`, `running` or `called`
    /// @param incident the open incident that explains it
    public record StandingView(
            String kind,
            String words,
            Instant since,
            Instant decidedAt,
            @Nullable Long incident) {}

    /// @param level `agent` or `power`
    /// @param state `running`, `healed`, `not-done` or `unverified`
    /// @param answer what the outlet answered
    public record FleetStepView(
            UUID id,
            String bank,
            String level,
            String state,
            String by,
            String why,
            Instant at,
            Instant deadline,
            @Nullable Instant sentAt,
            @Nullable String answer,
            @Nullable UUID command,
            @Nullable String evidence,
            @Nullable Instant endedAt) {}
}
