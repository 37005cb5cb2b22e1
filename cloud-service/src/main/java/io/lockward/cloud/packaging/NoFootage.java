package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Person;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/// Where there is no footage.
@Singleton
@DefaultBean
final class NoFootage implements ClipSource {
    @Override
    public Footage open(UUID caseId, String clip, Person person, String why) {
        return new Footage.None("this service keeps no footage");
    }

    @Override
    public List<Looked> looks(UUID caseId) {
        return List.of();
    }
}
