package io.lockward.cloud.clip;

import io.lockward.fleet.clip.ClipKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/// One look at a clip, on record: who, in which role, when, what, and why.
///
/// @param id names it; together with the person's session it opens the clip until it ends
/// @param kind why there is a case, such as `forced-entry`
/// @param why in the person's own words
public record Look(
        UUID id,
        Instant at,
        Instant until,
        String person,
        String role,
        UUID caseId,
        String kind,
        String site,
        ClipKey clip,
        What what,
        String why) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// What is done with it.
    public enum What {
        /// Watched in the player.
        VIEW,
        /// Saved as a file.
        DOWNLOAD,
        /// Put into a package of evidence.
        PACKAGE,
        /// Handed out by a link.
        SHARE;

        /// The word for it in the API and the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the player shows over the picture, so that a photograph of the screen tells who made it.
    public String watermark() {
        return person + " · " + MINUTE.format(at) + " · case " + caseId;
    }
}
