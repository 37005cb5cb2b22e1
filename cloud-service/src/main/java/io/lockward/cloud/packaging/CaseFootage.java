package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.clip.Clips;
import io.lockward.cloud.clip.Look;
import io.lockward.fleet.EntryRef;
import io.lockward.protocol.JournalId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
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
    public Footage open(UUID caseId, String clip, Person person, String why) {
        return switch (clips.open(caseId, clip, person, why, Look.What.PACKAGE)) {
            case Clips.Opened.Refused(Clips.Refusal refusal) -> new Footage.None(words(refusal));
            case Clips.Opened.Shown shown ->
                new Footage.Ready(
                        clip,
                        new EntryRef(
                                new JournalId(shown.clip().journal()),
                                shown.clip().epoch(),
                                shown.clip().seq()),
                        () -> read(shown.look(), person));
        };
    }

    private InputStream read(Look look, Person person) throws IOException {
        return switch (clips.read(look.id(), look.caseId(), look.clip().clip(), person)) {
            case Clips.Reading.Ready ready -> ready.open(0, ready.bytes());
            case Clips.Reading.Refused(Clips.Refusal refusal) -> throw new IOException(words(refusal));
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
