package io.lockward.protocol.evidence.verify;

import static io.lockward.protocol.evidence.verify.EvidenceCheck.fails;
import static io.lockward.protocol.evidence.verify.EvidenceCheck.holds;

import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.evidence.EvidenceManifest;
import io.lockward.protocol.evidence.archive.ArchiveReader;
import io.lockward.protocol.evidence.archive.ArchiveReader.Slot;
import io.lockward.protocol.evidence.verify.EvidenceCheck.Outcome;
import io.lockward.protocol.evidence.verify.EvidenceCheck.What;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.Opened;
import io.lockward.protocol.wire.SignedMessage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Checks an evidence package with one trusted public key, the fleet's root. Total on any bytes, and without a clock:
/// a package is as good in ten years as today. Reads each byte once and keeps one buffer, one entry and the directory
/// in memory. For one thread.
public final class EvidenceVerifier {
    private static final int MOST_MANIFEST_BYTES = 1024 * 1024;
    private static final int MOST_KEY_SET_BYTES = 4 * 1024;

    private final SeekableByteChannel channel;
    private final List<EvidenceCheck> checks = new ArrayList<>();
    private final byte[] buffer = new byte[64 * 1024];

    private EvidenceVerifier(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /// @param root the root's public key or its fingerprint (JWK thumbprint), 43 characters; `null` when the reader
    ///     has none to compare with
    /// @throws IOException when the file cannot be read
    public static EvidenceVerdict verify(SeekableByteChannel channel, @Nullable String root) throws IOException {
        EvidenceVerifier verifier = new EvidenceVerifier(channel);
        EvidenceManifest manifest = verifier.check(root);
        return new EvidenceVerdict(verifier.checks, manifest);
    }

    private @Nullable EvidenceManifest check(@Nullable String root) throws IOException {
        List<Slot> slots = switch (ArchiveReader.read(channel)) {
            case ArchiveReader.Found.Broken(String place, String why) -> {
                checks.add(fails(What.ARCHIVE, place, why));
                yield List.of();
            }
            case ArchiveReader.Found.Whole(List<Slot> found) -> found;
        };
        if (slots.isEmpty()) {
            return null;
        }
        checks.add(holds(What.ARCHIVE, "archive", slots.size() + " files, laid out as the format says"));
        EvidenceManifest manifest = signed(slots, root);
        if (manifest != null) {
            files(manifest, slots);
        }
        return manifest;
    }

    /// From the root to the manifest. What it says is used only when all of that holds.
    private @Nullable EvidenceManifest signed(List<Slot> slots, @Nullable String trusted) throws IOException {
        byte[] jws = small(slots, 0, EvidenceManifest.MANIFEST, MOST_MANIFEST_BYTES);
        byte[] keySet = small(slots, 1, EvidenceManifest.KEY_SET, MOST_KEY_SET_BYTES);
        EvidenceManifest claimed = jws == null ? null : SignedMessage.EVIDENCE.peek(jws);
        if (jws == null || claimed == null) {
            checks.add(fails(What.MANIFEST, EvidenceManifest.MANIFEST, "is no manifest of this format"));
            return null;
        }
        if (!root(claimed.root(), trusted)) {
            return null;
        }
        KeySet keys = keySet == null ? null : keySet(keySet, claimed.root());
        if (keys == null) {
            checks.add(fails(What.KEY_SET, EvidenceManifest.KEY_SET, "is not signed by the root"));
            return null;
        }
        checks.add(holds(What.KEY_SET, EvidenceManifest.KEY_SET, "version " + keys.version() + ", signed by the root"));
        return manifest(jws, keys, claimed);
    }

    private byte @Nullable [] small(List<Slot> slots, int index, String name, int most) throws IOException {
        Slot slot = index < slots.size() ? slots.get(index) : null;
        if (slot == null || !slot.name().equals(name) || slot.bytes() > most) {
            return null;
        }
        byte[] bytes = ArchiveReader.bytes(channel, slot.offset(), (int) slot.bytes());
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue() == slot.crc32() ? bytes : null;
    }

    private boolean root(VerifyingKey root, @Nullable String trusted) {
        String fingerprint = root.thumbprint();
        if (trusted == null) {
            checks.add(new EvidenceCheck(
                    What.ROOT, EvidenceManifest.MANIFEST, Outcome.OPEN, "compare the fingerprint " + fingerprint));
            return true;
        }
        boolean same = trusted.equals(root.x()) || trusted.equals(fingerprint);
        checks.add(
                same
                        ? holds(What.ROOT, EvidenceManifest.MANIFEST, "the root you trust, " + fingerprint)
                        : fails(
                                What.ROOT,
                                EvidenceManifest.MANIFEST,
                                "names another root than the one you trust: " + fingerprint));
        return same;
    }

    private static @Nullable KeySet keySet(byte[] jws, VerifyingKey root) {
        try {
            return SignedMessage.KEY_SET.open(jws, root) instanceof Opened.Ok<KeySet>(KeySet set, String _)
                    ? set
                    : null;
        } catch (IllegalArgumentException _) {
            // The root is no point of the curve: nothing is signed by it.
            return null;
        }
    }

    private @Nullable EvidenceManifest manifest(byte[] jws, KeySet keys, EvidenceManifest claimed) {
        KeyRing ring;
        try {
            ring = KeyRing.of(keys);
        } catch (IllegalArgumentException _) {
            checks.add(fails(What.KEY_SET, EvidenceManifest.KEY_SET, "holds a key that is none"));
            return null;
        }
        return switch (SignedMessage.EVIDENCE.open(jws, ring, Scope.EVIDENCE, claimed.madeAt())) {
            case Opened.Refused<EvidenceManifest>(Refusal reason, String _) -> {
                checks.add(fails(What.MANIFEST, EvidenceManifest.MANIFEST, refused(reason)));
                yield null;
            }
            case Opened.Ok<EvidenceManifest>(EvidenceManifest manifest, String kid) -> {
                boolean early = keys.keys().stream()
                        .filter(key -> key.kid().equals(kid))
                        .map(TrustedKey::from)
                        .anyMatch(manifest.madeAt()::isBefore);
                checks.add(
                        early
                                ? fails(What.MANIFEST, EvidenceManifest.MANIFEST, refused(Refusal.KEY_OUT_OF_TIME))
                                : holds(
                                        What.MANIFEST,
                                        EvidenceManifest.MANIFEST,
                                        "signed by " + kid + ", which may sign evidence"));
                yield early ? null : manifest;
            }
        };
    }

    private static String refused(Refusal reason) {
        return switch (reason) {
            case UNKNOWN_KEY -> "is signed by a key that the key set does not have";
            case KEY_OUT_OF_TIME -> "was made when its key did not count";
            case NOT_ALLOWED -> "is signed by a key that may not sign evidence";
            case BAD_SIGNATURE -> "the signature does not hold";
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
                    RATE_LIMITED -> "is no manifest of this format";
        };
    }

    private void files(EvidenceManifest manifest, List<Slot> slots) throws IOException {
        Map<String, RunCheck> runs = new HashMap<>();
        for (EvidenceManifest.Run run : manifest.runs()) {
            runs.put(run.file(), runCheck(manifest, run));
        }
        List<EvidenceCheck> later = new ArrayList<>();
        for (int i = 0; i < manifest.files().size(); i++) {
            EvidenceManifest.File file = manifest.files().get(i);
            Slot slot = i + 1 < slots.size() ? slots.get(i + 1) : null;
            if (slot == null || !slot.name().equals(file.name())) {
                checks.add(fails(What.FILE, file.name(), "is not where the format puts it"));
                return;
            }
            RunCheck run = runs.get(file.name());
            checks.add(file(file, slot, run));
            if (run != null) {
                later.add(run.conclude());
            }
        }
        if (slots.size() > manifest.files().size() + 1) {
            checks.add(fails(What.FILE, slots.get(manifest.files().size() + 1).name(), "is not listed"));
        }
        checks.addAll(later);
        clips(manifest, runs);
    }

    private static RunCheck runCheck(EvidenceManifest manifest, EvidenceManifest.Run run) {
        List<VerifyingKey> keys = manifest.banks().stream()
                .filter(bank -> bank.bank().equals(run.bank()))
                .flatMap(bank -> bank.keys().stream())
                .toList();
        List<Long> wanted = manifest.clips().stream()
                .map(EvidenceManifest.Clip::seq)
                .filter(seq -> seq >= run.first() && seq <= run.last())
                .toList();
        return new RunCheck(run, keys, wanted);
    }

    private EvidenceCheck file(EvidenceManifest.File file, Slot slot, @Nullable RunCheck run) throws IOException {
        if (slot.bytes() != file.bytes()) {
            return fails(What.FILE, file.name(), "has another length than is listed");
        }
        MessageDigest sha256 = sha256();
        CRC32 crc = new CRC32();
        channel.position(slot.offset());
        for (long left = slot.bytes(); left > 0; ) {
            ByteBuffer into = ByteBuffer.wrap(buffer, 0, (int) Math.min(left, buffer.length));
            int n = channel.read(into);
            if (n < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            sha256.update(buffer, 0, n);
            crc.update(buffer, 0, n);
            if (run != null) {
                run.take(buffer, n);
            }
            left -= n;
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(file.sha256())) {
            return fails(What.FILE, file.name(), "is not the file that is listed: its SHA-256 is another");
        }
        return crc.getValue() == slot.crc32()
                ? holds(What.FILE, file.name(), slot.bytes() + " bytes, SHA-256 as listed")
                : fails(What.FILE, file.name(), "its CRC-32 is another than its header says");
    }

    private void clips(EvidenceManifest manifest, Map<String, RunCheck> runs) {
        Map<String, String> hashes = new HashMap<>();
        manifest.files().forEach(file -> hashes.put(file.name(), file.sha256()));
        for (EvidenceManifest.Clip clip : manifest.clips()) {
            String wanted = clip.clip() + ' ' + hashes.get(clip.file());
            boolean same =
                    runs.values().stream().anyMatch(run -> run.holds(clip) && wanted.equals(run.named(clip.seq())));
            checks.add(
                    same
                            ? holds(
                                    What.CLIP,
                                    clip.file(),
                                    "entry " + clip.seq() + " of " + clip.bank() + " names it and its SHA-256")
                            : fails(What.CLIP, clip.file(), "no proven entry names it and its SHA-256"));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
