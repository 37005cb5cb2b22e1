package io.lockward.fleet;

import io.lockward.protocol.BankId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import java.time.Instant;

/// The newest word of a bank on one subject. Newest by (epoch, seq), never by arrival.
///
/// @param subject see [Subjects]
/// @param json the entry's exact text
public record Reported(
        BankId bank,
        String subject,
        EntryRef ref,
        Stamp stamp,
        Instant receivedAt,
        String type,
        Entry entry,
        String json) {
    /// Whether this is a later word than `other` on the same subject.
    public boolean isAfter(Reported other) {
        return ref.compareTo(other.ref) > 0;
    }

    /// What identifies a subject in the fleet.
    public record Key(BankId bank, String subject) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byBank = bank.compareTo(other.bank);
            return byBank != 0 ? byBank : subject.compareTo(other.subject);
        }
    }

    public Key key() {
        return new Key(bank, subject);
    }
}
