package io.lockward.cloud.packaging;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.JournalEntry.Checkpoint;
import io.lockward.protocol.evidence.EvidenceManifest.Run;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts the piece of a journal that proves an entry: from it to where the bank next signed, with the chain hash
/// before it computed from where the bank last signed. Never claims more than a verifier will find: it makes the
/// verifier's own checks first. Pure.
final class RunRules {
    /// Between two signatures, ten minutes apart, a bank does not write as many.
    static final int MOST_LINES = 20_000;

    private RunRules() {}

    /// An entry as it is kept.
    record Line(long seq, JournalId journal, String json) {}

    /// A bank's signature.
    ///
    /// @param seq of the entry that carries it
    record Mark(long seq, JournalId journal, Checkpoint checkpoint) {}

    /// What cutting gives.
    sealed interface Cut {
        /// @param bytes the run's file
        @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
        record Proven(Run run, byte[] bytes) implements Cut {}

        /// @param why for people
        record Unproven(String why) implements Cut {}
    }

    /// @param before the last signature before `first`; `null` when the journal has none before
    /// @param end the signature that covers `first`
    /// @param lines all entries from `before`, or from the journal's first, to the last that `end` covers
    static Cut cut(
            BankId bank, long epoch, long first, @Nullable Mark before, Mark end, List<Line> lines, VerifyingKey key) {
        ChainHash chain = before == null ? ChainHash.START : before.checkpoint().chain();
        long next = before == null ? 1 : before.seq();
        ChainHash prev = chain;
        List<byte[]> kept = new ArrayList<>();
        for (Line line : lines) {
            if (line.seq() != next || !line.journal().equals(end.journal())) {
                return new Cut.Unproven("entries from " + next + " on have not all come yet");
            }
            byte[] json = line.json().getBytes(StandardCharsets.UTF_8);
            if (line.seq() == first) {
                prev = chain;
            }
            JournalEntry.Gap gap = gap(json, next);
            if (gap != null && gap.to() >= first) {
                return new Cut.Unproven("the bank had to drop entries before it signed them");
            }
            if (line.seq() >= first) {
                kept.add(json);
            }
            chain = gap == null ? chain.then(json) : gap.chain();
            next = gap == null ? next + 1 : gap.to() + 1;
        }
        return proven(bank, epoch, first, prev, chain, next, end, kept, key);
    }

    private static Cut proven(
            BankId bank,
            long epoch,
            long first,
            ChainHash prev,
            ChainHash chain,
            long next,
            Mark end,
            List<byte[]> kept,
            VerifyingKey key) {
        Checkpoint seal = end.checkpoint();
        if (next != seal.upTo() + 1 || kept.isEmpty()) {
            return new Cut.Unproven("entries from " + next + " on have not all come yet");
        }
        if (!seal.chain().equals(chain)) {
            return new Cut.Unproven("the entries kept here are not those that the bank signed");
        }
        if (!CheckpointSignature.holds(bank, end.journal(), epoch, seal, key)) {
            return new Cut.Unproven("it is signed with a key that is not registered for this bank now");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] json : kept) {
            if (hasLineFeed(json)) {
                return new Cut.Unproven("an entry is not on one line");
            }
            out.writeBytes(json);
            out.write('\n');
        }
        Run run = new Run(bank, end.journal(), epoch, first, prev, kept.size(), seal.signature());
        return new Cut.Proven(run, out.toByteArray());
    }

    private static JournalEntry.@Nullable Gap gap(byte[] json, long seq) {
        return WireJson.entry(json) instanceof Decoded.Ok<WireJson.Stamped>(WireJson.Stamped stamped)
                        && stamped.entry() instanceof JournalEntry.Gap gap
                        && gap.from() == seq
                ? gap
                : null;
    }

    private static boolean hasLineFeed(byte[] json) {
        for (byte b : json) {
            if (b == '\n') {
                return true;
            }
        }
        return false;
    }
}
