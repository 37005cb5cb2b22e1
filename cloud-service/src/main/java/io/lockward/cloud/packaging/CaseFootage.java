package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.clip.Clips;
import io.lockward.cloud.clip.Look;
import io.lockward.fleet.EntryRef;
import io.lockward.protocol.JournalId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/// Footage for packages, by the one way to it: through an open case, on record before the first byte. Any thread.
@Singleton
final class CaseFootage implements ClipSource {
    private final Clips clips;

    CaseFootage(Clips clips) {
        this.clips = clips;
    }

    @Override
    public Footage open(UUID caseId, String clip, Person person, String why, Look.What what) {
        return switch (clips.open(caseId, clip, person, why, what)) {
            case Clips.Opened.Refused(Clips.Refusal refusal) -> new Footage.None(words(refusal));
            case Clips.Opened.Shown shown -> ready(shown, person);
        };
    }

    /// The reading begins at once and is kept: a package is written at the pace of whoever loads it, and that may take
    /// longer than a look lasts.
    private Footage ready(Clips.Opened.Shown shown, Person person) {
        Look look = shown.look();
        return switch (clips.read(look.id(), look.caseId(), look.clip().clip(), person)) {
            case Clips.Reading.Refused(Clips.Refusal refusal) -> new Footage.None(words(refusal));
            case Clips.Reading.Ready reading ->
                new Footage.Ready(
                        look.clip().clip(),
                        new EntryRef(
                                new JournalId(shown.clip().journal()),
                                shown.clip().epoch(),
                                shown.clip().seq()),
                        () -> reading.open(0, reading.bytes()));
        };
    }

    @Override
    public List<Looked> looks(UUID caseId) {
        return clips.looks(caseId).stream()
                .map(look -> new Looked(
                        look.at().toString(),
                        look.person(),
                        look.role(),
                        look.clip().clip(),
                        look.what().word(),
                        look.why()))
                .toList();
    }

    private static String words(Clips.Refusal refusal) {
        return switch (refusal) {
            case NOT_ALLOWED -> "this role never sees footage";
            case NO_SUCH_CASE -> "there is no such case";
            case CASE_NOT_OPEN -> "the case is not open";
            case NOT_COVERED -> "it belongs to another case";
            case NO_SUCH_LOOK, OTHER_SESSION, EXPIRED -> "it took too long";
            case NO_FOOTAGE -> "it has not come, was lost, or was deleted";
        };
    }
}
