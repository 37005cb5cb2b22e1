package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Person;
import io.lockward.fleet.dispute.CaseFacts;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where there are no cases.
@Singleton
@DefaultBean
final class NoCaseFiles implements CaseFiles {
    @Override
    public @Nullable CaseFacts facts(UUID caseId, Person person) {
        return null;
    }
}
