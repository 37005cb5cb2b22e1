package io.lockward.cloud.packaging;

import io.lockward.cloud.packaging.JournalRuns.Collected;
import io.lockward.cloud.packaging.JournalRuns.Unproven;
import io.lockward.fleet.dispute.CaseFacts;
import java.time.Instant;
import java.util.List;

/// What goes into a package, before it is written down.
///
/// @param id the package's
/// @param madeBy who asked for it
/// @param why in that person's words
/// @param rootFingerprint what its reader compares
/// @param runs the entries
/// @param proven names of the footage inside
/// @param missing what the case has and the package has not, one sentence each
/// @param looks who looked at footage of the case
record Contents(
        String id,
        Instant madeAt,
        String madeBy,
        String why,
        String rootFingerprint,
        CaseFacts facts,
        Collected runs,
        List<String> proven,
        List<String> missing,
        List<ClipSource.Looked> looks) {
    Contents {
        proven = List.copyOf(proven);
        missing = List.copyOf(missing);
        looks = List.copyOf(looks);
    }

    /// What is not proven and why, one sentence each.
    List<String> unproven() {
        return runs.unproven().stream().map(Contents::sentence).toList();
    }

    private static String sentence(Unproven one) {
        return "Entry " + one.entry().seq() + " of journal " + one.entry().epoch() + ": " + one.why() + '.';
    }
}
