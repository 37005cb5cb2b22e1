package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every clause of RFC 8725, section 3, and of RFC 8037 that could concern us: what it asks, in our words, and the
/// test that holds us to it, or why there is none. `docs/reference/jws-clauses.md` is this table.
final class RfcClausesTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "jws-clauses.md");

    /// @param held the name of a test in [RfcClauses]; `null` when the clause does not concern us
    private record Clause(
            String rfc,
            String section,
            String asks,
            String here,
            @Nullable String held,
            @Nullable Runnable test) {}

    private static Clause held(String rfc, String section, String asks, String here, String held, Runnable test) {
        return new Clause(rfc, section, asks, here, held, test);
    }

    private static Clause not(String rfc, String section, String asks, String why) {
        return new Clause(rfc, section, asks, why, null, null);
    }

    private static final String BCP = "8725";
    private static final String OKP = "8037";
    private static final String EDDSA = "8032";

    private static final List<Clause> CLAUSES = List.of(
            held(
                    BCP,
                    "3.1",
                    "verify the algorithm; one algorithm a key",
                    "`alg` is EdDSA, letter by letter, whatever the key",
                    "onlyTheAlgorithmOfTheKey",
                    RfcClauses::onlyTheAlgorithmOfTheKey),
            held(
                    BCP,
                    "3.2",
                    "appropriate algorithms, never `none`",
                    "`none` and an empty signature are refused",
                    "neverNone",
                    RfcClauses::neverNone),
            held(
                    BCP,
                    "3.3",
                    "validate every cryptographic operation, also of nested messages",
                    "one approval that does not hold refuses the whole command",
                    "everySignatureInside",
                    RfcClauses::everySignatureInside),
            held(
                    BCP,
                    "3.4",
                    "validate cryptographic inputs",
                    "keys of small order are no keys",
                    "noPointThatVerifiesAnything",
                    RfcClauses::noPointThatVerifiesAnything),
            held(
                    BCP,
                    "3.5",
                    "keys of enough entropy; no passwords as keys",
                    "keys are made by the JDK's secure randomness; a symmetric key is none",
                    "keysOfFullEntropyOnly",
                    RfcClauses::keysOfFullEntropyOnly),
            held(
                    BCP,
                    "3.6",
                    "no compression before encryption",
                    "nothing is encrypted; `zip` is refused all the same",
                    "noCompression",
                    RfcClauses::noCompression),
            held(
                    BCP,
                    "3.7",
                    "UTF-8 for header and claims",
                    "UTF-16 and broken UTF-8 are refused, also when rightly signed",
                    "utf8Only",
                    RfcClauses::utf8Only),
            held(
                    BCP,
                    "3.8",
                    "the key belongs to the issuer; validate the subject",
                    "there is one issuer, the root's key set: it says which key may sign commands; `act` must be there",
                    "theKeyBelongsToWhoMaySign",
                    RfcClauses::theKeyBelongsToWhoMaySign),
            held(
                    BCP,
                    "3.9",
                    "use and validate the audience",
                    "`aud` is one bank, always; that it is *this* bank the agent checks (`wrong-bank`)",
                    "anAudienceAlways",
                    RfcClauses::anAudienceAlways),
            held(
                    BCP,
                    "3.10",
                    "do not trust received claims: `kid`, `jku`, `x5u`",
                    "no header beside alg, kid and typ; `kid` is only looked up in memory",
                    "nothingReceivedIsFollowed",
                    RfcClauses::nothingReceivedIsFollowed),
            held(
                    BCP,
                    "3.11",
                    "explicit typing",
                    "each kind has a `typ` of its own and must have it",
                    "aTypeAlways",
                    RfcClauses::aTypeAlways),
            held(
                    BCP,
                    "3.12",
                    "rules for different kinds exclude each other",
                    "every kind, rightly signed, is refused as every other",
                    "noKindPassesForAnother",
                    RfcClauses::noKindPassesForAnother),
            held(
                    OKP,
                    "2",
                    "`kty` OKP with `crv`, `x`, and `d` in private keys only",
                    "other types and curves, missing members and halves of two pairs are refused",
                    "aKeyIsAnOctetKeyPairWithItsCurve",
                    RfcClauses::aKeyIsAnOctetKeyPairWithItsCurve),
            held(
                    OKP,
                    "2",
                    "thumbprints over `crv`, `kty`, `x`",
                    "the thumbprint of appendix A.3",
                    "theThumbprintHasTheRequiredMembersOnly",
                    RfcClauses::theThumbprintHasTheRequiredMembersOnly),
            held(
                    OKP,
                    "3.1",
                    "`alg` EdDSA with the curve of the key",
                    "a key of Ed448 or X25519 is none",
                    "aKeyOfAnotherCurveSignsNothing",
                    RfcClauses::aKeyOfAnotherCurveSignsNothing),
            held(
                    OKP,
                    "3.1.1",
                    "signing",
                    "the signature of appendix A.4, bit by bit; ours are as deterministic",
                    "theExampleOfTheRfcIsSignedAlike",
                    RfcClauses::theExampleOfTheRfcIsSignedAlike),
            held(
                    OKP,
                    "3.1.2",
                    "verifying; the signature has 64 bytes for Ed25519",
                    "any other length is refused",
                    "theSignatureHas64Bytes",
                    RfcClauses::theSignatureHas64Bytes),
            not(OKP, "3.2", "ECDH-ES with X25519 and X448", "nothing is encrypted and no keys are agreed"),
            held(
                    OKP,
                    "4",
                    "the considerations of RFC 7748 and RFC 8032 apply",
                    "see RFC 8032 below; of RFC 7748 only keys of small order concern signatures",
                    "noPointThatVerifiesAnything",
                    RfcClauses::noPointThatVerifiesAnything),
            not(OKP, "4", "no all-zero output of Diffie-Hellman", "there is no Diffie-Hellman"),
            held(
                    OKP,
                    "4",
                    "a key for signatures is not used for anything else",
                    "a key of another curve or use is refused",
                    "aKeyOfAnotherCurveSignsNothing",
                    RfcClauses::aKeyOfAnotherCurveSignsNothing),
            held(
                    EDDSA,
                    "5.1.7, 8.4",
                    "S below the group's order, so that a signature has one form",
                    "S + L is refused",
                    "theSignatureIsNotMalleable",
                    RfcClauses::theSignatureIsNotMalleable),
            not(EDDSA, "8.5", "no prehash mixed with no prehash", "only Ed25519 without prehash and context is used"),
            not(
                    EDDSA,
                    "8.8",
                    "batch verification is not compatible with single",
                    "signatures are verified one by one"));

    @TestFactory
    List<DynamicTest> everyClauseIsHeld() {
        return CLAUSES.stream()
                .filter(clause -> clause.test() != null)
                .map(clause -> DynamicTest.dynamicTest(
                        "RFC " + clause.rfc() + ", " + clause.section() + ": " + clause.held(),
                        () -> java.util.Objects.requireNonNull(clause.test()).run()))
                .toList();
    }

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(PAGE, page());
        }
        assertEquals(page(), Files.readString(PAGE), "run this test with -Dreference.write=true");
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Which clause of the JWS standards is held by which test

                Generated from the table in `RfcClausesTest` (`-Dreference.write=true`), whose tests try each clause on commands
                that are rightly signed in every other respect. RFC 8725 is the best current practice for JSON Web Tokens (all of
                section 3), RFC 8037 is EdDSA in JOSE, RFC 8032 is EdDSA itself. What a clause asks is told in our words.

                | RFC | section | asks | here | test |
                |---|---|---|---|---|
                """);
        for (Clause clause : CLAUSES) {
            String held = clause.held();
            page.append("| ").append(clause.rfc()).append(" | ").append(clause.section());
            page.append(" | ").append(clause.asks()).append(" | ");
            page.append(held == null ? "does not concern us: " : "").append(clause.here());
            page.append(" | ").append(held == null ? "-" : "`" + held + "`").append(" |\n");
        }
        return page.toString();
    }
}
