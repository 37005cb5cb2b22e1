package io.lockward.protocol.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.Guard;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.key.VerifyingKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What an evidence package holds: every file but this one with its SHA-256, which entries of which journal, and which
/// footage. Signed with a key of the scope `evidence`.
///
/// @param format 1; another is another layout
/// @param id the package's, 1 to 64 of `[a-z0-9-]`
/// @param caseId the case it was made for, in the same form
/// @param madeAt when, by the cloud's clock; the signing key must count then
/// @param madeBy who asked for it, 1 to 128 characters
/// @param why in that person's words, 1 to 256 characters
/// @param root the fleet's root as the cloud knows it. It proves nothing: it is what a reader compares
/// @param banks whose entries are inside, by rising id, at most 16
/// @param runs the entries, by rising bank, epoch and first number, none twice, at most 200
/// @param clips the footage, by rising bank and name, at most 500
/// @param files all files but `manifest.jws`, in the order of the archive
public record EvidenceManifest(
        long format,
        String id,
        @JsonProperty("case") String caseId,
        Instant madeAt,
        String madeBy,
        String why,
        VerifyingKey root,
        List<Bank> banks,
        List<Run> runs,
        List<Clip> clips,
        List<File> files) {
    public static final long FORMAT = 1;
    public static final int MOST_BANKS = 16;
    public static final int MOST_RUNS = 200;
    public static final int MOST_CLIPS = 500;
    /// The largest whole number that every JSON reader keeps exactly.
    public static final long MOST = (1L << 53) - 1;

    /// The signed manifest itself.
    public static final String MANIFEST = "manifest.jws";
    /// The root's key set, by which the manifest's key counts.
    public static final String KEY_SET = "key-set.jws";
    public static final String README = "README.txt";
    public static final String REPORT = "report.pdf";
    public static final String CASE = "case.json";
    public static final String ACCESS = "access.ndjson";
    /// The files each package has, after the manifest.
    public static final List<String> ALWAYS = List.of(KEY_SET, README, REPORT, CASE, ACCESS);

    /// A bank, and the keys it signs its checkpoints with. That these are its keys is the word of whoever signed the
    /// manifest.
    ///
    /// @param keys 1 to 8, each once
    public record Bank(BankId bank, List<VerifyingKey> keys) {
        public Bank {
            Objects.requireNonNull(bank, "bank");
            keys = List.copyOf(keys);
            if (keys.isEmpty() || keys.size() > 8 || Set.copyOf(keys).size() != keys.size()) {
                throw new IllegalArgumentException("a bank has 1 to 8 keys, each once");
            }
        }
    }

    /// Entries of a journal without a hole, up to where the bank signed it. The `journal.checkpoint` entry that
    /// carries the signature is not among them: nothing proves its own time.
    ///
    /// @param epoch the journal's, from 1
    /// @param first the sequence number of the first entry, from 1
    /// @param prev the chain hash before it
    /// @param count how many entries, from 1
    /// @param signature the bank's checkpoint signature over the chain after the last of them, 86 characters of
    ///     base64url
    public record Run(
            BankId bank, JournalId journal, long epoch, long first, ChainHash prev, long count, String signature) {
        public Run {
            Objects.requireNonNull(bank, "bank");
            Objects.requireNonNull(journal, "journal");
            Objects.requireNonNull(prev, "prev");
            Guard.within(epoch, 1, MOST, "epoch");
            Guard.within(first, 1, MOST, "first");
            Guard.within(count, 1, MOST - first, "count");
            if (!signature.matches("[A-Za-z0-9_-]{85}[AQgw]")) {
                throw new IllegalArgumentException("signature is 64 bytes in canonical base64url");
            }
        }

        /// The sequence number of the last entry.
        public long last() {
            return first + count - 1;
        }

        /// Its file in the archive.
        public String file() {
            return "journal/" + bank + '/' + epoch + '-' + first + ".ndjson";
        }

        private boolean isAfter(Run before) {
            int banks = bank.compareTo(before.bank);
            if (banks != 0) {
                return banks > 0;
            }
            return epoch == before.epoch
                    ? journal.equals(before.journal) && first > before.last()
                    : epoch > before.epoch;
        }
    }

    /// Footage, and the entry in which its bank recorded it.
    ///
    /// @param clip names it, 1 to 64 of `[a-z0-9-]`
    /// @param seq the number of its `clip.recorded` entry
    public record Clip(BankId bank, String clip, JournalId journal, long epoch, long seq) {
        public Clip {
            Objects.requireNonNull(bank, "bank");
            requireName(clip, "clip");
            Objects.requireNonNull(journal, "journal");
            Guard.within(epoch, 1, MOST, "epoch");
            Guard.within(seq, 1, MOST, "seq");
        }

        /// Its file in the archive.
        public String file() {
            return "clips/" + bank + '/' + clip + ".mp4";
        }

        private boolean isAfter(Clip before) {
            int banks = bank.compareTo(before.bank);
            return banks > 0 || (banks == 0 && clip.compareTo(before.clip) > 0);
        }
    }

    /// One file of the archive.
    ///
    /// @param bytes its length, from 0 to 4 GiB
    /// @param sha256 64 lower-case hexadecimal digits
    public record File(String name, long bytes, String sha256) {
        public File {
            Objects.requireNonNull(name, "name");
            Guard.within(bytes, 0, 0xFFFF_FFFFL, "bytes");
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("sha256 is 64 lower-case hexadecimal digits");
            }
        }
    }

    public EvidenceManifest {
        if (format != FORMAT) {
            throw new IllegalArgumentException("format is " + FORMAT);
        }
        requireName(id, "id");
        requireName(caseId, "case");
        Objects.requireNonNull(madeAt, "madeAt");
        requireText(madeBy, "madeBy", 128);
        requireText(why, "why", 256);
        Objects.requireNonNull(root, "root");
        banks = List.copyOf(banks);
        runs = List.copyOf(runs);
        clips = List.copyOf(clips);
        files = List.copyOf(files);
        if (banks.size() > MOST_BANKS || runs.size() > MOST_RUNS || clips.size() > MOST_CLIPS) {
            throw new IllegalArgumentException("more banks, runs or clips than a package holds");
        }
        requireOrder(banks, runs, clips);
        if (!files.stream().map(File::name).toList().equals(names(runs, clips))) {
            throw new IllegalArgumentException("files are the fixed ones, those of the runs and those of the clips");
        }
    }

    /// The names of all files but the manifest, in the order of the archive.
    public static List<String> names(List<Run> runs, List<Clip> clips) {
        List<String> names = new ArrayList<>(ALWAYS);
        runs.forEach(run -> names.add(run.file()));
        clips.forEach(clip -> names.add(clip.file()));
        return names;
    }

    private static void requireOrder(List<Bank> banks, List<Run> runs, List<Clip> clips) {
        boolean rising = true;
        Set<BankId> known = new HashSet<>();
        for (int i = 0; i < banks.size(); i++) {
            known.add(banks.get(i).bank());
            rising &= i == 0 || banks.get(i).bank().compareTo(banks.get(i - 1).bank()) > 0;
        }
        for (int i = 0; i < runs.size(); i++) {
            rising &=
                    known.contains(runs.get(i).bank()) && (i == 0 || runs.get(i).isAfter(runs.get(i - 1)));
        }
        for (int i = 0; i < clips.size(); i++) {
            rising &= known.contains(clips.get(i).bank())
                    && (i == 0 || clips.get(i).isAfter(clips.get(i - 1)));
        }
        if (!rising) {
            throw new IllegalArgumentException("banks, runs and clips rise, and their banks are listed");
        }
    }

    private static void requireName(String text, String name) {
        if (!text.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException(name + " is 1 to 64 of [a-z0-9-]");
        }
    }

    private static void requireText(String text, String name, int most) {
        if (text.isEmpty() || text.length() > most || text.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(name + " is 1 to " + most + " characters on one line");
        }
    }
}
