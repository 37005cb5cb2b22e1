package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.BankMemory;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.entry.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryJsonTest {
    private static final BankMemory CALIBRATED = BankMemory.EMPTY.then(
            new Stamp(Instant.parse("2026-11-30T10:00:00Z"), 3, 5_000),
            new OccupancyEntry.Calibrated(
                    new CompartmentId("A07"),
                    List.of(new SensorScale("load-cell", 1_234.5, 9.1, 1, 0.6, 0.4, 9.3, true))));

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
}
