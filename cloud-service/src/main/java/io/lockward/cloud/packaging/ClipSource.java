package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.clip.Look;
import io.lockward.fleet.EntryRef;
import io.lockward.protocol.evidence.archive.Part;
import java.util.List;
import java.util.UUID;

/// What packages need of footage. Any thread.
public interface ClipSource {
    /// What opening a clip of a case gives.
    sealed interface Footage {
        /// It is on record that it was opened.
        ///
        /// @param recorded its `clip.recorded` entry
        /// @param content its bytes; the same each time
        record Ready(String clip, EntryRef recorded, Part.Source content) implements Footage {}

        /// @param why for people
        record None(String why) implements Footage {}
    }

    /// One look at footage, for the access log.
    ///
    /// @param at RFC 3339
    /// @param what such as `view`
    record Looked(String at, String person, String role, String clip, String what, String why) {}

    /// @param clip as its bank calls it
    /// @param why in the person's own words
    /// @param what is done with it, for the record
    Footage open(UUID caseId, String clip, Person person, String why, Look.What what);

    /// Who looked at footage of a case, oldest first.
    List<Looked> looks(UUID caseId);
}
