package io.lockward.cloud.remedy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why a bank is as it is.
///
/// @param sentence all of it in one
/// @param findings what is wrong, worst first
/// @param ladder what the bank does to heal itself
/// @param fleetLadder what the cloud does when that cannot help
public record DiagnosisView(
        String bank,
        Instant at,
        String sentence,
        List<FindingView> findings,
        LadderView ladder,
        FleetLadderView fleetLadder) {
    /// @param part `kiosk`, `sensors`, `ups`, `link` or `disk`, when a restart may heal it
    /// @param lastGood when it was last known to be well
    /// @param next what the bank will do by itself, or what a person has to
    public record FindingView(
            @Nullable String part,
            String what,
            String severity,
            Instant since,
            @Nullable Instant lastGood,
            String likelyCause,
            String next,
            @Nullable EvidenceView evidence) {}

    /// The entry behind it.
    public record EvidenceView(UUID journal, long epoch, long seq) {}

    /// @param paused who holds it back, when somebody does
    /// @param usedToday automatic restarts of the last day
    /// @param mostPerDay the cap, when the bank ever told it
    /// @param left what is left of it
    /// @param climbs the newest climb for each part, open ones first
    public record LadderView(
            @Nullable PausedView paused,
            int usedToday,
            @Nullable Integer mostPerDay,
            @Nullable Integer left,
            List<ClimbView> climbs) {}

    public record PausedView(Instant until, String by) {}

    /// @param overAt when the part was well again
    /// @param held what forbids the next rung
    /// @param gaveUp why a person was called
    public record ClimbView(
            String part,
            Instant since,
            @Nullable Instant overAt,
            @Nullable String held,
            @Nullable String gaveUp,
            List<RungView> rungs) {}

    /// @param state `healed`, `not-healed`, `not-done`, `running`, `next` or `not-taken`
    public record RungView(
            String level,
            String state,
            @Nullable Instant at,
            @Nullable String why,
            @Nullable String evidence,
            @Nullable Long tookMillis,
            @Nullable Long seq) {}
}
