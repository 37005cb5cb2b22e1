package io.lockward.cloud.dispute;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.clip.CaseGate;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Lets footage be seen through an open case that it belongs to, and never otherwise.
///
/// Threads: any number.
@Singleton
final class FootageGate implements CaseGate {
    private final CaseStore store;

    FootageGate(CaseStore store) {
        this.store = store;
    }

    @Override
    public Answer ask(UUID caseId, String clip, Person person) {
        CaseRow row = store.find(caseId);
        if (row == null || !person.reaches(row.site())) {
            return new Answer.Shut(Why.NO_SUCH_CASE);
        }
        if (row.state() != CaseState.OPEN) {
            return new Answer.Shut(Why.NOT_OPEN);
        }
        boolean covered = store.covers(row, store.scope(row), clip);
        return covered
                ? new Answer.Open(new BankId(row.bank()), row.site(), row.kind())
                : new Answer.Shut(Why.NOT_COVERED);
    }
}
