package io.lockward.fleet.presence;

import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.JournalEntry.Checkpoint;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whether what comes in a bank's name is the bank's own word. Any thread.
public interface BankWords {
    /// What looking at a signed message gives.
    sealed interface Word<T> {
        /// Signed with the key that is registered for the bank.
        record Own<T>(T message) implements Word<T> {}

        /// No key is registered for the bank, so nobody can tell. Good enough to show, not to act on.
        record Unproven<T>(T message) implements Word<T> {}

        /// Not readable, or not signed with the bank's key.
        ///
        /// @param forged whether it could be read and the signature is what is wrong
        record None<T>(boolean forged, String detail) implements Word<T> {}
    }

    <T> Word<T> of(BankId bank, SignedMessage<T> kind, byte[] payload);

    /// Whether a checkpoint may count as the bank's: signed with its key, or no key is registered.
    boolean vouchesFor(BankId bank, JournalId journal, long epoch, Checkpoint checkpoint);

    /// Checks with the keys that are registered.
    ///
    /// @param keys the key of a bank; `null` when none is registered
    static BankWords registered(Function<BankId, @Nullable VerifyingKey> keys) {
        return new BankWords() {
            @Override
            public boolean vouchesFor(BankId bank, JournalId journal, long epoch, Checkpoint checkpoint) {
                VerifyingKey key = keys.apply(bank);
                return key == null || CheckpointSignature.holds(bank, journal, epoch, checkpoint, key);
            }

            @Override
            public <T> Word<T> of(BankId bank, SignedMessage<T> kind, byte[] payload) {
                VerifyingKey key = keys.apply(bank);
                if (key == null) {
                    T message = kind.peek(payload);
                    return message == null
                            ? new Word.None<>(false, "not a " + kind.type())
                            : new Word.Unproven<>(message);
                }
                return switch (kind.open(payload, key)) {
                    case Opened.Ok<T>(T message, String _) -> new Word.Own<>(message);
                    case Opened.Refused<T>(var reason, String detail) ->
                        switch (reason) {
                            case UNKNOWN_KEY, BAD_SIGNATURE -> new Word.None<>(true, detail);
                            case MALFORMED,
                                    WRONG_BANK,
                                    WRONG_BOOT,
                                    EXPIRED,
                                    LIVES_TOO_LONG,
                                    SEEN_BEFORE,
                                    RETAINED,
                                    UNKNOWN_KIND,
                                    NO_SUCH_TARGET,
                                    UNSAFE_NOW,
                                    TOO_MANY,
                                    KEY_OUT_OF_TIME,
                                    NOT_ALLOWED,
                                    RATE_LIMITED -> new Word.None<>(false, detail);
                        };
                };
            }
        };
    }

    /// Takes every word for the bank's own, for simulations that sign nothing.
    static BankWords believed() {
        return new BankWords() {
            @Override
            public boolean vouchesFor(BankId bank, JournalId journal, long epoch, Checkpoint checkpoint) {
                return true;
            }

            @Override
            public <T> Word<T> of(BankId bank, SignedMessage<T> kind, byte[] payload) {
                T message = kind.peek(payload);
                return message == null ? new Word.None<>(false, "not a " + kind.type()) : new Word.Own<>(message);
            }
        };
    }
}
