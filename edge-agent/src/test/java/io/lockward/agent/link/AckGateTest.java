package io.lockward.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.TestKeys;
import io.lockward.protocol.Ack;
import io.lockward.protocol.AckClaims;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import io.lockward.protocol.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A broker that would have a bank forget what the cloud does not have.
final class AckGateTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final JournalId JOURNAL = JournalId.parse("3b241101-e2bb-4255-8caf-4136c566a962");
    private static final JournalId OTHER = JournalId.parse("3b241101-e2bb-4255-8caf-4136c566a963");
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

    private final ListBacklog backlog = new ListBacklog();
    private final Uplink uplink = new Uplink(JOURNAL, 1, 0, backlog, LinkLimits.DEFAULT, new Random(7));
    private final AckGate gate = new AckGate(BANK, uplink);

    @BeforeEach
    void tenEntriesAreSent() {
        uplink.connected();
        backlog.grow(10);
        assertTrue(uplink.next(0) != null);
    }

    private static AckClaims claims(long upTo) {
        return new AckClaims(BANK, JOURNAL, upTo);
    }

    private boolean judged(byte[] payload) {
        return gate.judge(payload, false, TestKeys.ring(), 0, NOW);
    }

    private void refuses(AckRefusal why, byte[] payload) {
        long before = uplink.acknowledged();
        long counted = gate.refused().getOrDefault(why, 0L);
        assertFalse(judged(payload), why::toString);
        assertEquals(before, uplink.acknowledged(), "nothing is forgotten");
        assertEquals(counted + 1, gate.refused().getOrDefault(why, 0L), () -> why + " in " + gate.refused());
    }

    @Test
    void theCloudsOwnAckLetsGo() {
        assertTrue(judged(TestKeys.sign(claims(4))));
        assertEquals(4, uplink.acknowledged());
        assertEquals(Map.of(), gate.refused());
    }

    @Test
    void aHostileBrokerMakesABankForgetNothing() {
        SigningKey mallory = JwkText.generate("ack-1");
        SigningKey unknown = JwkText.generate("ack-9");
        refuses(AckRefusal.UNSIGNED, WireJson.encode(new Ack(JOURNAL, 10)));
        refuses(AckRefusal.UNSIGNED, "{".getBytes(StandardCharsets.UTF_8));
        refuses(AckRefusal.BAD_SIGNATURE, SignedMessage.ACK.sign(claims(10), "ack-1", mallory.privateKey()));
        refuses(AckRefusal.UNKNOWN_KEY, SignedMessage.ACK.sign(claims(10), "ack-9", unknown.privateKey()));
        refuses(
                AckRefusal.OUT_OF_SCOPE,
                SignedMessage.ACK.sign(claims(10), TestKeys.COMMAND.kid(), TestKeys.COMMAND.privateKey()));
        refuses(AckRefusal.UNKNOWN_KEY, SignedMessage.ACK.unsigned(claims(10)));
        refuses(AckRefusal.WRONG_BANK, TestKeys.sign(new AckClaims(new BankId("harbour-8"), JOURNAL, 10)));
        refuses(AckRefusal.OTHER_JOURNAL, TestKeys.sign(new AckClaims(BANK, OTHER, 10)));
        refuses(AckRefusal.NOT_SENT, TestKeys.sign(claims(11)));
        refuses(AckRefusal.NOT_SENT, TestKeys.sign(claims(Long.MAX_VALUE)));
    }

    @Test
    void whatIsPlayedAgainTakesNothingBackAndCostsNoSignature() {
        byte[] first = TestKeys.sign(claims(4));
        assertTrue(judged(first));
        assertTrue(judged(TestKeys.sign(claims(9))));
        for (int i = 0; i < 1_000; i++) {
            refuses(AckRefusal.NOT_NEW, first);
        }
        assertTrue(judged(TestKeys.sign(claims(10))), "the budget is untouched");
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] good = TestKeys.sign(claims(10));
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(gate.judge(bad, false, TestKeys.ring(), bit * 1_000L, NOW), "bit " + bit);
        }
        assertEquals(0, uplink.acknowledged());
    }

    @Test
    void aRetainedAckIsOld() {
        assertFalse(gate.judge(TestKeys.sign(claims(10)), true, TestKeys.ring(), 0, NOW));
        assertEquals(Map.of(AckRefusal.RETAINED, 1L), gate.refused());
    }

    @Test
    void anotherKindOfMessageIsNoAck() {
        refuses(
                AckRefusal.UNSIGNED,
                SignedMessage.DESIRED.sign(
                        new Desired(BANK, 1, Map.of()), TestKeys.ACKNOWLEDGE.kid(), TestKeys.ACKNOWLEDGE.privateKey()));
    }

    @Test
    void aKeyWhoseTimeIsOverLetsNothingGoAndNeitherDoesABareAck() {
        Instant after = NOW.plus(Duration.ofDays(5_000));
        assertFalse(gate.judge(TestKeys.sign(claims(10)), false, TestKeys.ring(), 0, after));
        assertFalse(gate.judge(WireJson.encode(new Ack(JOURNAL, 10)), false, TestKeys.ring(), 0, after));
        assertEquals(Map.of(AckRefusal.KEY_OUT_OF_TIME, 1L, AckRefusal.UNSIGNED, 1L), gate.refused());
    }

    @Test
    void aBankWithoutSuchAKeyGoesOnAsBefore() {
        KeyRing before = KeyRing.of(
                new KeySet(1, NOW, List.of(TestKeys.trusted(TestKeys.COMMAND, Scope.COMMAND, Scope.CONFIGURE))));
        assertTrue(gate.judge(WireJson.encode(new Ack(JOURNAL, 4)), false, before, 0, NOW));
        assertFalse(gate.judge(TestKeys.sign(claims(9)), false, before, 0, NOW), "what is signed must hold");
        assertEquals(4, uplink.acknowledged());
    }

    @Test
    void aFloodOfForgeriesIsBoundedAndTheNextTrueAckCounts() {
        byte[] forged = SignedMessage.ACK.sign(
                claims(10), "ack-1", JwkText.generate("ack-1").privateKey());
        for (int i = 0; i < 1_000; i++) {
            assertFalse(judged(forged));
        }
        assertEquals(200L, gate.refused().get(AckRefusal.BAD_SIGNATURE));
        assertEquals(800L, gate.refused().get(AckRefusal.OVER_BUDGET));
        assertTrue(gate.judge(TestKeys.sign(claims(10)), false, TestKeys.ring(), 1_000, NOW));
    }
}
