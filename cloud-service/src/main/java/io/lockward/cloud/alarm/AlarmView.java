package io.lockward.cloud.alarm;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alarm as it is told.
///
/// @param state `open` or `closed`
/// @param count how often it fired in this life
/// @param why in a sentence
/// @param suggestion what a person can do
/// @param caseId the case that its newest firing opened or joined
/// @param incident the open incident that explains it; then it needs nobody for itself
public record AlarmView(
        long id,
        String bank,
        String subject,
        String kind,
        String severity,
        String state,
        @Nullable Acknowledged acknowledged,
        @Nullable Shelved shelved,
        Instant raisedAt,
        @Nullable Instant clearedAt,
        int count,
        String why,
        String suggestion,
        @Nullable Evidence evidence,
        @Nullable UUID caseId,
        @Nullable Long incident) {
    /// A person has seen it.
    public record Acknowledged(String by, Instant at) {}

    /// A person has put it aside for a time.
    public record Shelved(
            String by, Instant until, @Nullable String reason) {}

    /// The entry behind its newest firing.
    public record Evidence(UUID journal, long epoch, long seq) {}

    public boolean isOpen() {
        return clearedAt == null;
    }
}
