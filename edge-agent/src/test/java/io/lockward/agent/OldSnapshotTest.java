package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.LockHistory;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Stamp;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A bank that is brought up to date keeps what it knew.
class OldSnapshotTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final Stamp STAMP = new Stamp(Instant.parse("2026-11-20T17:00:00Z"), 1, 1_000);

    @Test
    void keepsWhatIsHeldAgainstLocks() {
        BankMemory memory = BankMemory.EMPTY
                .then(STAMP, new DoorEntry.Jammed(A01, null))
                .then(STAMP, new ConfigEntry.Service(A01, false, "it jams", ConfigEntry.Cause.JAMMED));
        assertEquals(memory, MemoryJson.read(MemoryJson.write(memory)));
        assertEquals(
                new LockHistory(1, 0, false, ConfigEntry.Cause.JAMMED, "it jams"),
                memory.policy().lock(A01));
    }

    @Test
    void knowsWhatIsOutOfServiceFromBeforeReasonsWereKept() throws Exception {
        BankMemory memory = BankMemory.EMPTY.then(STAMP, new ConfigEntry.Service(A01, false, "damaged"));
        JsonMapper json = new JsonMapper();
        ObjectNode old = (ObjectNode) json.readTree(MemoryJson.write(memory));
        assertNotNull(old.withObject("memory").withObject("policy").remove("locks"));
        BankMemory read = MemoryJson.read(json.writeValueAsBytes(old));
        assertNotNull(read);
        assertEquals(Set.of(A01), read.policy().outOfService());
        assertEquals("a person decided so", read.policy().whyOutOfService(A01));
    }
}
