package io.lockward.broker.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    /// Known answer from OpenSSL: `openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt pass:harbour
    /// -kdfopt salt:0123456789abcdef -kdfopt iter:1000 PBKDF2`.
    @Test
    void agreesWithAnotherImplementation() {
        PasswordHash hash = PasswordHash.parse(
                "pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg==$SbR7YuaQFDuNeGQtVlZc5thB0jCfo8sU8mJH99XTQdA=");
        assertNotNull(hash);
        assertTrue(hash.matches("harbour"));
    }

    @Test
    void fitsItsPasswordAndNoOther() {
        PasswordHash hash = PasswordHash.of("Grüße, 世界", 10, RANDOM);

        assertTrue(hash.matches("Grüße, 世界"));
        assertFalse(hash.matches("grüße, 世界"));
        assertFalse(hash.matches(""));
        assertFalse(hash.matches("Grüße, 世界\0"));
    }

    @Test
    void saltsEveryHash() {
        assertNotEquals(PasswordHash.of("same", 10, RANDOM), PasswordHash.of("same", 10, RANDOM));
    }

    @Test
    void readsWhatItWrites() {
        PasswordHash hash = PasswordHash.of("secret", 10, RANDOM);
        assertEquals(hash, PasswordHash.parse(hash.written()));
    }

    @Test
    void showsNoHashInLogs() {
        PasswordHash hash = PasswordHash.of("secret", 10, RANDOM);
        assertFalse(hash.toString().contains(hash.hash()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "pbkdf2-sha256$10$$",
                "pbkdf2-sha256$0$MDEyMzQ1Njc4OWFiY2RlZg==$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "pbkdf2-sha256$2000001$MDEyMzQ1Njc4OWFiY2RlZg==$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "pbkdf2-sha256$99999999999$MDEyMzQ1Njc4OWFiY2RlZg==$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "pbkdf2-sha256$10$MDEy$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "pbkdf2-sha256$10$MDEyMzQ1Njc4OWFiY2RlZg==$MDEy",
                "pbkdf2-sha256$10$MDEyMzQ1Njc4OWFiY2RlZg==$no base64",
                "pbkdf2-sha512$10$MDEyMzQ1Njc4OWFiY2RlZg==$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "pbkdf2-sha256$10$MDEyMzQ1Njc4OWFiY2RlZg==$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=$x"
            })
    void readsNothingIntoGarbage(String written) {
        assertNull(PasswordHash.parse(written));
    }
}
