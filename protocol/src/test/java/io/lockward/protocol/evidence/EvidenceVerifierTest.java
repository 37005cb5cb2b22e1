package io.lockward.protocol.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.evidence.archive.ArchiveWriter;
import io.lockward.protocol.evidence.archive.Part;
import io.lockward.protocol.evidence.verify.EvidenceCheck;
import io.lockward.protocol.evidence.verify.EvidenceVerdict;
import io.lockward.protocol.evidence.verify.EvidenceVerifier;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.SignedMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvidenceVerifierTest {
    private final Sample fleet = new Sample();

    @Test
    void aPackageHoldsUnderItsRootGivenAsKeyOrAsFingerprint() throws IOException {
        byte[] bytes = fleet.pack(fleet.draft(1));
        for (String root : List.of(fleet.root.kid(), fleet.root.verifyingKey().x())) {
            EvidenceVerdict verdict = EvidenceVerifier.verify(new Bytes(bytes), root);
            assertEquals(
                    EvidenceVerdict.State.HOLDS,
                    verdict.state(),
                    () -> verdict.checks().toString());
            assertNotNull(verdict.manifest());
            assertEquals(4 + 10 + 3 + 2, verdict.checks().size());
        }
    }

    @Test
    void withoutATrustedKeyItIsOpenWhoseFleetItIs() throws IOException {
        EvidenceVerdict verdict = EvidenceVerifier.verify(new Bytes(fleet.pack(fleet.draft(1))), null);
        assertEquals(EvidenceVerdict.State.OPEN, verdict.state());
        assertTrue(verdict.checks().stream().anyMatch(check -> check.detail().contains(fleet.root.kid())));
    }

    @Test
    void underAnotherRootNothingOfItIsBelieved() throws IOException {
        EvidenceVerdict verdict =
                EvidenceVerifier.verify(new Bytes(fleet.pack(fleet.draft(1))), new Sample().root.kid());
        assertEquals(EvidenceVerdict.State.FAILS, verdict.state());
        assertNull(verdict.manifest());
        assertEquals(EvidenceCheck.What.ROOT, verdict.failures().getFirst().what());
    }

    @Test
    void anyZipProgramOpensIt() throws IOException {
        Sample.Draft draft = fleet.draft(1);
        int found = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(fleet.pack(draft)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                byte[] packed = draft.files.get(entry.getName());
                assertTrue(packed == null ? entry.getName().equals("manifest.jws") : Arrays.equals(packed, content));
                found++;
            }
        }
        assertEquals(draft.files.size() + 1, found);
    }

    @Test
    void aWrongEntryIsFoundBetweenTwoCheckpoints() throws IOException {
        Sample.Draft draft = fleet.draft(1);
        String file = draft.runs.getFirst().file();
        String text = new String(draft.file(file), StandardCharsets.UTF_8);
        draft.files.put(file, Sample.utf8(text.replace("Grüße an Łukasz", "Grüße an Lukasz")));
        EvidenceVerdict verdict = EvidenceVerifier.verify(new Bytes(fleet.pack(draft)), fleet.root.kid());
        EvidenceCheck failure = verdict.failures().getFirst();
        assertEquals(
                1,
                verdict.failures().stream()
                        .filter(check -> check.what() == EvidenceCheck.What.CHAIN)
                        .count());
        assertEquals(file, failure.place());
        assertEquals("entries 105 to 105 do not lead to what the bank signed", failure.detail());
    }

    @Test
    void anEntryThatStandsForDroppedOnesProvesNothing() throws IOException {
        Sample.Draft draft = fleet.draft(1);
        Sample.JournalRun run = new Sample.JournalRun(
                draft.runs.get(1).bank(), draft.runs.get(1).journal(), 3, 240, new Random(5));
        run.add("door.opened", "\"compartment\":\"A3\",\"why\":\"pickup\"");
        run.add(
                "journal.gap",
                "\"from\":241,\"to\":300,\"dropped\":{\"door.opened\":60},\"chain\":\"" + "a".repeat(64) + "\"");
        run.seal(fleet.harbour);
        draft.runs = List.of(draft.runs.get(0), run.run(), draft.runs.get(2));
        draft.files.put(run.run().file(), run.bytes());
        EvidenceVerdict verdict = EvidenceVerifier.verify(new Bytes(fleet.pack(draft)), fleet.root.kid());
        assertTrue(verdict.failures().getFirst().detail().contains("stands for dropped entries"));
    }

    @Test
    void whatComesAfterTheBanksSignatureIsNotProven() throws IOException {
        Sample.Draft draft = fleet.draft(1);
        Sample.JournalRun run = new Sample.JournalRun(
                draft.runs.get(1).bank(), draft.runs.get(1).journal(), 3, 240, new Random(5));
        run.checkpoint(fleet.harbour);
        run.seal(fleet.harbour);
        run.add("door.opened", "\"compartment\":\"A3\",\"why\":\"pickup\"");
        draft.runs = List.of(draft.runs.get(0), run.run(), draft.runs.get(2));
        draft.files.put(run.run().file(), run.bytes());
        EvidenceVerdict verdict = EvidenceVerifier.verify(new Bytes(fleet.pack(draft)), fleet.root.kid());
        assertTrue(verdict.failures().getFirst().detail().contains("entries 241 to 241 do not lead to"));
    }

    @Test
    void aClipOfANewerBankStillProves() throws IOException {
        Sample.Draft draft = fleet.draft(1);
        Sample.JournalRun run = new Sample.JournalRun(
                draft.runs.get(2).bank(), draft.runs.get(2).journal(), 1, 1, new Random(5));
        EvidenceManifest.Clip clip = draft.clips.get(1);
        String sha256 = Part.of("face", draft.file(clip.file())).sha256();
        run.add(
                "clip.recorded",
                "\"clip\":\"" + clip.clip() + "\",\"camera\":7,\"because\":\"eclipse\",\"sha256\":\"" + sha256 + "\"");
        run.seal(fleet.quay);
        draft.runs = List.of(draft.runs.get(0), draft.runs.get(1), run.run());
        draft.files.put(run.run().file(), run.bytes());
        EvidenceVerdict verdict = EvidenceVerifier.verify(new Bytes(fleet.pack(draft)), fleet.root.kid());
        assertEquals(List.of(), verdict.failures());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 21, 22, 23, 100, 70_000})
    void bytesThatAreNoPackageAreRefusedWithoutAnException(int length) throws IOException {
        for (byte[] bytes : List.of(new byte[length], Sample.noise(new Random(length), length))) {
            EvidenceVerdict verdict = EvidenceVerifier.verify(new Bytes(bytes), null);
            assertEquals(EvidenceVerdict.State.FAILS, verdict.state());
        }
    }

    @Test
    void aFileThatChangedWhileItWasPackedStopsThePackage() {
        Random random = new Random(3);
        Part.Source moving = () -> new ByteArrayInputStream(Sample.noise(random, 40));
        assertThrows(
                IOException.class,
                () -> ArchiveWriter.write(
                        new ByteArrayOutputStream(), new byte[] {1}, List.of(Part.measure("report.pdf", moving))));
    }

    @Test
    void theLengthOfAPackageIsKnownBeforeItIsWritten() {
        Sample.Draft draft = fleet.draft(1);
        List<Part> parts = draft.files.entrySet().stream()
                .map(file -> Part.of(file.getKey(), file.getValue()))
                .toList();
        byte[] manifest = fleet.sign(draft, fleet.evidence);
        assertEquals(Sample.pack(draft, manifest).length, ArchiveWriter.length(manifest, parts));
    }

    @Test
    void aManifestOutOfOrderIsNone() {
        Sample.Draft draft = fleet.draft(1);
        List<EvidenceManifest.Run> backwards = draft.runs.reversed();
        draft.runs = backwards;
        assertThrows(IllegalArgumentException.class, () -> fleet.pack(draft));
        Sample.Draft missing = fleet.draft(1);
        missing.files.remove(EvidenceManifest.README);
        assertThrows(IllegalArgumentException.class, () -> fleet.pack(missing));
        Sample.Draft unknown = fleet.draft(1);
        unknown.banks = unknown.banks.subList(0, 1);
        assertThrows(IllegalArgumentException.class, () -> fleet.pack(unknown));
    }

    @Test
    void aRootThatIsNoPointOfTheCurveProvesNothing() throws IOException {
        Sample.Draft draft = fleet.draft(1);
        for (int y = 2; y < 12; y++) {
            byte[] point = new byte[32];
            point[0] = (byte) y;
            String x = Base64.getUrlEncoder().withoutPadding().encodeToString(point);
            byte[] manifest = SignedMessage.EVIDENCE.sign(
                    fleet.manifest(draft, new VerifyingKey(x)), fleet.evidence.kid(), fleet.evidence.privateKey());
            EvidenceVerdict verdict = EvidenceVerifier.verify(new Bytes(Sample.pack(draft, manifest)), x);
            assertEquals(
                    EvidenceCheck.What.KEY_SET, verdict.failures().getFirst().what());
        }
    }

    /// The package of docs/reference/evidence-package.md, with which another verifier can be tried. It is written
    /// once, with `-Dreference.write=true`, and must be accepted by every later version.
    @Test
    void theSampleOfTheReferenceHolds() throws IOException {
        Path folder = Path.of("../docs/reference");
        Path zip = folder.resolve("evidence-sample.zip");
        Path key = folder.resolve("evidence-sample.pub");
        if (Boolean.getBoolean("reference.write") && !Files.exists(zip)) {
            Files.write(zip, fleet.pack(fleet.draft(1)));
            Files.writeString(
                    key,
                    "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"" + fleet.root.kid() + "\",\"x\":\""
                            + fleet.root.verifyingKey().x() + "\"}\n");
        }
        Matcher root = Pattern.compile("\"x\":\"([^\"]+)\"").matcher(Files.readString(key));
        assertTrue(root.find());
        try (FileChannel channel = FileChannel.open(zip)) {
            assertEquals(
                    EvidenceVerdict.State.HOLDS,
                    EvidenceVerifier.verify(channel, root.group(1)).state());
        }
    }
}
