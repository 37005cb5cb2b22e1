package io.lockward.protocol;

import java.util.Objects;

/// An [Ack] as the cloud signs it: bound to one bank, so that whoever carries it can neither make one nor lend one.
///
/// @param aud the bank it is for
/// @param journal which journal
/// @param upTo the last contiguous sequence number, from 0 (nothing yet)
public record AckClaims(BankId aud, JournalId journal, long upTo) {
    public AckClaims {
        Objects.requireNonNull(aud, "aud");
        Objects.requireNonNull(journal, "journal");
        Guard.atLeast(upTo, 0, "upTo");
    }

    /// What it says, whoever it is for.
    public Ack ack() {
        return new Ack(journal, upTo);
    }
}
