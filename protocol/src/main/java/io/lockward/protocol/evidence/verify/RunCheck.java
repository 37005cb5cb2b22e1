package io.lockward.protocol.evidence.verify;

import io.lockward.protocol.ChainHash;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.evidence.EvidenceManifest.Clip;
import io.lockward.protocol.evidence.EvidenceManifest.Run;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.EntryTypes;
import io.lockward.protocol.wire.WireJson;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Follows a run of entries through its file, as the bytes come. Needs memory for one entry. For one thread.
///
/// Every checkpoint inside must hold, and the chain must end where the bank signed it: a wrong entry then lies
/// between two of them.
final class RunCheck {
    private static final String CLIP = EntryTypes.nameOf(ClipEntry.Recorded.class);

    private final Run run;
    private final List<VerifyingKey> keys;
    private final Map<Long, @Nullable String> clips = new HashMap<>();
    private final byte[] line = new byte[EntryRun.MAX_ENTRY_BYTES];
    private int length;
    private long seq;
    private ChainHash chain;
    /// The first entry that no checkpoint has covered yet.
    private long open;
    private @Nullable String failure;

    /// @param keys those of the run's bank
    /// @param wanted the numbers of the entries that are to name a clip
    RunCheck(Run run, List<VerifyingKey> keys, List<Long> wanted) {
        this.run = run;
        this.keys = keys;
        this.seq = run.first();
        this.open = run.first();
        this.chain = run.prev();
        wanted.forEach(number -> clips.put(number, null));
    }

    void take(byte[] bytes, int count) {
        for (int i = 0; i < count && failure == null; i++) {
            if (bytes[i] == '\n') {
                entry(Arrays.copyOf(line, length));
                length = 0;
            } else if (length == line.length) {
                failure = "entry " + seq + " is longer than an entry can be";
            } else {
                line[length++] = bytes[i];
            }
        }
    }

    private void entry(byte[] json) {
        if (seq > run.last()) {
            failure = "holds more than its " + run.count() + " entries";
            return;
        }
        switch (WireJson.entry(json)) {
            case Decoded.Rejected<WireJson.Stamped> _ -> failure = "entry " + seq + " cannot be read";
            case Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped) -> look(stamped, json);
        }
        chain = chain.then(json);
        seq++;
    }

    private void look(WireJson.Stamped stamped, byte[] json) {
        Entry entry = stamped.entry();
        if (entry instanceof JournalEntry.Gap gap && gap.from() == seq) {
            failure = "entry " + seq + " stands for dropped entries: nothing before it is proven";
        } else if (entry instanceof JournalEntry.Checkpoint checkpoint) {
            checkpoint(checkpoint);
        } else if (stamped.type().equals(CLIP) && clips.containsKey(seq)) {
            clips.put(seq, WireJson.text(json, "clip") + ' ' + WireJson.text(json, "sha256"));
        }
    }

    private void checkpoint(JournalEntry.Checkpoint checkpoint) {
        if (checkpoint.upTo() != seq - 1 || !checkpoint.chain().equals(chain)) {
            failure = "entries " + open + " to " + (seq - 1) + " do not lead to the checkpoint in entry " + seq;
            return;
        }
        if (signer(checkpoint.upTo(), checkpoint.signature()) == null) {
            failure = "the checkpoint in entry " + seq + " is not signed by this bank";
        }
        open = seq + 1;
    }

    /// The fingerprint of the bank's key that signed the chain as it is now; `null` when none did.
    private @Nullable String signer(long upTo, String signature) {
        for (VerifyingKey key : keys) {
            JournalEntry.Checkpoint claimed = new JournalEntry.Checkpoint(upTo, chain, key.thumbprint(), signature);
            if (CheckpointSignature.holds(run.bank(), run.journal(), run.epoch(), claimed, key)) {
                return claimed.kid();
            }
        }
        return null;
    }

    /// After the last byte.
    EvidenceCheck conclude() {
        if (failure == null && length > 0) {
            failure = "its last line does not end";
        }
        if (failure == null && seq <= run.last()) {
            failure = "ends before entry " + run.last();
        }
        String signer = failure == null ? signer(run.last(), run.signature()) : null;
        if (failure == null && signer == null) {
            failure = "entries " + open + " to " + run.last() + " do not lead to what the bank signed";
        }
        return failure == null
                ? EvidenceCheck.holds(
                        EvidenceCheck.What.CHAIN,
                        run.file(),
                        "entries " + run.first() + " to " + run.last() + " lead to what " + run.bank()
                                + " signed with the key " + signer)
                : EvidenceCheck.fails(EvidenceCheck.What.CHAIN, run.file(), failure);
    }

    /// The clip and the SHA-256 that an entry names, with a space between; `null` when it names none, or the run
    /// does not hold.
    @Nullable
    String named(long number) {
        return failure == null ? clips.get(number) : null;
    }

    boolean holds(Clip clip) {
        return clip.bank().equals(run.bank())
                && clip.journal().equals(run.journal())
                && clip.epoch() == run.epoch()
                && clip.seq() >= run.first()
                && clip.seq() <= run.last();
    }
}
