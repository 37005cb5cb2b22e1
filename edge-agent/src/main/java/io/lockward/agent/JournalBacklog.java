package io.lockward.agent;

import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.Recorded;
import io.lockward.agent.journal.Run;
import io.lockward.agent.link.Backlog;

/// The journal as the link reads it.
///
/// Thread rule: any thread.
record JournalBacklog(Journal journal) implements Backlog {
    @Override
    public long durableUpTo() {
        return journal.durableSeq();
    }

    @Override
    public Stretch read(long fromSeq, int maxBytes, int maxEntries) {
        Run run = journal.read(fromSeq, maxBytes, maxEntries);
        return new Stretch(
                run.first(),
                run.nextSeq() - 1,
                run.prev(),
                run.entries().stream().map(Recorded::bytes).toList());
    }
}
