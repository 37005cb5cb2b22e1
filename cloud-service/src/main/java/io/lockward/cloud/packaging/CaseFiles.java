package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Person;
import io.lockward.fleet.dispute.CaseFacts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What packages need of cases. Any thread.
public interface CaseFiles {
    /// @return `null` when there is no such case, or none that this person may know of
    @Nullable
    CaseFacts facts(UUID caseId, Person person);
}
