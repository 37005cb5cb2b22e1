package io.lockward.protocol.evidence;

import io.lockward.protocol.ChainHash;
import io.lockward.protocol.evidence.EvidenceManifest.Bank;
import io.lockward.protocol.evidence.EvidenceManifest.Clip;
import io.lockward.protocol.evidence.EvidenceManifest.Run;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.CheckpointSignature;
import io.lockward.protocol.wire.JwkText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Ways to tamper with a package. Each takes what its attacker has: the file, keys of their own, another package of
/// the same fleet, or even the cloud's evidence key.
final class Mutations {
    private static final SigningKey STRANGER = JwkText.generate("evidence-2026-11");

    private final Sample fleet;
    private final Random random;
    private final byte[] good;
    private final byte[] manifest;
    private final Sample.Draft draft;
    private final Sample.Draft other;
    private final byte[] otherManifest;
    private final Sample.Draft strangersDraft;
    private final byte[] strangersManifest;
    private @Nullable ChainHash forgedEnd;

    /// @param bytes the package, tampered with
    /// @param place where a verdict must point; empty when any place will do
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared as a record
    record Mutant(String what, byte[] bytes, String place) {}

    Mutations(Sample fleet, long seed) {
        this.fleet = fleet;
        this.random = new Random(seed);
        this.draft = fleet.draft(1);
        this.manifest = fleet.sign(draft, fleet.evidence);
        this.good = Sample.pack(draft, manifest);
        this.other = fleet.draft(2);
        Sample strangers = new Sample();
        this.strangersDraft = strangers.draft(1);
        this.strangersManifest = strangers.sign(strangersDraft, strangers.evidence);
        this.otherManifest = fleet.sign(other, fleet.evidence);
    }

    byte[] good() {
        return good.clone();
    }

    /// The next one; may, rarely, be the package unchanged.
    Mutant next(int number) {
        return switch (number % 6) {
            case 0, 1 -> bytes();
            case 2, 3 -> archive();
            case 4 -> content();
            default -> signed();
        };
    }

    // ---- by somebody who has only the file -------------------------------------------------------------------------

    private Mutant bytes() {
        int at = random.nextInt(good.length);
        int length = 1 + random.nextInt(random.nextBoolean() ? 8 : 300);
        int to = Math.min(good.length, at + length);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                byte[] changed = good.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                yield new Mutant("one bit at " + at, changed, placeOf(at));
            }
            case 3 -> {
                byte[] changed = good.clone();
                changed[at] = (byte) random.nextInt(256);
                yield new Mutant("one byte at " + at, changed, changed[at] == good[at] ? "" : placeOf(at));
            }
            case 4 -> new Mutant("dropped " + at + " to " + to, join(cut(0, at), cut(to, good.length)), "");
            case 5 ->
                new Mutant("put in at " + at, join(cut(0, at), Sample.noise(random, length), cut(at, good.length)), "");
            case 6 -> new Mutant("cut off at " + at, cut(0, at), "");
            case 7 -> new Mutant("more at the end", join(good, Sample.noise(random, length)), "");
            case 8 -> new Mutant("more at the start", join(Sample.noise(random, length), good), "");
            default -> {
                int from = random.nextInt(good.length);
                byte[] changed = good.clone();
                System.arraycopy(good, at, changed, from, Math.min(to - at, good.length - from));
                yield new Mutant("copied " + at + " over " + from, changed, "");
            }
        };
    }

    /// The file that a byte belongs to, or the part of the archive.
    private String placeOf(int at) {
        int offset = 0;
        List<Map.Entry<String, byte[]>> all = new ArrayList<>();
        all.add(Map.entry(EvidenceManifest.MANIFEST, manifest));
        all.addAll(draft.files.entrySet().stream()
                .map(file -> Map.entry(file.getKey(), file.getValue()))
                .toList());
        for (Map.Entry<String, byte[]> file : all) {
            int data = offset + 30 + file.getKey().length();
            if (at < data) {
                return "header of " + file.getKey();
            }
            offset = data + file.getValue().length;
            if (at < offset) {
                return file.getKey();
            }
        }
        return "";
    }

    private Mutant archive() {
        Crafted zip = Crafted.of(manifest, draft);
        int which = random.nextInt(zip.items.size());
        Crafted.Item item = zip.items.get(which);
        String what = "archive: ";
        switch (random.nextInt(24)) {
            case 0 -> zip.items.add(random.nextInt(zip.items.size()), new Crafted.Item(item.name, item.content));
            case 1 -> zip.items.add(which, new Crafted.Item(item.name, Sample.noise(random, 20)));
            case 2 -> zip.comment = Sample.noise(random, 1 + random.nextInt(30));
            case 3 -> item.comment = Sample.noise(random, 1 + random.nextInt(30));
            case 4 -> item.localExtra = Sample.noise(random, 4);
            case 5 -> item.centralExtra = Sample.noise(random, 4);
            case 6 -> item.crc ^= 1L << random.nextInt(32);
            case 7 -> zip.items.add(which, new Crafted.Item("journal/", new byte[0]));
            case 8 -> item.rename("../" + item.name);
            case 9 -> item.rename("/" + item.name);
            case 10 -> item.rename(item.name.toUpperCase(java.util.Locale.ROOT) + "x");
            case 11 -> zip.items.add(new Crafted.Item("extra-" + random.nextInt(9) + ".txt", Sample.noise(random, 9)));
            case 12 -> zip.items.remove(which);
            case 13 -> Collections.swap(zip.items, which, (which + 1) % zip.items.size());
            case 14 -> item.swap(zip.items.get((which + 1) % zip.items.size()));
            case 15 -> item.flags = 1 << random.nextInt(16);
            case 16 -> item.method = 8;
            case 17 -> item.time = 1 + random.nextInt(0xFFFF);
            case 18 -> item.date = 0x22 + random.nextInt(100);
            case 19 -> item.attributes = 1 << random.nextInt(32);
            case 20 -> item.after = Sample.noise(random, 1 + random.nextInt(9));
            case 21 -> item.before = Sample.noise(random, 1 + random.nextInt(9));
            case 22 -> item.inDirectory = false;
            default -> oddEnd(zip, item);
        }
        return new Mutant(what + item.name, zip.bytes(), "");
    }

    private void oddEnd(Crafted zip, Crafted.Item item) {
        switch (random.nextInt(7)) {
            case 0 -> zip.beforeDirectory = Sample.noise(random, 5);
            case 1 -> zip.beforeEnd = Sample.noise(random, 20);
            case 2 -> zip.extraCount = 1 + random.nextInt(5);
            case 3 -> item.localName = "other.txt";
            case 4 -> item.madeBy = 0x031E;
            case 5 -> item.version = 20;
            default -> zip.comment = zip.bytes();
        }
    }

    // ---- by somebody who packs anew, without or with keys that do not count ----------------------------------------

    private Mutant content() {
        Sample.Draft draft = this.draft.copy();
        List<String> names = List.copyOf(draft.files.keySet());
        String name = names.get(random.nextInt(names.size()));
        String what = change(draft, name);
        int who = random.nextInt(6);
        byte[] signed = switch (who) {
            case 0 -> manifest;
            case 1 -> unsignedChange(draft);
            case 2 -> fleet.sign(draft, STRANGER);
            case 3 -> fleet.sign(draft, fleet.online);
            case 4 ->
                fleet.sign(
                        draft,
                        new SigningKey(fleet.evidence.kid(), fleet.online.privateKey(), fleet.online.verifyingKey()));
            default -> otherManifest;
        };
        return new Mutant(
                what + " in " + name + ", signer " + who,
                Sample.pack(draft, signed),
                who == 5 ? "" : who == 0 || name.equals("key-set.jws") ? name : "manifest.jws");
    }

    /// The manifest fits, its signature is the old one.
    private byte[] unsignedChange(Sample.Draft draft) {
        String[] now = new String(fleet.sign(draft, STRANGER), StandardCharsets.US_ASCII).split("\\.", -1);
        String[] old = new String(manifest, StandardCharsets.US_ASCII).split("\\.", -1);
        return (old[0] + '.' + now[1] + '.' + old[2]).getBytes(StandardCharsets.US_ASCII);
    }

    private String change(Sample.Draft draft, String name) {
        byte[] content = draft.file(name);
        byte[] others = other.files.get(name);
        if (name.endsWith(".ndjson") && random.nextInt(4) > 0) {
            draft.files.put(name, lines(content));
            return "lines";
        }
        return switch (random.nextInt(4)) {
            case 0 -> {
                byte[] changed = content.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                draft.files.put(name, changed);
                yield "one bit";
            }
            case 1 -> {
                draft.files.put(name, Arrays.copyOf(content, random.nextInt(content.length)));
                yield "cut off";
            }
            case 2 -> {
                draft.files.put(name, join(content, Sample.noise(random, 1 + random.nextInt(9))));
                yield "more";
            }
            default -> {
                draft.files.put(name, others == null || Arrays.equals(others, content) ? new byte[] {1} : others);
                yield "another package's";
            }
        };
    }

    /// Drops, repeats, reorders, inserts or rewrites whole entries.
    private byte[] lines(byte[] content) {
        List<String> lines = new ArrayList<>(List.of(new String(content, StandardCharsets.UTF_8).split("\n", -1)));
        lines.removeLast();
        int at = random.nextInt(lines.size());
        int to = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(to, lines.get(at));
            case 2 -> {
                if (lines.get(at).equals(lines.get(to))) {
                    lines.add(lines.get(at));
                } else {
                    Collections.swap(lines, at, to);
                }
            }
            case 3 ->
                lines.add(
                        at,
                        "{\"at\":\"2026-11-29T17:00:00.250Z\",\"boot\":4,\"up\":9,\"type\":\"door.closed\","
                                + "\"compartment\":\"A3\"}");
            default -> {
                String line = lines.get(at);
                String changed = line.replace("A3", "B1").replace("\"up\":1", "\"up\":2");
                lines.set(at, changed.equals(line) ? line.replace("{\"at\":\"2", "{\"at\":\"1") : changed);
            }
        }
        return Sample.utf8(String.join("\n", lines) + "\n");
    }

    // ---- by somebody who has stolen the cloud's evidence key, or has a root of their own
    // -----------------------------

    private Mutant signed() {
        Sample.Draft draft = this.draft.copy();
        int kind = random.nextInt(12);
        Run run = draft.runs.get(random.nextInt(draft.runs.size()));
        Clip clip = draft.clips.get(random.nextInt(draft.clips.size()));
        String place = "manifest.jws";
        byte[] signed = null;
        switch (kind) {
            case 0, 1, 2 -> {
                draft.files.put(run.file(), lines(draft.file(run.file())));
                draft.runs = replaced(draft, run, count(draft.file(run.file())), run.prev(), run.first());
                place = run.file();
            }
            case 3 -> {
                draft.files.put(run.file(), forged(run, draft.file(run.file())));
                draft.runs = draft.runs.stream()
                        .map(one -> one.equals(run) ? forgedRun(run, Objects.requireNonNull(forgedEnd)) : one)
                        .toList();
                place = run.file();
            }
            case 4 -> {
                draft.files.put(clip.file(), Sample.noise(random, 300));
                place = clip.file();
            }
            case 5 -> {
                draft.clips = draft.clips.stream()
                        .map(c -> c.equals(clip)
                                ? new Clip(c.bank(), c.clip(), c.journal(), c.epoch(), c.seq() + 1 + random.nextInt(3))
                                : c)
                        .toList();
                place = clip.file();
            }
            case 6 -> {
                draft.runs =
                        replaced(draft, run, run.count(), ChainHash.START.then(Sample.noise(random, 4)), run.first());
                place = run.file();
            }
            case 7 -> {
                draft.banks = List.of(
                        new Bank(draft.banks.get(0).bank(), List.of(STRANGER.verifyingKey())), draft.banks.get(1));
                place = draft.runs.get(0).file();
            }
            case 8 -> draft.madeAt = random.nextBoolean() ? Instant.EPOCH : Instant.parse("2027-02-01T00:00:00Z");
            case 9 -> {
                draft.files.put(EvidenceManifest.KEY_SET, fleet.keySet(3, Instant.parse("2026-11-02T00:00:00Z")));
            }
            case 10 -> {
                draft.files.put(EvidenceManifest.KEY_SET, fleet.keySet(5, Instant.parse("2027-06-01T00:00:00Z")));
                signed = manifest;
                place = EvidenceManifest.KEY_SET;
            }
            default -> {
                draft = strangersDraft;
                signed = strangersManifest;
            }
        }
        byte[] jws = signed == null ? fleet.sign(draft, fleet.evidence) : signed;
        return new Mutant("signed, kind " + kind + ' ' + run.file(), Sample.pack(draft, jws), place);
    }

    private static List<Run> replaced(Sample.Draft draft, Run run, long count, ChainHash prev, long first) {
        return draft.runs.stream()
                .map(one -> one.equals(run)
                        ? new Run(
                                run.bank(),
                                run.journal(),
                                run.epoch(),
                                first,
                                prev,
                                Math.max(1, count),
                                run.signature())
                        : one)
                .toList();
    }

    private static long count(byte[] content) {
        return new String(content, StandardCharsets.UTF_8)
                .chars()
                .filter(c -> c == '\n')
                .count();
    }

    /// The first entry rewritten, and every checkpoint made anew over it with a key the bank does not have.
    private byte[] forged(Run run, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChainHash chain = run.prev();
        long seq = run.first();
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            byte[] json = Sample.utf8(line.replace("A3", "B1").replace("2026-11-29", "2026-11-28"));
            if (line.contains("journal.checkpoint")) {
                var made = CheckpointSignature.sign(run.bank(), run.journal(), run.epoch(), seq - 1, chain, STRANGER);
                String kid = random.nextBoolean() ? made.kid() : fleet.harbour.kid();
                json = Sample.utf8(line.replaceFirst(
                        "\"chain\":.*",
                        "\"chain\":\"" + chain.hex() + "\",\"kid\":\"" + kid + "\",\"signature\":\"" + made.signature()
                                + "\"}"));
            }
            out.writeBytes(json);
            out.write('\n');
            chain = chain.then(json);
            seq++;
        }
        forgedEnd = chain;
        return out.toByteArray();
    }

    /// Signed where it now ends, by somebody else.
    private static Run forgedRun(Run run, ChainHash end) {
        String signature = CheckpointSignature.sign(run.bank(), run.journal(), run.epoch(), run.last(), end, STRANGER)
                .signature();
        return new Run(run.bank(), run.journal(), run.epoch(), run.first(), run.prev(), run.count(), signature);
    }

    private byte[] cut(int from, int to) {
        return Arrays.copyOfRange(good, from, to);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
