package io.lockward.cloud.report;

import io.lockward.cloud.clip.FootageCounts;
import io.lockward.cloud.paper.Sheet;
import io.lockward.cloud.report.MonthlyReport.Happened;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A month of a site on paper. Pure.
final class ReportPaper {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK);

    private ReportPaper() {}

    static byte[] of(MonthlyReport report) {
        String title = report.site().name() + ", " + report.month();
        try (Sheet sheet = new Sheet(title)) {
            write(report, title, sheet);
            return sheet.bytes();
        }
    }

    private static void write(MonthlyReport report, String title, Sheet sheet) {
        ZoneId zone = ZoneId.of(report.site().timeZone());
        sheet.title(title);
        sheet.text("Counted on " + when(report.madeAt(), zone) + " (" + zone + ") from what had arrived then"
                + (report.over() ? "." : "; the month is not over.") + " Banks at this site: " + report.banks() + ".");
        sheet.heading("Interactions");
        sheet.point("Deposits and pickups: " + report.interactions().all() + " ("
                + report.interactions().deposits() + " and "
                + report.interactions().pickups() + ").");
        sheet.point("Without staff: " + report.interactions().withoutStaff()
                + ". Nobody opened the door from afar within half an hour.");
        sheet.heading("Parcels");
        sheet.point("Put in: " + report.parcels().putIn() + ". Seen to be collected: "
                + report.parcels().collected() + ". In the banks now: "
                + report.parcels().inside() + ".");
        sheet.heading("What happened");
        if (report.incidents().isEmpty()) {
            sheet.text("Nothing of weight.");
        }
        report.incidents().forEach(one -> sheet.point(words(one, zone)));
        if (report.more()) {
            sheet.text("And more, which are left out here.");
        }
        sheet.heading("Cases");
        if (report.cases().isEmpty()) {
            sheet.text("None.");
        }
        report.cases()
                .forEach(one -> sheet.point(plain(one.kind()) + ": " + one.opened() + ", of which " + one.closed()
                        + (one.closed() == 1 ? " is closed." : " are closed.")));
        footage(report.footage(), sheet);
    }

    private static void footage(FootageCounts footage, Sheet sheet) {
        sheet.heading("Footage");
        sheet.text("It is kept for " + footage.days() + " days. Deleted in this month: " + footage.deleted()
                + " clips. Kept longer for cases now: " + footage.held() + ".");
        if (footage.opened().isEmpty()) {
            sheet.text("Nobody looked at any.");
        }
        footage.opened()
                .forEach(one -> sheet.point(plain(one.kind()) + ", " + one.what() + ": " + one.times()
                        + (one.times() == 1 ? " time, " : " times, ") + one.clips()
                        + (one.clips() == 1 ? " clip, by " : " clips, by ") + one.people()
                        + (one.people() == 1 ? " person." : " people.")));
    }

    private static String words(Happened one, ZoneId zone) {
        Instant to = one.to();
        String what = one.what().endsWith(".") ? one.what() : one.what() + '.';
        return when(one.from(), zone) + (one.where() == null ? "" : ", " + one.where()) + ": " + what
                + (to == null ? " It goes on" : " Over on " + when(to, zone))
                + (one.taken() ? "; a person took it on." : "; nobody took it on.");
    }

    private static String when(Instant at, ZoneId zone) {
        return WHEN.format(at.atZone(zone));
    }

    private static String plain(String word) {
        return word.replace('-', ' ');
    }
}
