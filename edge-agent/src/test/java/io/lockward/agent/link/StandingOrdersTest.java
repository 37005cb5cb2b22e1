package io.lockward.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.agent.TestKeys;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.key.KeyRing;
import io.lockward.protocol.key.KeySet;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.TrustedKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.wire.JwkText;
import io.lockward.protocol.wire.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whose standing orders count: tickets above all, because they say who may open what.
class StandingOrdersTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final Instant WALL = Instant.parse("2026-11-20T17:00:00Z");

    private final CommandGate gate = new CommandGate(BANK, TestKeys.ring());
    private final StandingOrders orders = new StandingOrders(
            new LinkSetup(
                    BANK,
                    "secret",
                    1,
                    new BootId(new UUID(0x4000, 1L << 63)),
                    "test",
                    new JournalId(new UUID(0x4001, 1L << 63)),
                    1,
                    0,
                    TestKeys.ROOT.verifyingKey(),
                    TestKeys.ring(),
                    Seal.with(TestKeys.BANK),
                    LinkLimits.DEFAULT),
            gate,
            () -> WALL);
    private long up;

    private @Nullable LinkEvent judge(byte[] payload) {
        up += 1_000;
        return orders.judge(payload, false, up);
    }

    private static Tickets tickets(BankId bank) {
        return new Tickets(
                bank, 3, 2, WALL, List.of(new Ticket.Recipient("r4b", "4B", "A. M.", false)), List.of(), null);
    }

    private static byte[] signed(Tickets tickets, SigningKey key) {
        return SignedMessage.TICKETS.sign(tickets, key.kid(), key.privateKey());
    }

    @Test
    void ticketsOfAKeyThatMayConfigureArrive() {
        assertEquals(new LinkEvent.TicketsArrived(tickets(BANK)), judge(signed(tickets(BANK), TestKeys.COMMAND)));
    }

    @Test
    void ticketsOfAnotherBankOrOfAnUnknownKeyDoNot() {
        assertNull(judge(signed(tickets(new BankId("harbour-8")), TestKeys.COMMAND)));
        assertNull(judge(signed(tickets(BANK), JwkText.generate("cloud-1"))), "the name of a key is not the key");
        assertNull(judge(signed(tickets(BANK), JwkText.generate("cloud-9"))));
    }

    @Test
    void aKeyThatMayOnlyCommandMakesNoTickets() {
        SigningKey opener = JwkText.generate("opener");
        gate.trust(KeyRing.of(new KeySet(
                2,
                WALL,
                List.of(new TrustedKey(
                        opener.kid(),
                        opener.verifyingKey(),
                        WALL.minus(Duration.ofDays(1)),
                        WALL.plus(Duration.ofDays(1)),
                        Set.of(Scope.COMMAND),
                        null)))));
        assertNull(judge(signed(tickets(BANK), opener)));
        assertNull(judge(signed(tickets(BANK), TestKeys.COMMAND)), "the key before was revoked by that set");
    }

    @Test
    void whatWasChangedOrCutOnTheWayDoesNotArrive() {
        byte[] genuine = signed(tickets(BANK), TestKeys.COMMAND);
        for (int at : new int[] {5, genuine.length / 2, genuine.length - 3}) {
            byte[] changed = genuine.clone();
            changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
            assertNull(judge(changed), () -> "changed at " + at);
        }
        assertNull(judge(java.util.Arrays.copyOf(genuine, genuine.length - 10)));
        assertNull(judge(new byte[0]));
        assertNull(judge("{\"add\":[]}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void ticketsThatTheBrokerKeptDoNotCount() {
        assertNull(orders.judge(signed(tickets(BANK), TestKeys.COMMAND), true, 1_000));
    }

    @Test
    void aConfigurationSignedAsTicketsIsNone() {
        byte[] desired = SignedMessage.DESIRED.sign(
                new Desired(BANK, 1, Map.of("power.charge-percent", "20")),
                TestKeys.COMMAND.kid(),
                TestKeys.COMMAND.privateKey());
        assertEquals(
                new LinkEvent.DesiredArrived(new Desired(BANK, 1, Map.of("power.charge-percent", "20"))),
                judge(desired));
    }

    @Test
    void aFloodIsNotCheckedAndWhatComesAfterItIs() {
        byte[] genuine = signed(tickets(BANK), TestKeys.COMMAND);
        int taken = 0;
        for (int i = 0; i < 200; i++) {
            taken += orders.judge(genuine, false, 1_000) == null ? 0 : 1;
        }
        assertEquals(32, taken);
        assertNotNull(orders.judge(genuine, false, 2_000));
    }
}
