package io.lockward.cloud.packaging;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.access.Person;
import io.lockward.cloud.clip.Look;
import io.lockward.cloud.packaging.JournalRuns.Collected;
import io.lockward.cloud.paper.Sheet;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.dispute.CaseFacts;
import io.lockward.protocol.evidence.EvidenceManifest;
import io.lockward.protocol.evidence.EvidenceManifest.Bank;
import io.lockward.protocol.evidence.EvidenceManifest.Clip;
import io.lockward.protocol.evidence.archive.ArchiveWriter;
import io.lockward.protocol.evidence.archive.Part;
import io.lockward.protocol.wire.SignedMessage;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes packages of evidence. What goes in is measured first, so that the length is known before the first byte;
/// then it is written as a stream. Any thread.
@Singleton
public final class Packages {
    private static final int MOST_CLIPS = EvidenceManifest.MOST_CLIPS;

    private final CaseFiles cases;
    private final ClipSource clips;
    private final EvidenceKeys keys;
    private final JournalRuns journal;
    private final Papers papers;
    private final Access access;
    private final RandomGenerator random;

    /// What preparing gives.
    public sealed interface Prepared {
        /// On record, and ready to be written, once.
        ///
        /// @param id the package's
        /// @param bank whose entries it has
        /// @param name of the file
        /// @param bytes how long it will be
        /// @param unproven what it does not prove, one sentence each
        record Ready(String id, String bank, String name, long bytes, List<String> unproven, Body body)
                implements Prepared {}

        /// No such case for this person.
        record NoCase() implements Prepared {}

        /// @param why and what to do, for people
        record CannotSign(String why) implements Prepared {}

        /// The bank has not signed the newest entries yet; it does so every ten minutes, while it is connected.
        ///
        /// @param entries how many wait for it
        record NotSealed(int entries) implements Prepared {}

        /// Footage or the case cannot be packed.
        record Impossible(String why) implements Prepared {}
    }

    /// Writes a package.
    @FunctionalInterface
    public interface Body {
        /// @throws IOException when it cannot be written, or footage cannot be read any more
        void write(OutputStream out) throws IOException;
    }

    Packages(
            CaseFiles cases,
            ClipSource clips,
            EvidenceKeys keys,
            JournalRuns journal,
            Papers papers,
            Access access,
            RandomGenerator random) {
        this.cases = cases;
        this.clips = clips;
        this.keys = keys;
        this.journal = journal;
        this.papers = papers;
        this.access = access;
        this.random = random;
    }

    /// Prepares a package of a case.
    ///
    /// @param why in the person's own words, 1 to 256 characters on one line
    /// @param unsealed whether to go on when the bank has not signed the newest entries yet; the package
    ///     then says so
    /// @param what is done with its footage, for the record: packed, or handed out by a link
    public Prepared prepare(UUID caseId, Person person, String why, boolean unsealed, Look.What what) {
        CaseFacts facts = cases.facts(caseId, person);
        if (facts == null) {
            return new Prepared.NoCase();
        }
        return switch (keys.signer()) {
            case EvidenceKeys.Signer.None(String reason) -> new Prepared.CannotSign(reason);
            case EvidenceKeys.Signer.Ready signer -> collect(facts, signer, new Asked(person, why, what), unsealed);
        };
    }

    private record Asked(Person person, String why, Look.What what) {}

    private Prepared collect(CaseFacts facts, EvidenceKeys.Signer.Ready signer, Asked asked, boolean unsealed) {
        // First without footage: a look at it goes on record, and must not when there is nothing to pack yet.
        long waiting = journal.collect(facts.bank(), facts.relevant()).unproven().stream()
                .filter(JournalRuns.Unproven::waits)
                .count();
        if (waiting > 0 && !unsealed) {
            return new Prepared.NotSealed((int) waiting);
        }
        List<ClipSource.Footage.Ready> footage = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String clip : facts.clips().stream().distinct().limit(MOST_CLIPS).toList()) {
            switch (clips.open(facts.id(), clip, asked.person(), asked.why(), asked.what())) {
                case ClipSource.Footage.Ready ready -> footage.add(ready);
                case ClipSource.Footage.None(String reason) -> missing.add("Footage " + clip + ": " + reason + '.');
            }
        }
        List<EntryRef> wanted = new ArrayList<>(facts.relevant());
        footage.forEach(clip -> wanted.add(clip.recorded()));
        Collected runs = journal.collect(facts.bank(), wanted);
        footage.removeIf(clip -> {
            boolean bare = !runs.proves(clip.recorded());
            if (bare) {
                missing.add("Footage " + clip.clip() + ": the bank has not signed that it recorded it.");
            }
            return bare;
        });
        footage.sort(Comparator.comparing(ClipSource.Footage.Ready::clip));
        Contents contents = new Contents(
                "p-" + new UUID(random.nextLong(), random.nextLong()),
                signer.now(),
                asked.person().name(),
                asked.why(),
                signer.root().thumbprint(),
                facts,
                runs,
                footage.stream().map(ClipSource.Footage.Ready::clip).toList(),
                missing,
                clips.looks(facts.id()));
        return pack(contents, footage, signer);
    }

    private Prepared pack(Contents contents, List<ClipSource.Footage.Ready> footage, EvidenceKeys.Signer.Ready signer) {
        CaseFacts facts = contents.facts();
        List<Bank> banks = contents.runs().key() == null
                ? List.of()
                : List.of(new Bank(facts.bank(), List.of(contents.runs().key())));
        List<EvidenceManifest.Run> runs =
                contents.runs().runs().stream().map(RunRules.Cut.Proven::run).toList();
        List<Clip> listed = footage.stream()
                .map(clip -> new Clip(
                        facts.bank(),
                        clip.clip(),
                        clip.recorded().journal(),
                        clip.recorded().epoch(),
                        clip.recorded().seq()))
                .toList();
        try {
            List<Part> parts = parts(contents, signer);
            for (int i = 0; i < listed.size(); i++) {
                parts.add(Part.measure(listed.get(i).file(), footage.get(i).content()));
            }
            EvidenceManifest manifest = new EvidenceManifest(
                    EvidenceManifest.FORMAT,
                    contents.id(),
                    facts.id().toString(),
                    contents.madeAt(),
                    contents.madeBy(),
                    contents.why(),
                    signer.root(),
                    banks,
                    runs,
                    listed,
                    parts.stream().map(Part::listed).toList());
            byte[] jws = SignedMessage.EVIDENCE.sign(
                    manifest, signer.key().kid(), signer.key().privateKey());
            return ready(contents, jws, parts);
        } catch (IOException e) {
            return new Prepared.Impossible("the footage cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Prepared.Impossible("it does not fit into a package: " + e.getMessage());
        }
    }

    private Prepared ready(Contents contents, byte[] manifest, List<Part> parts) {
        CaseFacts facts = contents.facts();
        access.audit(new Audited(
                contents.madeBy(),
                "case.package",
                facts.bank().value(),
                facts.id().toString(),
                contents.id() + ": " + contents.why()));
        List<String> unproven = new ArrayList<>(contents.unproven());
        unproven.addAll(contents.missing());
        return new Prepared.Ready(
                contents.id(),
                facts.bank().value(),
                "evidence-" + facts.id() + ".zip",
                ArchiveWriter.length(manifest, parts),
                List.copyOf(unproven),
                out -> ArchiveWriter.write(out, manifest, parts));
    }

    private List<Part> parts(Contents contents, EvidenceKeys.Signer.Ready signer) {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.of(EvidenceManifest.KEY_SET, signer.keySet().getBytes(StandardCharsets.US_ASCII)));
        parts.add(Part.of(EvidenceManifest.README, papers.readme(contents)));
        try (Sheet sheet = new Sheet("Evidence about case " + contents.facts().id())) {
            Report.write(contents, sheet);
            parts.add(Part.of(EvidenceManifest.REPORT, sheet.bytes()));
        }
        parts.add(Part.of(EvidenceManifest.CASE, papers.caseFile(contents)));
        parts.add(Part.of(EvidenceManifest.ACCESS, papers.accessLog(contents)));
        contents.runs().runs().forEach(run -> parts.add(Part.of(run.run().file(), run.bytes())));
        return parts;
    }
}
