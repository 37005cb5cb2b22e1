package io.lockward.cloud.clip;

import java.util.List;

/// A site's footage in one month, for the property's report.
///
/// @param month such as `2026-11`, in the site's own time zone
/// @param days how long the site keeps footage now
/// @param deleted clips whose content was deleted in that month
/// @param held clips that cases keep now
public record FootageCounts(String site, String month, int days, List<Opened> opened, long deleted, long held) {
    public FootageCounts {
        opened = List.copyOf(opened);
    }

    /// @param kind why there was a case, such as `forced-entry`
    /// @param what `view`, `download`, `package` or `share`
    /// @param people how many different ones
    public record Opened(String kind, String what, long times, long clips, long people) {}
}
