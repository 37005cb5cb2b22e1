package io.lockward.cloud.clip;

import io.lockward.cloud.access.Person;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.UUID;

/// The gate where there are no cases: it lets nobody in.
@Singleton
@DefaultBean
final class NoCases implements CaseGate {
    @Override
    public Answer ask(UUID caseId, String clip, Person person) {
        return new Answer.Shut(Why.NO_SUCH_CASE);
    }
}
