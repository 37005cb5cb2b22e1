package io.lockward.cloud.report;

import io.lockward.cloud.clip.FootageCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a property reads of its site's month. It names no resident, no parcel, and nobody who works here.
///
/// @param month such as `2026-11`, in the site's own time zone
/// @param madeAt counted from what had arrived then
/// @param over whether the month was over
/// @param banks how many stand at the site now
/// @param incidents the newest first, at most 50
/// @param more whether there were more
public record MonthlyReport(
        ReportSite site,
        String month,
        Instant madeAt,
        boolean over,
        long banks,
        Interactions interactions,
        Parcels parcels,
        List<Happened> incidents,
        boolean more,
        List<Disputes> cases,
        FootageCounts footage) {
    public MonthlyReport {
        incidents = List.copyOf(incidents);
        cases = List.copyOf(cases);
    }

    /// Where it is.
    ///
    /// @param timeZone such as `Europe/Lisbon`
    public record ReportSite(String id, String name, String timeZone) {}

    /// Deposits and pickups, each from its beginning to its end, however it ended.
    ///
    /// @param withoutStaff those whose door nobody opened from afar within half an hour before or after
    public record Interactions(long all, long withoutStaff, long deposits, long pickups) {}

    /// @param putIn deposits after which a parcel is in the bank, as far as is known
    /// @param collected pickups that were seen to take what was there
    /// @param inside parcels that lie in the site's banks now
    public record Parcels(long putIn, long collected, long inside) {}

    /// What was out of order or an attack.
    ///
    /// @param what in a sentence, in English
    /// @param where a bank's name; `null` when it was about more than one
    /// @param to when it was over; `null` while it goes on
    /// @param taken whether a person took it on
    public record Happened(
            String what,
            @Nullable String where,
            Instant from,
            @Nullable Instant to,
            boolean taken) {}

    /// @param kind why there was a case, such as `not-here`
    /// @param opened how many were asked for or opened by themselves in that month
    /// @param closed how many of them are closed
    public record Disputes(String kind, long opened, long closed) {}
}
