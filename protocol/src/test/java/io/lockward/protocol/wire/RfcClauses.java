package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.VerifyingKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/// What each clause asks, tried on commands.
final class RfcClauses {
    static final String HEADER = "{\"alg\":\"EdDSA\",\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}";
    /// The order of the base point (RFC 8032, section 5.1).
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private RfcClauses() {}

    static void onlyTheAlgorithmOfTheKey() {
        for (String alg : new String[] {"HS256", "ES256", "RS256", "Ed25519", "Ed448", "eddsa", "EdDSA "}) {
            refused(signed(HEADER.replace("EdDSA", alg), claims()), Refusal.MALFORMED);
        }
    }

    static void neverNone() {
        String header = HEADER.replace("EdDSA", "none");
        refused(signed(header, claims()), Refusal.MALFORMED);
        refused(base64(header) + '.' + base64(claims()) + '.', Refusal.MALFORMED);
        refused(base64(HEADER) + '.' + base64(claims()) + '.', Refusal.BAD_SIGNATURE);
    }

    static void everySignatureInside() {
        String ana = "{\"kind\":\"unlock-all\",\"approvals\":[\"" + signed(HEADER, "{}") + "\",\"x.y.z\"]}";
        String all = claims().replaceFirst("\\{\"kind\".*?\\}", java.util.regex.Matcher.quoteReplacement(ana));
        refused(signed(HEADER, all), Refusal.NOT_ALLOWED);
        String good = signed(HEADER, claims());
        refused(good.substring(0, good.length() - 12) + "AAAAAAAAAAAA", null);
    }

    static void noPointThatVerifiesAnything() {
        for (String x : new String[] {
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "7P_______________________________________38"
        }) {
            assertThrows(IllegalArgumentException.class, () -> new VerifyingKey(x));
        }
    }

    static void keysOfFullEntropyOnly() {
        SigningKey one = JwkText.generate(null);
        assertNotEquals(one.verifyingKey(), JwkText.generate(null).verifyingKey());
        notAKey("{\"kty\":\"oct\",\"kid\":\"password\",\"k\":\"aHVudGVyMg\"}");
    }

    static void noCompression() {
        refused(signed(HEADER.replace("{", "{\"zip\":\"DEF\","), claims()), Refusal.MALFORMED);
    }

    static void utf8Only() {
        refused(signed(HEADER.getBytes(StandardCharsets.UTF_16), bytes(claims())), Refusal.MALFORMED);
        refused(signed(bytes(HEADER), claims().getBytes(StandardCharsets.UTF_16BE)), Refusal.MALFORMED);
        byte[] broken = bytes(claims());
        broken[claims().indexOf("ana@")] = (byte) 0xFF;
        refused(signed(bytes(HEADER), broken), Refusal.MALFORMED);
    }

    static void theKeyBelongsToWhoMaySign() {
        byte[] jws = bytes(signed(HEADER, claims()));
        KeyRing approver = KeyRing.of(new io.lockward.protocol.key.KeySet(
                1,
                Keys.NOW,
                java.util.List.of(
                        Keys.key(Keys.KID, VerifyingKey.of(Keys.publicKey()), Set.of(Scope.APPROVE), "ana@lockward"))));
        assertEquals(Refusal.NOT_ALLOWED, reason(CommandJws.verify(jws, approver, Keys.NOW)));
        assertEquals(Refusal.UNKNOWN_KEY, reason(CommandJws.verify(jws, KeyRing.NONE, Keys.NOW)));
        refused(signed(HEADER, claims().replaceFirst("\"act\":\"[^\"]*\",", "")), Refusal.MALFORMED);
    }

    static void anAudienceAlways() {
        refused(signed(HEADER, claims().replaceFirst("\"aud\":\"[^\"]*\",", "")), Refusal.MALFORMED);
        refused(
                signed(HEADER, claims().replaceFirst("\"aud\":\"[^\"]*\"", "\"aud\":[\"harbour-7\"]")),
                Refusal.MALFORMED);
        refused(signed(HEADER, claims().replaceFirst("\"aud\":\"[^\"]*\"", "\"aud\":\"*\"")), Refusal.MALFORMED);
    }

    static void nothingReceivedIsFollowed() {
        for (String member : new String[] {
            "\"jku\":\"http://127.0.0.1/keys\"",
            "\"x5u\":\"http://127.0.0.1/cert\"",
            "\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
            "\"x5c\":[\"AAAA\"]",
            "\"crit\":[\"exp\"]",
            "\"b64\":false"
        }) {
            refused(signed(HEADER.replace("{", "{" + member + ","), claims()), Refusal.MALFORMED);
        }
        for (String kid : new String[] {"../../root", "' or 1=1 --", "rfc8037\\u0000"}) {
            refused(signed(HEADER.replace("rfc8037", kid), claims()), Refusal.UNKNOWN_KEY);
        }
    }

    static void aTypeAlways() {
        refused(signed(HEADER.replace(",\"typ\":\"lockward-command+jws\"", ""), claims()), Refusal.MALFORMED);
        for (String typ : new String[] {"JWT", "jwt", "lockward-desired+jws", "application/lockward-command+jws"}) {
            refused(signed(HEADER.replace("lockward-command+jws", typ), claims()), Refusal.MALFORMED);
        }
    }

    static void noKindPassesForAnother() {
        var kinds = java.util.List.of(
                SignedMessage.COMMAND,
                SignedMessage.APPROVAL,
                SignedMessage.KEY_SET,
                SignedMessage.DESIRED,
                SignedMessage.TICKETS,
                SignedMessage.ACK,
                SignedMessage.PRESENCE,
                SignedMessage.DIAGNOSTICS);
        KeyRing ring = Keys.trusted(Keys.KID, Set.of(Scope.COMMAND, Scope.CONFIGURE));
        for (SignedMessage<?> one : kinds) {
            byte[] jws = bytes(signed(HEADER.replace("lockward-command+jws", one.type()), claims()));
            for (SignedMessage<?> other : kinds) {
                if (other != one) {
                    Opened.Refused<?> refused =
                            assertInstanceOf(Opened.Refused.class, other.open(jws, ring, Scope.COMMAND, Keys.NOW));
                    assertEquals(Refusal.MALFORMED, refused.reason(), one.type() + " as " + other.type());
                }
            }
        }
    }

    static void aKeyIsAnOctetKeyPairWithItsCurve() {
        String good = JwkText.write(JwkText.generate("k"));
        assertEquals("k", JwkText.read(good).kid());
        notAKey(good.replace("OKP", "EC"));
        notAKey(good.replace("Ed25519", "Ed448"));
        notAKey(good.replace("Ed25519", "X25519"));
        notAKey(good.replace("\"crv\"", "\"curve\""));
        notAKey(good.replace("\"d\"", "\"e\""));
        notAKey(good.replaceFirst("\"x\":\"[^\"]*\"", "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\""));
    }

    static void theThumbprintHasTheRequiredMembersOnly() {
        assertEquals(
                "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                VerifyingKey.of(Keys.publicKey()).thumbprint());
    }

    static void theExampleOfTheRfcIsSignedAlike() {
        assertEquals(
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
                signature(bytes("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")));
        byte[] jws = CommandJws.sign(
                assertInstanceOf(CommandJws.Verdict.Valid.class, verify(signed(HEADER, claims())))
                        .claims(),
                Keys.KID,
                Keys.privateKey());
        assertEquals(signed(HEADER, claims()), new String(jws, StandardCharsets.US_ASCII), "signing is deterministic");
    }

    static void theSignatureHas64Bytes() {
        String good = signed(HEADER, claims());
        int dot = good.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(good.substring(dot + 1));
        for (int length : new int[] {0, 32, 63, 65, 114, 128}) {
            refused(good.substring(0, dot + 1) + base64(Arrays.copyOf(signature, length)), Refusal.BAD_SIGNATURE);
        }
    }

    /// S + L verifies with a careless implementation and is another text for the same signature.
    static void theSignatureIsNotMalleable() {
        String good = signed(HEADER, claims());
        int dot = good.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(good.substring(dot + 1));
        byte[] s = new byte[32];
        for (int i = 0; i < 32; i++) {
            s[i] = signature[63 - i];
        }
        byte[] more = new BigInteger(1, s).add(L).toByteArray();
        byte[] malleable = signature.clone();
        for (int i = 0; i < 32; i++) {
            malleable[32 + i] = i < more.length ? more[more.length - 1 - i] : 0;
        }
        assertTrue(!Arrays.equals(signature, malleable));
        refused(good.substring(0, dot + 1) + base64(malleable), Refusal.BAD_SIGNATURE);
    }

    static void aKeyOfAnotherCurveSignsNothing() {
        assertThrows(IllegalArgumentException.class, () -> VerifyingKey.of(publicKey("Ed448")));
        assertThrows(IllegalArgumentException.class, () -> VerifyingKey.of(publicKey("X25519")));
    }

    private static java.security.PublicKey publicKey(String algorithm) {
        try {
            return java.security.KeyPairGenerator.getInstance(algorithm)
                    .generateKeyPair()
                    .getPublic();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void notAKey(String jwk) {
        assertThrows(IllegalArgumentException.class, () -> JwkText.read(jwk), jwk);
    }

    private static CommandJws.Verdict verify(String jws) {
        return CommandJws.verify(
                jws.getBytes(StandardCharsets.ISO_8859_1),
                Keys.trusted(Keys.KID, Set.of(Scope.COMMAND, Scope.CONFIGURE)),
                Keys.NOW);
    }

    private static void refused(String jws, @org.jspecify.annotations.Nullable Refusal expected) {
        Refusal reason = reason(verify(jws));
        if (expected != null) {
            assertEquals(expected, reason, jws);
        }
    }

    private static Refusal reason(CommandJws.Verdict verdict) {
        return assertInstanceOf(CommandJws.Verdict.Invalid.class, verdict).reason();
    }

    private static String claims() {
        return new String(Golden.message("claims.unlock"), StandardCharsets.UTF_8);
    }

    private static String signed(String header, String claims) {
        return signed(bytes(header), bytes(claims));
    }

    private static String signed(byte[] header, byte[] claims) {
        String text = base64(header) + '.' + base64(claims);
        return text + '.' + signature(bytes(text));
    }

    private static String signature(byte[] text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(Keys.privateKey());
            ed25519.update(text);
            return base64(ed25519.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return base64(bytes(text));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
