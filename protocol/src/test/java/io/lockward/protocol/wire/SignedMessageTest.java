package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.AckClaims;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.UploadClaims;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.key.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedMessageTest {
    private static final SigningKey ONLINE = JwkText.generate("online");
    private static final SigningKey ANA = JwkText.generate("ana");
    private static final SigningKey ANA_AGAIN = JwkText.generate("ana-2");
    private static final SigningKey BEN = JwkText.generate("ben");
    private static final CommandId ID = CommandId.parse("01946c4e-7b00-7000-8000-0000000000a7");
    private static final BankId BANK = new BankId("harbour-7");
    private static final BootId BOOT = BootId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff");

    private static final KeyRing KEYS = KeyRing.of(new KeySet(
            3,
            Keys.NOW.minusSeconds(60),
            List.of(
                    Keys.key("online", ONLINE.verifyingKey(), Set.of(Scope.COMMAND, Scope.CONFIGURE), null),
                    Keys.key("ana", ANA.verifyingKey(), Set.of(Scope.APPROVE), "ana@lockward"),
                    Keys.key("ana-2", ANA_AGAIN.verifyingKey(), Set.of(Scope.APPROVE), "ana@lockward"),
                    Keys.key("ben", BEN.verifyingKey(), Set.of(Scope.APPROVE), "ben@lockward"))));

    @Test
    void noKindOfMessagePassesForAnother() {
        Desired desired = new Desired(BANK, 4, Map.of());
        byte[] jws = SignedMessage.DESIRED.sign(desired, "online", ONLINE.privateKey());
        assertEquals(
                new Opened.Ok<>(desired, "online"), SignedMessage.DESIRED.open(jws, KEYS, Scope.CONFIGURE, Keys.NOW));
        assertEquals(Refusal.MALFORMED, reason(SignedMessage.KEY_SET.open(jws, KEYS, Scope.CONFIGURE, Keys.NOW)));
        assertTrue(SignedMessage.DESIRED.claims(jws));
        assertTrue(!SignedMessage.KEY_SET.claims(jws));
    }

    @Test
    void aKeyCountsForItsScopeAndItsTime() {
        byte[] jws = SignedMessage.DESIRED.sign(new Desired(BANK, 4, Map.of()), "ana", ANA.privateKey());
        assertEquals(Refusal.NOT_ALLOWED, reason(SignedMessage.DESIRED.open(jws, KEYS, Scope.CONFIGURE, Keys.NOW)));
        byte[] good = SignedMessage.DESIRED.sign(new Desired(BANK, 4, Map.of()), "online", ONLINE.privateKey());
        assertEquals(
                Refusal.KEY_OUT_OF_TIME,
                reason(SignedMessage.DESIRED.open(good, KEYS, Scope.CONFIGURE, Keys.NOW.plusSeconds(3_600))));
        assertInstanceOf(
                Opened.Ok.class,
                SignedMessage.DESIRED.open(good, KEYS, Scope.CONFIGURE, Instant.EPOCH),
                "a clock before the key set itself is wrong, and does not lock everybody out");
    }

    @Test
    void whatAcknowledgesDoesNothingElse() {
        SigningKey cloud = JwkText.generate("ack-1");
        assertThrows(
                IllegalArgumentException.class,
                () -> Keys.key("ack-1", cloud.verifyingKey(), Set.of(Scope.ACKNOWLEDGE, Scope.COMMAND), null));
        KeyRing ring = KeyRing.of(new KeySet(
                4,
                Keys.NOW,
                List.of(
                        Keys.key("online", ONLINE.verifyingKey(), Set.of(Scope.COMMAND), null),
                        Keys.key("ack-1", cloud.verifyingKey(), Set.of(Scope.ACKNOWLEDGE), null))));
        assertTrue(ring.knows(Scope.ACKNOWLEDGE));
        assertTrue(!KEYS.knows(Scope.ACKNOWLEDGE));
        byte[] command = CommandJws.sign(
                new CommandClaims(ID, BANK, BOOT, 1_000, "mallory", "because", new Command.Selftest()),
                "ack-1",
                cloud.privateKey());
        assertEquals(
                Refusal.NOT_ALLOWED,
                assertInstanceOf(CommandJws.Verdict.Invalid.class, CommandJws.verify(command, ring, Keys.NOW))
                        .reason());
    }

    @Test
    void theLargestAckFitsIntoItsChannel() {
        AckClaims most = new AckClaims(
                new BankId("b".repeat(40)), JournalId.parse("3b241101-e2bb-4255-8caf-4136c566a962"), Long.MAX_VALUE);
        byte[] jws = SignedMessage.ACK.sign(most, "k".repeat(64), ONLINE.privateKey());
        assertEquals(most, SignedMessage.ACK.peek(jws), jws.length + " bytes");
    }

    @Test
    void aPresenceIsOpenedWithTheBanksOwnKeyOnly() {
        SigningKey bank = JwkText.generate(null);
        SigningKey other = JwkText.generate(null);
        assertEquals(bank.verifyingKey().thumbprint(), bank.kid());
        byte[] jws = Jws.sign(SignedMessage.PRESENCE.type(), bank.kid(), Golden.message("presence"), bank.privateKey());
        assertInstanceOf(Opened.Ok.class, SignedMessage.PRESENCE.open(jws, bank.verifyingKey()));
        assertEquals(Refusal.UNKNOWN_KEY, reason(SignedMessage.PRESENCE.open(jws, other.verifyingKey())));
        byte[] claimed =
                Jws.sign(SignedMessage.PRESENCE.type(), bank.kid(), Golden.message("presence"), other.privateKey());
        assertEquals(Refusal.BAD_SIGNATURE, reason(SignedMessage.PRESENCE.open(claimed, bank.verifyingKey())));
    }

    @Test
    void anUploadIsOpenedWithTheBanksOwnKeyAndForNothingElse() {
        SigningKey bank = JwkText.generate(null);
        UploadClaims claims = new UploadClaims(BANK, "c-3-8812-left", "0".repeat(64), 1L << 32);
        byte[] jws = SignedMessage.UPLOAD.sign(claims, bank.kid(), bank.privateKey());
        assertEquals(new Opened.Ok<>(claims, bank.kid()), SignedMessage.UPLOAD.open(jws, bank.verifyingKey()));
        assertEquals(Refusal.UNKNOWN_KEY, reason(SignedMessage.UPLOAD.open(jws, ANA.verifyingKey())));
        assertEquals(Refusal.MALFORMED, reason(SignedMessage.PRESENCE.open(jws, bank.verifyingKey())));
        byte[] longest = SignedMessage.UPLOAD.sign(
                new UploadClaims(new BankId("b".repeat(40)), "c".repeat(64), "f".repeat(64), 1L << 32),
                bank.kid(),
                bank.privateKey());
        assertInstanceOf(Opened.Ok.class, SignedMessage.UPLOAD.open(longest, bank.verifyingKey()));
        for (String clip : new String[] {"", "../c", "C-1", "c".repeat(65), "a/b", "a b"}) {
            assertThrows(IllegalArgumentException.class, () -> new UploadClaims(BANK, clip, "0".repeat(64), 1), clip);
        }
    }

    @Test
    void openingEverythingTakesTwoPeople() {
        String ana = approval("ana", ANA, BANK);
        String ben = approval("ben", BEN, BANK);
        assertInstanceOf(CommandJws.Verdict.Valid.class, unlockAll(List.of(ana, ben)));
        refused(List.of());
        refused(List.of(ana));
        refused(List.of(ana, ana));
        refused(List.of(ana, approval("ana-2", ANA_AGAIN, BANK)));
        refused(List.of(ana, approval("ben", BEN, new BankId("another"))));
        refused(List.of(ana, approval("ben", ANA, BANK)));
        refused(List.of(ana, approval("online", ONLINE, BANK)));
        refused(List.of(ana, "x"));
    }

    private static void refused(List<String> approvals) {
        CommandJws.Verdict.Invalid invalid = assertInstanceOf(CommandJws.Verdict.Invalid.class, unlockAll(approvals));
        assertEquals(Refusal.NOT_ALLOWED, invalid.reason());
        assertEquals(ID, invalid.command());
    }

    private static CommandJws.Verdict unlockAll(List<String> approvals) {
        CommandClaims claims =
                new CommandClaims(ID, BANK, BOOT, 1_000, "ana@lockward", "fire", new Command.UnlockAll(approvals));
        return CommandJws.verify(CommandJws.sign(claims, "online", ONLINE.privateKey()), KEYS, Keys.NOW);
    }

    private static String approval(String kid, SigningKey key, BankId bank) {
        return new String(
                SignedMessage.APPROVAL.sign(new Approval(ID, bank, BOOT, "unlock-all"), kid, key.privateKey()),
                StandardCharsets.US_ASCII);
    }

    @Test
    void theLargestCommandFitsIntoItsChannel() {
        byte[] jws = CommandJws.sign(
                new CommandClaims(
                        ID,
                        new BankId("b".repeat(40)),
                        BOOT,
                        Long.MAX_VALUE,
                        "a".repeat(128),
                        "w".repeat(256),
                        new Command.UnlockAll(List.of(approval("ana", ANA, BANK), approval("ben", BEN, BANK)))),
                "k".repeat(64),
                ONLINE.privateKey());
        assertTrue(jws.length <= 4_096, jws.length + " bytes");
    }

    @Test
    void aFullKeySetFitsIntoOneString() {
        List<TrustedKey> keys = java.util.stream.IntStream.range(0, KeySet.MOST_KEYS)
                .mapToObj(i -> Keys.key(
                        "ana.of.the.harbour-" + i,
                        JwkText.generate(null).verifyingKey(),
                        Set.of(Scope.APPROVE),
                        "somebody@lockward.example"))
                .toList();
        byte[] jws = SignedMessage.KEY_SET.sign(new KeySet(9, Keys.NOW, keys), ONLINE.kid(), ONLINE.privateKey());
        assertTrue(jws.length <= 4_096, jws.length + " bytes");
    }

    @Test
    void aPrivateKeyIsReadAsItWasWritten() {
        SigningKey read = JwkText.read(JwkText.write(ANA));
        assertEquals(ANA.kid(), read.kid());
        assertEquals(ANA.verifyingKey(), read.verifyingKey());
        assertEquals("SigningKey[ana]", read.toString());
        String mixed = JwkText.write(ANA)
                .replace(ANA.verifyingKey().x(), BEN.verifyingKey().x());
        assertThrows(IllegalArgumentException.class, () -> JwkText.read(mixed));
        for (String bad : new String[] {"", "{}", "x", "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "9".repeat(3_000)}) {
            assertThrows(IllegalArgumentException.class, () -> JwkText.read(bad), bad);
        }
    }

    @Test
    void theThumbprintIsThatOfRfc8037() {
        assertEquals(
                "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                VerifyingKey.of(Keys.publicKey()).thumbprint());
    }

    /// The encodings of small order that libsodium lists, and what is no key at all.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU",
                "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o",
                "7P_______________________________________38",
                "7f_______________________________________38",
                "7v_______________________________________38",
                "",
                "short",
                "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp",
                "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"
            })
    void aKeyThatWouldAcceptForgeriesIsNone(String x) {
        assertThrows(IllegalArgumentException.class, () -> new VerifyingKey(x));
    }

    @Test
    void peekingBelievesNothingAndShowsWhatIsThere() {
        byte[] jws = SignedMessage.DESIRED.sign(new Desired(BANK, 4, Map.of()), "nobody", BEN.privateKey());
        assertEquals(new Desired(BANK, 4, Map.of()), SignedMessage.DESIRED.peek(jws));
        assertNull(SignedMessage.DESIRED.peek(new byte[] {'x'}));
    }

    private static Refusal reason(Opened<?> opened) {
        return ((Opened.Refused<?>) opened).reason();
    }
}
