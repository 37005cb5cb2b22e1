package io.lockward.cloud.remedy;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.remedy.BankLadder;
import io.lockward.fleet.remedy.Diagnosis;
import io.lockward.fleet.remedy.FleetRung;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry.Part;
import io.lockward.protocol.entry.RemedyEntry.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes what is told of ladders. Pure.
final class RemedyViews {
    private RemedyViews() {}

    static DiagnosisView diagnosis(
            String bank, Instant now, Diagnosis diagnosis, BankLadder ladder, FleetLadderView fleetLadder) {
        return new DiagnosisView(
                bank,
                now,
                diagnosis.sentence(),
                diagnosis.findings().stream().map(RemedyViews::finding).toList(),
                ladder(ladder, now),
                fleetLadder);
    }

    static RemediesView remedies(Map<String, BankLadder> ladders, List<FleetRung> ofFleet) {
        List<RemediesView.StepView> items = new ArrayList<>();
        ladders.forEach((bank, ladder) -> ladder.steps().forEach(rung -> items.add(step(bank, rung))));
        items.sort(Comparator.comparing(RemediesView.StepView::at).reversed());
        List<RemediesView.SuccessView> rungs = new ArrayList<>();
        for (RebootLevel level : RebootLevel.values()) {
            rungs.add(success(level, ladders));
        }
        return new RemediesView(
                items,
                rungs,
                ofFleet.stream().map(FleetLadderViews::step).toList(),
                FleetLadderViews.successes(ofFleet));
    }

    private static RemediesView.SuccessView success(RebootLevel level, Map<String, BankLadder> ladders) {
        List<BankLadder.Rung> taken = ladders.values().stream()
                .flatMap(ladder -> ladder.steps().stream())
                .filter(rung -> rung.level() == level)
                .toList();
        return new RemediesView.SuccessView(
                word(level),
                taken.size(),
                count(taken, Outcome.HEALED),
                count(taken, Outcome.NOT_HEALED),
                count(taken, Outcome.NOT_DONE),
                count(taken, null));
    }

    private static int count(List<BankLadder.Rung> taken, @Nullable Outcome outcome) {
        return (int) taken.stream().filter(rung -> rung.outcome() == outcome).count();
    }

    private static RemediesView.StepView step(String bank, BankLadder.Rung rung) {
        Part part = rung.part();
        Outcome outcome = rung.outcome();
        return new RemediesView.StepView(
                bank,
                part == null ? null : part.word(),
                word(rung.level()),
                rung.at(),
                rung.why(),
                outcome == null ? null : word(outcome),
                rung.evidence(),
                rung.tookMillis(),
                rung.ref().epoch(),
                rung.ref().seq());
    }

    private static DiagnosisView.FindingView finding(Diagnosis.Finding finding) {
        Part part = finding.part();
        EntryRef ref = finding.evidence();
        return new DiagnosisView.FindingView(
                part == null ? null : part.word(),
                finding.what(),
                word(finding.severity()),
                finding.since(),
                finding.lastGood(),
                finding.likelyCause(),
                finding.next(),
                ref == null
                        ? null
                        : new DiagnosisView.EvidenceView(ref.journal().value(), ref.epoch(), ref.seq()));
    }

    private static DiagnosisView.LadderView ladder(BankLadder ladder, Instant now) {
        BankLadder.Pause pause = ladder.pause();
        return new DiagnosisView.LadderView(
                pause == null || !ladder.isPaused(now) ? null : new DiagnosisView.PausedView(pause.until(), pause.by()),
                ladder.usedToday(),
                ladder.mostPerDay(),
                ladder.left(),
                ladder.climbs().values().stream()
                        .sorted(Comparator.comparing(BankLadder.Climb::isOpen)
                                .thenComparing(BankLadder.Climb::since)
                                .reversed())
                        .map(RemedyViews::climb)
                        .toList());
    }

    private static DiagnosisView.ClimbView climb(BankLadder.Climb climb) {
        List<DiagnosisView.RungView> rungs = new ArrayList<>();
        for (BankLadder.Rung rung : climb.rungs()) {
            Outcome outcome = rung.outcome();
            rungs.add(new DiagnosisView.RungView(
                    word(rung.level()),
                    outcome == null ? "running" : word(outcome),
                    rung.at(),
                    rung.why(),
                    rung.evidence(),
                    rung.tookMillis(),
                    rung.ref().seq()));
        }
        RebootLevel next = climb.running() == null ? climb.next() : null;
        for (RebootLevel level : climb.part().rungs()) {
            if (climb.rungs().stream().noneMatch(rung -> rung.level() == level)) {
                rungs.add(new DiagnosisView.RungView(
                        word(level), level == next ? "next" : "not-taken", null, null, null, null, null));
            }
        }
        return new DiagnosisView.ClimbView(
                climb.part().word(), climb.since(), climb.overAt(), climb.held(), climb.gaveUp(), rungs);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
