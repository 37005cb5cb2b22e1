package io.lockward.cloud.packaging;

import io.lockward.cloud.paper.Sheet;
import io.lockward.fleet.dispute.CaseFacts;
import io.lockward.protocol.evidence.EvidenceManifest.Run;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the report says, as headings and paragraphs. Pure.
final class Report {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.UK)
            .withZone(ZoneOffset.UTC);

    private Report() {}

    static void write(Contents contents, Sheet sheet) {
        CaseFacts facts = contents.facts();
        sheet.title("Evidence about case " + facts.id());
        sheet.text("Made on " + when(contents.madeAt()) + " by " + contents.madeBy() + ": " + contents.why());
        sheet.heading("What it is about");
        sheet.text(facts.claim());
        sheet.text("Locker " + facts.bank() + ", " + facts.site()
                + (facts.compartment() == null ? "" : ", compartment " + facts.compartment())
                + (facts.parcel() == null ? "" : ", parcel " + facts.parcel()) + ".");
        sheet.text("From " + when(facts.from()) + " to " + when(facts.to()) + ", by the locker's clock.");
        sheet.text("The case was opened on " + when(facts.openedAt()) + " by " + facts.openedBy() + " (" + facts.kind()
                + ") and is " + facts.state() + ".");
        finding(facts, sheet);
        points(sheet, "What does not fit", facts.contradictions());
        sheet.heading("What there is");
        facts.checklist().forEach(check -> sheet.point(check.what() + ": " + check.standing() + ". " + check.words()));
        points(
                sheet,
                "What was asked for",
                facts.commands().stream()
                        .map(command -> when(command.askedAt()) + ": " + command.words())
                        .toList());
        proof(contents, sheet);
        points(sheet, "Notes", facts.notes());
        points(
                sheet,
                "Who looked at footage of this case",
                contents.looks().stream()
                        .map(look -> look.at() + ", " + look.person() + " (" + look.role() + "), " + look.what() + " "
                                + look.clip() + ": " + look.why())
                        .toList());
        sheet.heading("How to check it");
        sheet.text(
                "This report is the operator's word. What the locker itself signed lies beside it, and can be checked"
                        + " with the page /verify or with `lockward evidence verify`, under the root with the fingerprint "
                        + contents.rootFingerprint() + ". Take the fingerprint from somewhere else than this package.");
    }

    private static void finding(CaseFacts facts, Sheet sheet) {
        sheet.heading(facts.findingBy() == null ? "What the rules propose to find" : "What was found");
        String finding = facts.finding();
        if (finding == null) {
            sheet.text("Nothing yet.");
            return;
        }
        finding.lines().forEach(sheet::text);
        if (facts.findingBy() != null) {
            sheet.text("This is what " + facts.findingBy() + " stands for.");
        }
    }

    private static void proof(Contents contents, Sheet sheet) {
        sheet.heading("What the locker signed");
        if (contents.runs().runs().isEmpty()) {
            sheet.text("Nothing in this package.");
        }
        contents.runs().runs().forEach(cut -> {
            Run run = cut.run();
            sheet.point("Entries " + run.first() + " to " + run.last() + " of journal " + run.epoch() + ", in "
                    + run.file());
        });
        contents.proven().forEach(clip -> sheet.point("Footage " + clip));
        points(sheet, "What this package does not prove", concat(contents.unproven(), contents.missing()));
    }

    private static List<String> concat(List<String> one, List<String> two) {
        return Stream.concat(one.stream(), two.stream()).toList();
    }

    private static void points(Sheet sheet, String heading, List<String> points) {
        if (!points.isEmpty()) {
            sheet.heading(heading);
            points.forEach(sheet::point);
        }
    }

    private static String when(Instant at) {
        return WHEN.format(at);
    }
}
