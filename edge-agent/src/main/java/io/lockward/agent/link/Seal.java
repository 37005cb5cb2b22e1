package io.lockward.agent.link;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Diagnostics;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.JournalEntry.Checkpoint;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.SignedMessage;

/// How a bank shows that its words are its own. Any thread.
public interface Seal {
    byte[] seal(Presence presence);

    byte[] seal(Diagnostics diagnostics);

    /// @param upTo the last entry of the journal so far
    /// @param chain the chain hash after it
    Checkpoint seal(BankId bank, JournalId journal, long epoch, long upTo, ChainHash chain);

    /// Signs with the bank's own key.
    static Seal with(SigningKey key) {
        return new Seal() {
            @Override
            public byte[] seal(Presence presence) {
                return SignedMessage.PRESENCE.sign(presence, key.kid(), key.privateKey());
            }

            @Override
            public byte[] seal(Diagnostics diagnostics) {
                return SignedMessage.DIAGNOSTICS.sign(diagnostics, key.kid(), key.privateKey());
            }

            @Override
            public Checkpoint seal(BankId bank, JournalId journal, long epoch, long upTo, ChainHash chain) {
                return CheckpointSignature.sign(bank, journal, epoch, upTo, chain, key);
            }
        };
    }

    /// The same envelopes with nothing signed, for simulated days in which a signature a heartbeat would be most of the
    /// work. No cloud service accepts them.
    static Seal unsigned() {
        return new Seal() {
            @Override
            public byte[] seal(Presence presence) {
                return SignedMessage.PRESENCE.unsigned(presence);
            }

            @Override
            public byte[] seal(Diagnostics diagnostics) {
                return SignedMessage.DIAGNOSTICS.unsigned(diagnostics);
            }

            @Override
            public Checkpoint seal(BankId bank, JournalId journal, long epoch, long upTo, ChainHash chain) {
                return new Checkpoint(upTo, chain, "none", "unsigned");
            }
        };
    }
}
