package io.lockward.protocol.wire;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.JournalEntry.Checkpoint;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/// A bank's signature over its journal so far: Ed25519 over a text that names the bank, the journal, how far it
/// goes and the chain hash there. Stateless; any thread.
public final class CheckpointSignature {
    private static final int BYTES = 64;

    private CheckpointSignature() {}

    /// @param upTo the last entry covered; the checkpoint itself comes right after it
    public static Checkpoint sign(
            BankId bank, JournalId journal, long epoch, long upTo, ChainHash chain, SigningKey key) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key.privateKey());
            ed25519.update(text(bank, journal, epoch, upTo, chain));
            String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(ed25519.sign());
            return new Checkpoint(upTo, chain, key.kid(), signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the bank's own key", e);
        }
    }

    /// Whether the signature is this key's, over exactly this.
    public static boolean holds(BankId bank, JournalId journal, long epoch, Checkpoint checkpoint, VerifyingKey key) {
        try {
            byte[] signature = Base64.getUrlDecoder().decode(checkpoint.signature());
            if (signature.length != BYTES || !checkpoint.kid().equals(key.thumbprint())) {
                return false;
            }
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key.toPublicKey());
            ed25519.update(text(bank, journal, epoch, checkpoint.upTo(), checkpoint.chain()));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static byte[] text(BankId bank, JournalId journal, long epoch, long upTo, ChainHash chain) {
        return ("lockward-checkpoint+v1\n" + bank + '\n' + journal + '\n' + epoch + '\n' + upTo + '\n' + chain.hex())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
