package io.lockward.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.EntryRun;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.key.Scope;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Tickets on the wire: signed, bounded, and small enough to be one entry.
final class TicketsTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final String PARCEL = "01946c4e-7b00-7000-8000-0000000000b1";
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    static final Tickets SAMPLE = new Tickets(
            BANK,
            4,
            3,
            NOW,
            List.of(
                    new Ticket.Courier(
                            "c-4",
                            "Parcel Express",
                            "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                            Instant.parse("2026-11-20T00:00:00Z"),
                            Instant.parse("2026-12-20T00:00:00Z"),
                            true),
                    new Ticket.Delivery(
                            PARCEL,
                            "4B, A. M.",
                            "PX 5510 9921",
                            Size.MEDIUM,
                            "r-17",
                            new CompartmentId("A07"),
                            false,
                            Instant.parse("2026-11-27T00:00:00Z")),
                    new Ticket.Recipient("r-17", "4B", "A. M.", true),
                    new Ticket.Parcel(PARCEL, 2, false, false)),
            List.of("courier/c-3"),
            new SealKey("seal-1", "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08"));

    @Test
    void areReadBackAsTheyWereSigned() {
        byte[] jws = SignedMessage.TICKETS.sign(SAMPLE, Keys.KID, Keys.privateKey());
        assertEquals(
                new Opened.Ok<>(SAMPLE, Keys.KID),
                SignedMessage.TICKETS.open(
                        jws, Keys.trusted(Keys.KID, Set.of(Scope.CONFIGURE)), Scope.CONFIGURE, Keys.NOW));
    }

    @Test
    void signedWithAKeyForCommandsAreRefused() {
        byte[] jws = SignedMessage.TICKETS.sign(SAMPLE, Keys.KID, Keys.privateKey());
        assertInstanceOf(
                Opened.Refused.class, SignedMessage.TICKETS.open(jws, Keys.trusted(), Scope.CONFIGURE, Keys.NOW));
    }

    @Test
    void cannotPassForAConfiguration() {
        byte[] jws = SignedMessage.TICKETS.sign(SAMPLE, Keys.KID, Keys.privateKey());
        assertInstanceOf(
                Opened.Refused.class,
                SignedMessage.DESIRED.open(
                        jws, Keys.trusted(Keys.KID, Set.of(Scope.CONFIGURE)), Scope.CONFIGURE, Keys.NOW));
    }

    @Test
    void theLargestChangeIsOneEntryAndOneMessage() {
        String wide = "\u20AC".repeat(64);
        Ticket.Delivery largest = new Ticket.Delivery(
                PARCEL,
                wide,
                wide,
                Size.EXTRA_LARGE,
                "\u20AC".repeat(40),
                new CompartmentId("A07"),
                false,
                Instant.parse("2026-11-27T00:00:00.123Z"));
        List<Ticket> add = Collections.nCopies(Tickets.MOST, largest);
        List<String> remove = Collections.nCopies(Tickets.MOST, "\u20AC".repeat(56));
        byte[] entry = WireJson.encode(
                new Stamp(NOW, Long.MAX_VALUE, Long.MAX_VALUE),
                new TicketEntry.Applied(Long.MAX_VALUE, Long.MAX_VALUE - 1, NOW, add, remove, SAMPLE.sealKey(), null));
        assertTrue(entry.length <= EntryRun.MAX_ENTRY_BYTES, entry.length + " bytes");
        Tickets tickets = new Tickets(BANK, 2, 1, NOW, add, remove, SAMPLE.sealKey());
        byte[] jws = SignedMessage.TICKETS.sign(tickets, Keys.KID, Keys.privateKey());
        assertInstanceOf(
                Opened.Ok.class,
                SignedMessage.TICKETS.open(
                        jws, Keys.trusted(Keys.KID, Set.of(Scope.CONFIGURE)), Scope.CONFIGURE, Keys.NOW));
    }

    @Test
    void whatIsOutOfBoundsIsNoChange() {
        Ticket ticket = new Ticket.Parcel(PARCEL, 1, false, false);
        List<Ticket> tooMany = Collections.nCopies(Tickets.MOST + 1, ticket);
        assertThrows(IllegalArgumentException.class, () -> new Tickets(BANK, 2, 1, NOW, tooMany, List.of(), null));
        assertThrows(
                IllegalArgumentException.class, () -> new Tickets(BANK, 2, 2, NOW, List.of(ticket), List.of(), null));
        assertThrows(IllegalArgumentException.class, () -> new Ticket.Parcel("p-1", 1, false, false));
        assertThrows(IllegalArgumentException.class, () -> new SealKey("seal-1", "short"));
        assertThrows(
                IllegalArgumentException.class, () -> new Ticket.Courier("c", "label", "DEADBEEF", NOW, NOW, false));
        assertEquals("parcel/" + ParcelId.parse(PARCEL), ticket.key());
    }
}
