package io.lockward.protocol.evidence;

import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.evidence.EvidenceManifest.Bank;
import io.lockward.protocol.evidence.EvidenceManifest.Clip;
import io.lockward.protocol.evidence.EvidenceManifest.Run;
import io.lockward.protocol.evidence.archive.ArchiveWriter;
import io.lockward.protocol.evidence.archive.Part;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// A small fleet with its keys, and packages made by it: two banks, three runs, two clips.
public final class Sample {
    public static final Instant MADE = Instant.parse("2026-11-30T08:15:00Z");
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-02-01T00:00:00Z");
    private static final BankId HARBOUR = new BankId("harbour-7");
    private static final BankId QUAY = new BankId("quay-2");
    private static final JournalId HARBOUR_JOURNAL = JournalId.parse("0193d1f0-0000-7000-8000-000000000007");
    private static final JournalId QUAY_JOURNAL = JournalId.parse("0193d1f0-0000-7000-8000-000000000002");

    public final SigningKey root = JwkText.generate(null);
    public final SigningKey evidence = JwkText.generate("evidence-2026-11");
    /// In the key set, and not allowed to sign evidence.
    public final SigningKey online = JwkText.generate("online-2026-11");

    public final SigningKey harbour = JwkText.generate(null);
    public final SigningKey quay = JwkText.generate(null);

    /// A package before it is packed, to be changed at will.
    public static final class Draft {
        public final Map<String, byte[]> files = new LinkedHashMap<>();
        public List<Bank> banks = List.of();
        public List<Run> runs = List.of();
        public List<Clip> clips = List.of();
        public String caseId = "case-1";
        public Instant madeAt = MADE;

        Draft copy() {
            Draft copy = new Draft();
            copy.files.putAll(files);
            copy.banks = banks;
            copy.runs = runs;
            copy.clips = clips;
            copy.caseId = caseId;
            copy.madeAt = madeAt;
            return copy;
        }

        public byte[] file(String name) {
            return Objects.requireNonNull(files.get(name), name);
        }
    }

    public byte[] keySet(long version, Instant to) {
        KeySet set = new KeySet(
                version,
                FROM,
                List.of(
                        new TrustedKey(evidence.kid(), evidence.verifyingKey(), FROM, to, Set.of(Scope.EVIDENCE), null),
                        new TrustedKey(
                                online.kid(),
                                online.verifyingKey(),
                                FROM,
                                to,
                                Set.of(Scope.COMMAND, Scope.CONFIGURE),
                                null)));
        return SignedMessage.KEY_SET.sign(set, root.kid(), root.privateKey());
    }

    /// @param seed for the footage's and the journal's content
    public Draft draft(long seed) {
        Random random = new Random(seed);
        Draft draft = new Draft();
        draft.caseId = "case-" + seed;
        draft.files.put(EvidenceManifest.KEY_SET, keySet(4, TO));
        draft.files.put(EvidenceManifest.README, utf8("Check this with lockward evidence verify.\n"));
        draft.files.put(EvidenceManifest.REPORT, noise(random, 90));
        draft.files.put(EvidenceManifest.CASE, utf8("{\"id\":\"case-" + seed + "\"}\n"));
        draft.files.put(
                EvidenceManifest.ACCESS, utf8("{\"at\":\"2026-11-30T08:14:00Z\",\"person\":\"ana@example\"}\n"));
        byte[] door = noise(random, 120);
        byte[] face = noise(random, 60);
        Part doorClip = Part.of("door", door);
        Part faceClip = Part.of("face", face);
        JournalRun one = new JournalRun(HARBOUR, HARBOUR_JOURNAL, 3, 101, random);
        one.add("door.opened", "\"compartment\":\"A3\",\"why\":\"deposit\"");
        long doorSeq = one.add(
                "clip.recorded",
                "\"clip\":\"c-3-101-door\",\"camera\":\"door\",\"sha256\":\"" + doorClip.sha256() + "\"");
        one.add("door.closed", "\"compartment\":\"A3\"");
        one.checkpoint(harbour);
        one.add("parcel.unheard-of", "\"note\":\"Grüße an Łukasz\"");
        one.seal(harbour);
        JournalRun two = new JournalRun(HARBOUR, HARBOUR_JOURNAL, 3, 240, random);
        two.add("door.opened", "\"compartment\":\"A3\",\"why\":\"pickup\"");
        two.seal(harbour);
        JournalRun three = new JournalRun(QUAY, QUAY_JOURNAL, 1, 1, random);
        long faceSeq = three.add(
                "clip.recorded",
                "\"clip\":\"c-1-1-face\",\"camera\":\"face\",\"sha256\":\"" + faceClip.sha256() + "\"");
        three.seal(quay);
        draft.banks = List.of(
                new Bank(HARBOUR, List.of(harbour.verifyingKey(), quay.verifyingKey())),
                new Bank(QUAY, List.of(quay.verifyingKey())));
        draft.runs = List.of(one.run(), two.run(), three.run());
        draft.clips = List.of(
                new Clip(HARBOUR, "c-3-101-door", HARBOUR_JOURNAL, 3, doorSeq),
                new Clip(QUAY, "c-1-1-face", QUAY_JOURNAL, 1, faceSeq));
        for (JournalRun run : List.of(one, two, three)) {
            draft.files.put(run.run().file(), run.bytes());
        }
        draft.files.put(draft.clips.get(0).file(), door);
        draft.files.put(draft.clips.get(1).file(), face);
        return draft;
    }

    /// Entries as a bank writes them.
    public static final class JournalRun {
        private final BankId bank;
        private final JournalId journal;
        private final long epoch;
        private final long first;
        private final ChainHash prev;
        private final List<byte[]> entries = new ArrayList<>();
        private ChainHash chain;
        private String signature = "";

        JournalRun(BankId bank, JournalId journal, long epoch, long first, Random random) {
            this.bank = bank;
            this.journal = journal;
            this.epoch = epoch;
            this.first = first;
            this.prev = first == 1 ? ChainHash.START : ChainHash.START.then(noise(random, 16));
            this.chain = prev;
        }

        long add(String type, String fields) {
            long seq = first + entries.size();
            put(utf8("{\"at\":\"2026-11-29T17:00:%02d.250Z\",\"boot\":4,\"up\":%d,\"type\":\"%s\",%s}"
                    .formatted(entries.size(), seq * 1_000, type, fields)));
            return seq;
        }

        void checkpoint(SigningKey key) {
            long seq = first + entries.size();
            JournalEntry.Checkpoint checkpoint = CheckpointSignature.sign(bank, journal, epoch, seq - 1, chain, key);
            put(WireJson.encode(new Stamp(MADE.minusSeconds(3_600), 4, seq * 1_000), checkpoint));
        }

        /// The checkpoint that comes right after the last entry.
        void seal(SigningKey key) {
            signature = CheckpointSignature.sign(bank, journal, epoch, first + entries.size() - 1, chain, key)
                    .signature();
        }

        private void put(byte[] json) {
            entries.add(json);
            chain = chain.then(json);
        }

        Run run() {
            return new Run(bank, journal, epoch, first, prev, entries.size(), signature);
        }

        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            entries.forEach(json -> {
                out.writeBytes(json);
                out.write('\n');
            });
            return out.toByteArray();
        }
    }

    public EvidenceManifest manifest(Draft draft, VerifyingKey namedRoot) {
        return new EvidenceManifest(
                EvidenceManifest.FORMAT,
                "p-" + draft.caseId,
                draft.caseId,
                draft.madeAt,
                "ana@example",
                "The resident says nothing came",
                namedRoot,
                draft.banks,
                draft.runs,
                draft.clips,
                draft.files.entrySet().stream()
                        .map(file -> Part.of(file.getKey(), file.getValue()).listed())
                        .toList());
    }

    public byte[] sign(Draft draft, SigningKey key) {
        return SignedMessage.EVIDENCE.sign(manifest(draft, root.verifyingKey()), key.kid(), key.privateKey());
    }

    /// The package, as the cloud makes it.
    public byte[] pack(Draft draft) {
        return pack(draft, sign(draft, evidence));
    }

    public static byte[] pack(Draft draft, byte[] manifest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ArchiveWriter.write(
                    out,
                    manifest,
                    draft.files.entrySet().stream()
                            .map(file -> Part.of(file.getKey(), file.getValue()))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] noise(Random random, int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return noise;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
