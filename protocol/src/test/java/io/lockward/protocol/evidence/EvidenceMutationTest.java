package io.lockward.protocol.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.evidence.verify.EvidenceCheck;
import io.lockward.protocol.evidence.verify.EvidenceVerdict;
import io.lockward.protocol.evidence.verify.EvidenceVerifier;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Thousands of ways to tamper with a package: none is accepted, and each verdict says where. Two thousand, or ten
/// thousand with `-Dlong=true`; `-Devidence.seed=N` tries others.
final class EvidenceMutationTest {
    private static final boolean LONG = Boolean.getBoolean("long");
    private static final int MUTATIONS = LONG ? 10_000 : 2_000;
    private static final long SEED = Long.getLong("evidence.seed", 20261130L);

    private final Sample fleet = new Sample();

    @Test
    void noTamperedPackageIsAcceptedAndEachVerdictNamesThePlace() throws IOException {
        Mutations mutations = new Mutations(fleet, SEED);
        byte[] good = mutations.good();
        assertEquals(EvidenceVerdict.State.HOLDS, verdict(good).state(), () -> "the package itself");
        Map<String, Integer> places = new TreeMap<>();
        int made = 0;
        int unchanged = 0;
        for (int number = 0; made < MUTATIONS; number++) {
            Mutations.Mutant mutant = mutations.next(number);
            if (Arrays.equals(mutant.bytes(), good)) {
                unchanged++;
                assertTrue(unchanged < MUTATIONS / 20, "the mutations change nothing");
                continue;
            }
            made++;
            EvidenceVerdict verdict = verdict(mutant.bytes());
            String where = "seed " + SEED + ", mutation " + number + ": " + mutant.what();
            assertEquals(EvidenceVerdict.State.FAILS, verdict.state(), where);
            for (EvidenceCheck check : verdict.failures()) {
                assertFalse(check.place().isBlank() || check.detail().isBlank(), where);
            }
            assertTrue(
                    mutant.place().isEmpty()
                            || verdict.failures().stream()
                                    .anyMatch(check -> check.place().equals(mutant.place())),
                    () -> where + ": " + mutant.place() + " was meant, and the verdict is " + verdict.failures());
            places.merge(verdict.failures().getFirst().what().code(), 1, Integer::sum);
        }
        for (EvidenceCheck.What what : EvidenceCheck.What.values()) {
            assertTrue(places.getOrDefault(what.code(), 0) > 5, what + " refused some: " + places);
        }
    }

    /// Every byte with `-Dlong=true`, else one in each seven.
    @Test
    void noByteOfThePackageIsWithoutMeaning() throws IOException {
        byte[] good = new Mutations(fleet, SEED).good();
        byte[] changed = good.clone();
        for (int at = 0; at < good.length; at += LONG ? 1 : 7) {
            changed[at] ^= (byte) (1 << (at % 8));
            assertEquals(EvidenceVerdict.State.FAILS, verdict(changed).state(), "bit " + at % 8 + " of byte " + at);
            changed[at] = good[at];
        }
        assertEquals(EvidenceVerdict.State.HOLDS, verdict(changed).state());
    }

    @Test
    void theCraftedArchiveIsTheOneThatIsWritten() {
        Sample.Draft draft = fleet.draft(1);
        byte[] manifest = fleet.sign(draft, fleet.evidence);
        assertArrayEquals(
                Sample.pack(draft, manifest), Crafted.of(manifest, draft).bytes());
    }

    private EvidenceVerdict verdict(byte[] bytes) throws IOException {
        return EvidenceVerifier.verify(new Bytes(bytes), fleet.root.kid());
    }
}
