package io.lockward.cloud.clip;

import io.lockward.cloud.access.Person;
import io.lockward.protocol.BankId;
import java.util.UUID;

/// Whether a case opens a clip to somebody. Footage is asked for here each time any of it is read, so a case that is
/// closed in between shuts it. Any thread.
public interface CaseGate {
    /// What a case says.
    sealed interface Answer {
        /// It does.
        ///
        /// @param bank whose clip it is
        /// @param site where that bank stands
        /// @param kind why there is a case, such as `forced-entry`; looks at footage are counted by it
        record Open(BankId bank, String site, String kind) implements Answer {}

        /// It does not.
        record Shut(Why why) implements Answer {}
    }

    enum Why {
        /// There is none, or none that this person may know of.
        NO_SUCH_CASE,
        /// It was not opened yet, was declined, or is closed.
        NOT_OPEN,
        /// It is about something else.
        NOT_COVERED
    }

    /// Asks for a person whose role may see footage; which sites they reach is for the gate to decide.
    ///
    /// @param clip as its bank calls it
    Answer ask(UUID caseId, String clip, Person person);
}
