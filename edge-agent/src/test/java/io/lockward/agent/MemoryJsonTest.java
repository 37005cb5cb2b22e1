package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.BankMemory;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.SensorMark;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.entry.TicketEntry;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryJsonTest {
    private static final BankMemory CALIBRATED = BankMemory.EMPTY.then(
            new Stamp(Instant.parse("2026-11-30T10:00:00Z"), 3, 5_000),
            new OccupancyEntry.Calibrated(
                    new CompartmentId("A07"),
                    List.of(new SensorScale("load-cell", 1_234.5, 9.1, 1, 0.6, 0.4, 9.3, true)),
                    null));

    @Test
    void bringsACalibrationBack() {
        assertEquals(1, CALIBRATED.policy().calibrations().size());
        assertEquals(CALIBRATED, MemoryJson.read(MemoryJson.write(CALIBRATED)));
    }

    @Test
    void readsWhatWasWrittenBeforeThereWereCalibrations() {
        String now = new String(MemoryJson.write(BankMemory.EMPTY), StandardCharsets.UTF_8);
        String before = now.replace(",\"calibrations\":{}", "");
        assertTrue(before.length() < now.length(), now);
        assertNotNull(MemoryJson.read(before.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsBooksOfTheTimeWhenABankHadOneSecretOnly() {
        String now = new String(MemoryJson.write(BankMemory.EMPTY), StandardCharsets.UTF_8);
        String before = now.replace(",\"generation\":1", "");
        assertTrue(before.length() < now.length(), now);
        assertEquals(BankMemory.EMPTY, MemoryJson.read(before.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bringsTheBooksBackWithEveryKindOfTicketAndAMovementUnderWay() {
        ParcelId inside = ParcelId.parse("01946c4e-7b00-7000-8000-0000000000b1");
        ParcelId moving = ParcelId.parse("01946c4e-7b00-7000-8000-0000000000b2");
        CompartmentId a07 = new CompartmentId("A07");
        Instant at = Instant.parse("2026-11-30T10:00:00Z");
        String print = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
        SealKey seal = new SealKey("seal-1", "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08");
        List<Ticket> tickets = List.of(
                new Ticket.Courier("c-4", "Parcel Express", print, at, at.plusSeconds(3_600), true),
                new Ticket.Delivery(moving.toString(), "4B", "PX 1", Size.MEDIUM, "r-17", a07, true, at),
                new Ticket.Recipient("r-17", "4B", "A. M.", true),
                new Ticket.Parcel(inside.toString(), 2, true, false));
        List<SensorMark> before = List.of(new SensorMark("load-cell", 1_204.5, 2.25, 160));
        Sensed sensed = new Sensed(Sensed.Outcome.ADDED, "load-cell", 412.5, 9, 0.9999, 900);
        List<Entry> entries = List.of(
                new TicketEntry.Applied(4, 0, at, tickets, List.of(), seal, null),
                new TicketEntry.Secret("seal-1", "e30..AAAA.AAAA.AAAA", 2, print),
                new ParcelEntry.DepositStarted("d-1", a07, inside, "c-4", "r-17", before),
                new ParcelEntry.DepositConcluded("d-1", a07, "verified", inside, sensed),
                new ParcelEntry.Coded(inside, a07, 1, print, print),
                new ParcelEntry.Flagged(inside, a07, "A07 is out of service"),
                new CodeEntry.Wrong(List.of(inside)),
                new CodeEntry.Paused(300, 10),
                new ParcelEntry.DepositStarted("d-2", new CompartmentId("A08"), moving, "c-4", null, before),
                new ParcelEntry.PickupStarted("p-1", a07, inside, ParcelEntry.Taker.RECIPIENT, before));
        BankMemory memory = BankMemory.EMPTY;
        for (int i = 0; i < entries.size(); i++) {
            memory = memory.then(new Stamp(at, 3, 5_000 + i), entries.get(i));
        }
        assertEquals(1, memory.books().parcels().size());
        assertEquals(2, memory.books().movements().size());
        assertEquals(memory, MemoryJson.read(MemoryJson.write(memory)));
    }
}
