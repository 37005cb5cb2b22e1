package io.lockward.cloud.web;

import io.lockward.protocol.evidence.EvidenceManifest;
import io.lockward.protocol.evidence.EvidenceManifest.Clip;
import io.lockward.protocol.evidence.EvidenceManifest.Run;
import io.lockward.protocol.evidence.archive.ArchiveReader;
import io.lockward.protocol.evidence.archive.ArchiveWriter;
import io.lockward.protocol.evidence.archive.Part;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// The sample package of the reference, tampered with: as a file, and by a thief of the evidence key of a fleet
/// that packed the same entries anew.
final class Tampered {
    private static final Path SAMPLE = Path.of("..", "docs", "reference", "evidence-sample.zip");

    final SigningKey root = JwkText.generate(null);
    private final SigningKey evidence = JwkText.generate("evidence-1");
    private final SigningKey online = JwkText.generate("online-1");
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final EvidenceManifest original;
    private final Random random;

    Tampered(long seed) throws IOException {
        random = new Random(seed);
        try (FileChannel channel = FileChannel.open(SAMPLE)) {
            ArchiveReader.Found.Whole found = (ArchiveReader.Found.Whole) ArchiveReader.read(channel);
            for (ArchiveReader.Slot slot : found.slots()) {
                files.put(slot.name(), ArchiveReader.bytes(channel, slot.offset(), (int) slot.bytes()));
            }
        }
        byte[] jws = Objects.requireNonNull(files.remove(EvidenceManifest.MANIFEST));
        original = Objects.requireNonNull(SignedMessage.EVIDENCE.peek(jws));
        files.put(EvidenceManifest.KEY_SET, keySet(original.madeAt()));
    }

    private byte[] keySet(Instant madeAt) {
        Instant from = madeAt.minus(Duration.ofDays(1));
        Instant to = madeAt.plus(Duration.ofDays(1));
        KeySet set = new KeySet(
                1,
                from,
                List.of(
                        new TrustedKey(evidence.kid(), evidence.verifyingKey(), from, to, Set.of(Scope.EVIDENCE), null),
                        new TrustedKey(online.kid(), online.verifyingKey(), from, to, Set.of(Scope.COMMAND), null)));
        return SignedMessage.KEY_SET.sign(set, root.kid(), root.privateKey());
    }

    /// Nothing wrong with it.
    byte[] good() throws IOException {
        return pack(files, original.runs(), original.clips(), original.madeAt(), evidence);
    }

    /// The next one, each different.
    byte[] next(int number) throws IOException {
        return number % 2 == 0 ? file() : signed();
    }

    private byte[] file() throws IOException {
        byte[] good = good();
        int at = random.nextInt(good.length);
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                good[at] ^= (byte) (1 << random.nextInt(8));
                yield good;
            }
            case 3 -> Arrays.copyOf(good, at);
            case 4 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(30));
            default -> Arrays.copyOfRange(good, 1 + random.nextInt(40), good.length);
        };
    }

    private byte[] signed() throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        List<Run> runs = new ArrayList<>(original.runs());
        List<Clip> clips = new ArrayList<>(original.clips());
        int which = random.nextInt(runs.size());
        Run run = runs.get(which);
        Clip clip = clips.get(random.nextInt(clips.size()));
        Instant madeAt = original.madeAt();
        SigningKey key = evidence;
        switch (random.nextInt(8)) {
            case 0, 1 -> changed.put(run.file(), lines(Objects.requireNonNull(changed.get(run.file()))));
            case 2 -> changed.put(clip.file(), new byte[] {(byte) random.nextInt(256)});
            case 3 -> runs.set(which, with(run, run.count() + 1 + random.nextInt(3)));
            case 4 ->
                clips.replaceAll(one -> one.equals(clip)
                        ? new Clip(one.bank(), one.clip(), one.journal(), one.epoch(), one.seq() + 1)
                        : one);
            case 5 -> madeAt = madeAt.plus(Duration.ofDays(random.nextBoolean() ? 1 : -2));
            case 6 -> key = online;
            default -> key = JwkText.generate(evidence.kid());
        }
        return pack(changed, runs, clips, madeAt, key);
    }

    private static Run with(Run run, long count) {
        return new Run(run.bank(), run.journal(), run.epoch(), run.first(), run.prev(), count, run.signature());
    }

    private byte[] lines(byte[] content) {
        List<String> lines = new ArrayList<>(
                new String(content, StandardCharsets.UTF_8).lines().toList());
        int at = random.nextInt(lines.size());
        switch (random.nextInt(4)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> lines.set(at, lines.get(at).replace("\"boot\":4", "\"boot\":5"));
            default -> {
                Collections.swap(lines, at, 0);
                lines.add("{}");
            }
        }
        return lines.stream()
                .map(line -> line + "\n")
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] pack(Map<String, byte[]> content, List<Run> runs, List<Clip> clips, Instant madeAt, SigningKey key)
            throws IOException {
        List<Part> parts = content.entrySet().stream()
                .map(file -> Part.of(file.getKey(), file.getValue()))
                .toList();
        EvidenceManifest manifest = new EvidenceManifest(
                original.format(),
                original.id(),
                original.caseId(),
                madeAt,
                original.madeBy(),
                original.why(),
                root.verifyingKey(),
                original.banks(),
                runs,
                clips,
                parts.stream().map(Part::listed).toList());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter.write(out, SignedMessage.EVIDENCE.sign(manifest, key.kid(), key.privateKey()), parts);
        return out.toByteArray();
    }
}
