package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.key.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandJwsTest {
    private static final String HEADER = "{\"alg\":\"EdDSA\",\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}";
    private static final CommandClaims CLAIMS = new CommandClaims(
            CommandId.parse("01946c4e-7b00-7000-8000-0000000000a7"),
            new BankId("harbour-7"),
            BootId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff"),
            153_456,
            "ana@lockward",
            "resident lost the code",
            new Command.Unlock(new CompartmentId("A07")));

    @Test
    void theVectorOfRfc8037Holds() throws GeneralSecurityException {
        String signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        String signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assertEquals(signature, sign(signed));
        refused(signed + '.' + signature, Refusal.MALFORMED); // rightly signed, and no command
    }

    @Test
    void whatIsSignedIsVerified() {
        byte[] jws = CommandJws.sign(CLAIMS, Keys.KID, Keys.privateKey());
        assertEquals(new CommandJws.Verdict.Valid(CLAIMS, Keys.KID), CommandJws.verify(jws, Keys.trusted(), Keys.NOW));
        String[] parts = text(jws).split("\\.", -1);
        assertEquals(HEADER, decoded(parts[0]));
        assertEquals(new String(Golden.message("claims.unlock"), StandardCharsets.UTF_8), decoded(parts[1]));
    }

    @Test
    void changingAnyByteOfACommandToAnyOtherIsRefused() {
        byte[] jws = CommandJws.sign(CLAIMS, Keys.KID, Keys.privateKey());
        int tried = 0;
        for (int i = 0; i < jws.length; i++) {
            for (byte other : new byte[] {'A', 'b', '.', '=', 0, (byte) (jws[i] ^ 1), (byte) (jws[i] ^ 0x80)}) {
                if (other != jws[i]) {
                    byte[] tampered = jws.clone();
                    tampered[i] = other;
                    assertInstanceOf(
                            CommandJws.Verdict.Invalid.class, CommandJws.verify(tampered, Keys.trusted(), Keys.NOW));
                    tried++;
                }
            }
        }
        assertTrue(tried > 6 * jws.length);
    }

    @Test
    void everyTruncationAndExtensionIsRefused() {
        byte[] jws = CommandJws.sign(CLAIMS, Keys.KID, Keys.privateKey());
        for (int length = 0; length < jws.length; length++) {
            assertInstanceOf(
                    CommandJws.Verdict.Invalid.class,
                    CommandJws.verify(Arrays.copyOf(jws, length), Keys.trusted(), Keys.NOW));
        }
        for (String more : new String[] {"A", "AA", "=", ".", "\n", " ", "\0"}) {
            refused(text(jws) + more, null);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"HS256\",\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"Ed25519\",\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"eddsa\",\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"rfc8037\",\"typ\":\"JWT\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"rfc8037\"}",
                "{\"alg\":\"EdDSA\",\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"EdDSA\",\"crit\":[\"x\"],\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"EdDSA\",\"jwk\":{},\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"EdDSA\",\"kid\":7,\"typ\":\"lockward-command+jws\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"rfc8037\",\"typ\":\"lockward-command+jws\"} {}",
                "[]",
                "null",
                ""
            })
    void anyOtherHeaderIsRefusedAlsoWhenRightlySigned(String header) {
        refused(jws(header, claims()), Refusal.MALFORMED);
    }

    @Test
    void aKeyTheBankDoesNotKnowIsRefused() {
        byte[] jws = CommandJws.sign(CLAIMS, "other", Keys.privateKey());
        assertEquals(
                Refusal.UNKNOWN_KEY,
                invalid(CommandJws.verify(jws, Keys.trusted(), Keys.NOW)).reason());
        assertEquals(
                Refusal.UNKNOWN_KEY,
                invalid(CommandJws.verify(jws, KeyRing.NONE, Keys.NOW)).reason());
    }

    @Test
    void aSignatureOfAnotherLengthIsRefused() {
        String jws = text(CommandJws.sign(CLAIMS, Keys.KID, Keys.privateKey()));
        int dot = jws.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(jws.substring(dot + 1));
        for (int length : new int[] {0, 1, 63, 65, 128}) {
            refused(jws.substring(0, dot + 1) + base64(Arrays.copyOf(signature, length)), Refusal.BAD_SIGNATURE);
        }
    }

    @Test
    void base64ThatIsNotCanonicalIsRefused() {
        String jws = text(CommandJws.sign(CLAIMS, Keys.KID, Keys.privateKey()));
        refused(jws + "==", Refusal.MALFORMED);
        refused(jws.replace("_", "/").replace("-", "+"), null);
        // 64 bytes leave four unused bits in the last character: each of its other fifteen spellings is another text
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(jws.charAt(jws.length() - 1));
        for (int bits = 1; bits < 16; bits++) {
            refused(jws.substring(0, jws.length() - 1) + alphabet.charAt(last | bits), Refusal.MALFORMED);
        }
    }

    @Test
    void claimsAreReadStrictly() {
        refused(jws(HEADER, claims().replace("\"exp\":153456", "\"exp\":153456,\"exp\":9")), Refusal.MALFORMED);
        refused(jws(HEADER, claims().replace("\"exp\":153456", "\"exp\":153456,\"only\":\"x\"")), Refusal.MALFORMED);
        refused(jws(HEADER, claims().replace("\"exp\":153456", "\"exp\":-1")), Refusal.MALFORMED);
        refused(jws(HEADER, claims().replace("\"exp\":153456", "\"exp\":1e3")), Refusal.MALFORMED);
        refused(jws(HEADER, claims().replace("\"exp\":153456,", "")), Refusal.MALFORMED);
        refused(jws(HEADER, claims() + "{}"), Refusal.MALFORMED);
        refused(jws(HEADER, claims().replace("A07", "A7")), Refusal.MALFORMED);
        refused(jws(HEADER, claims().replace("\"A07\"", "\"A07\",\"force\":true")), Refusal.MALFORMED);
        refused(jws(HEADER, "null"), Refusal.MALFORMED);
    }

    @Test
    void aKindTheBankDoesNotKnowIsRefusedWithItsId() {
        CommandJws.Verdict.Invalid invalid =
                refused(jws(HEADER, claims().replace("\"unlock\"", "\"self-destruct\"")), Refusal.UNKNOWN_KIND);
        assertEquals(CLAIMS.jti(), invalid.command());
    }

    @Test
    void tooManyBytesAreNotLookedAt() {
        refused("A".repeat(4 * 1024 + 1), Refusal.MALFORMED);
        refused(jws(HEADER, claims().replace("\"exp\"", " ".repeat(4_000) + "\"exp\"")), Refusal.MALFORMED);
    }

    private static CommandJws.Verdict.Invalid refused(String jws, @org.jspecify.annotations.Nullable Refusal reason) {
        CommandJws.Verdict.Invalid invalid =
                invalid(CommandJws.verify(jws.getBytes(StandardCharsets.ISO_8859_1), Keys.trusted(), Keys.NOW));
        if (reason != null) {
            assertEquals(reason, invalid.reason(), invalid.detail());
        }
        return invalid;
    }

    private static CommandJws.Verdict.Invalid invalid(CommandJws.Verdict verdict) {
        if (verdict instanceof CommandJws.Verdict.Invalid invalid) {
            assertNotNull(invalid.detail());
            return invalid;
        }
        throw new AssertionError("accepted: " + verdict);
    }

    private static String claims() {
        return new String(Golden.message("claims.unlock"), StandardCharsets.UTF_8);
    }

    private static String jws(String header, String claims) {
        String signed =
                base64(header.getBytes(StandardCharsets.UTF_8)) + '.' + base64(claims.getBytes(StandardCharsets.UTF_8));
        return signed + '.' + sign(signed);
    }

    private static String sign(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(Keys.privateKey());
            ed25519.update(text.getBytes(StandardCharsets.US_ASCII));
            return base64(ed25519.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
