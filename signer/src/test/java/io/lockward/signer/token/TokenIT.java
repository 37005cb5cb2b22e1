package io.lockward.signer.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import io.lockward.protocol.wire.CommandJws;
import io.lockward.protocol.wire.JwkText;
import io.lockward.signer.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The real SoftHSM, as Debian ships it.
final class TokenIT {
    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final String PIN = "5678";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @BeforeAll
    static void makeToken() throws IOException, InterruptedException {
        assertTrue(Files.exists(MODULE), "install softhsm2 (Debian: apt-get install softhsm2)");
        Path conf = Path.of(System.getenv("SOFTHSM2_CONF"));
        Path tokens = conf.resolveSibling("tokens-" + ProcessHandle.current().pid());
        Files.createDirectories(tokens);
        Files.writeString(
                conf, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        Process made = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "lockward",
                        "--so-pin",
                        "1234",
                        "--pin",
                        PIN)
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, made.waitFor(), said);
    }

    @Test
    void aKeyMadeInTheTokenSignsCommandsThatBanksTake() throws IOException {
        VerifyingKey made = Token.generate(MODULE, "lockward", PIN, "command-1");
        try (Token token = Token.open(MODULE, "lockward", PIN)) {
            SigningKey key = token.key(Asked.KID, "command-1");
            assertEquals(made, key.verifyingKey());
            byte[] jws = CommandJws.sign(Asked.unlock("harbour-7", "ana").claims(), key.kid(), key.privateKey());
            KeyRing ring = KeyRing.of(new KeySet(
                    1,
                    NOW,
                    List.of(new TrustedKey(Asked.KID, made, NOW, NOW.plusSeconds(60), Set.of(Scope.COMMAND), null))));
            assertInstanceOf(CommandJws.Verdict.Valid.class, CommandJws.verify(jws, ring, NOW));
            byte[] other = jws.clone();
            other[other.length - 10] ^= 1;
            assertInstanceOf(CommandJws.Verdict.Invalid.class, CommandJws.verify(other, ring, NOW));
        }
    }

    @Test
    void thePrivateKeyDoesNotComeOut() throws IOException {
        Token.generate(MODULE, "lockward", PIN, "command-2");
        try (Token token = Token.open(MODULE, "lockward", PIN)) {
            SigningKey key = token.key("k", "command-2");
            assertNull(key.privateKey().getEncoded());
            assertThrows(IllegalStateException.class, () -> JwkText.write(key));
            Cryptoki raw = Cryptoki.load(MODULE);
            long slot = raw.slots().getFirst();
            long session = raw.openSession(slot, false);
            long object = raw.find(
                            session,
                            new Attributes()
                                    .with(Attributes.CLASS, Attributes.PRIVATE_KEY)
                                    .with(Attributes.LABEL, "command-2"))
                    .getFirst();
            long value = 0x11; // CKA_VALUE
            TokenFault sensitive = assertThrows(TokenFault.class, () -> raw.attribute(session, object, value));
            assertEquals(0x11, sensitive.code(), "CKR_ATTRIBUTE_SENSITIVE");
            raw.closeSession(session);
        }
    }

    @Test
    void itSignsAgainAfterItsSessionWasLost() throws IOException, GeneralSecurityException {
        Token.generate(MODULE, "lockward", PIN, "command-3");
        Token token = Token.open(MODULE, "lockward", PIN);
        SigningKey key = token.key("k", "command-3");
        byte[] message = {1, 2, 3};
        byte[] before = sign(key, message);
        token.close();
        assertArrayEquals(before, sign(key, message), "Ed25519 gives one signature for one message");
        token.close();
    }

    private static byte[] sign(SigningKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("EdDSA");
        signature.initSign(key.privateKey());
        signature.update(message);
        byte[] bytes = signature.sign();
        assertEquals(64, bytes.length);
        Signature check = Signature.getInstance("EdDSA");
        check.initVerify(key.verifyingKey().toPublicKey());
        check.update(message);
        assertTrue(check.verify(bytes));
        return bytes;
    }

    @Test
    void whatIsNotThereIsSaidInWords() throws IOException {
        says("no token is called other", () -> Token.open(MODULE, "other", PIN));
        says("the PIN is wrong", () -> {
            // while nobody is logged in: a token's login counts for all sessions of a process
            Token.open(MODULE, "lockward", "0000").close();
        });
        says("cannot be loaded", () -> Token.open(Path.of("/nowhere.so"), "lockward", PIN));
        says("is no PKCS#11 module", () -> Token.open(Path.of("/lib/x86_64-linux-gnu/libm.so.6"), "lockward", PIN));
        try (Token token = Token.open(MODULE, "lockward", PIN)) {
            says("0 private Ed25519 keys with the label missing", () -> token.key("k", "missing"));
        }
        Token.generate(MODULE, "lockward", PIN, "command-4");
        says("has a key command-4 already", () -> Token.generate(MODULE, "lockward", PIN, "command-4"));
    }

    private static void says(String words, org.junit.jupiter.api.function.Executable act) {
        TokenFault fault = assertThrows(TokenFault.class, act);
        assertTrue(fault.toString().contains(words), fault::toString);
    }
}
