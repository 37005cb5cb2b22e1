package io.lockward.cloud.remedy;

import io.lockward.fleet.remedy.FleetRung;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.RebootLevel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes what is told of the cloud's part of the ladder. Pure.
final class FleetLadderViews {
    private FleetLadderViews() {}

    /// @param steps newest first
    /// @param today when the last 24 h began
    static FleetLadderView of(
            FleetLadderStore.@Nullable Standing standing,
            FleetLadderStore.@Nullable Pause pause,
            @Nullable String noOutlet,
            List<FleetRung> steps,
            Instant today,
            int mostPerDay) {
        return new FleetLadderView(
                standing == null
                        ? null
                        : new FleetLadderView.StandingView(
                                standing.kind(),
                                standing.words(),
                                standing.since(),
                                standing.decidedAt(),
                                standing.incident()),
                pause == null ? null : new DiagnosisView.PausedView(pause.until(), pause.by()),
                noOutlet,
                (int) steps.stream()
                        .filter(step -> step.level() == RebootLevel.POWER
                                && step.outcome() != FleetRung.Outcome.NOT_DONE
                                && step.at().isAfter(today))
                        .count(),
                mostPerDay,
                steps.stream().map(FleetLadderViews::step).toList());
    }

    static FleetLadderView.FleetStepView step(FleetRung rung) {
        FleetRung.Outcome outcome = rung.outcome();
        CommandId command = rung.command();
        return new FleetLadderView.FleetStepView(
                rung.id(),
                rung.bank().value(),
                FleetLadder.word(rung.level()),
                outcome == null ? "running" : outcome.word(),
                rung.by(),
                rung.why(),
                rung.at(),
                rung.deadline(),
                rung.sentAt(),
                rung.answer(),
                command == null ? null : command.value(),
                rung.evidence(),
                rung.endedAt());
    }

    /// How often each step helped.
    static List<RemediesView.FleetSuccessView> successes(List<FleetRung> rungs) {
        return List.of(success(RebootLevel.AGENT, rungs), success(RebootLevel.POWER, rungs));
    }

    private static RemediesView.FleetSuccessView success(RebootLevel level, List<FleetRung> rungs) {
        List<FleetRung> taken =
                rungs.stream().filter(rung -> rung.level() == level).toList();
        return new RemediesView.FleetSuccessView(
                FleetLadder.word(level),
                taken.size(),
                count(taken, FleetRung.Outcome.HEALED),
                count(taken, FleetRung.Outcome.NOT_DONE),
                count(taken, FleetRung.Outcome.UNVERIFIED),
                count(taken, null));
    }

    private static int count(List<FleetRung> taken, FleetRung.@Nullable Outcome outcome) {
        return (int) taken.stream().filter(rung -> rung.outcome() == outcome).count();
    }
}
