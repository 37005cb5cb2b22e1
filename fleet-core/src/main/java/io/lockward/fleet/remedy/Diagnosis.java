package io.lockward.fleet.remedy;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.alarm.Severity;
import io.lockward.protocol.entry.AgentEntry.Part;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a bank is as it is.
///
/// @param sentence all of it in one
/// @param findings what is wrong, worst first
public record Diagnosis(String sentence, List<Finding> findings) {
    /// One thing that is wrong.
    ///
    /// @param part which part of the bank, when it is one that a restart may heal
    /// @param what in words
    /// @param lastGood when it was last known to be well; `null` when nobody knows
    /// @param likelyCause in words, and no more than likely
    /// @param next what the bank will do about it by itself, or what a person has to
    /// @param evidence the entry behind it; `null` when the cloud saw it by itself
    public record Finding(
            @Nullable Part part,
            String what,
            Severity severity,
            Instant since,
            @Nullable Instant lastGood,
            String likelyCause,
            String next,
            @Nullable EntryRef evidence) {}

    public Diagnosis {
        findings = List.copyOf(findings);
    }
}
