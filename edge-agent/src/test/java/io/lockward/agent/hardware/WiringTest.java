package io.lockward.agent.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockward.agent.hardware.DoorWiring.Pull;
import io.lockward.protocol.CompartmentId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WiringTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");

    @Test
    void reads_a_door_in_either_polarity() {
        DoorWiring toGround = new DoorWiring(A01, 5, false, Pull.UP);
        DoorWiring toSupply = new DoorWiring(A01, 5, true, Pull.DOWN);
        assertEquals(DoorPosition.CLOSED, toGround.position(false));
        assertEquals(DoorPosition.OPEN, toGround.position(true));
        assertEquals(DoorPosition.CLOSED, toSupply.position(true));
        assertEquals(DoorPosition.OPEN, toSupply.position(false));
    }

    @Test
    void refuses_a_line_or_a_compartment_used_twice() {
        LockWiring lock = new LockWiring(A01, 5, true);
        refuse(List.of(lock, new LockWiring(A02, 5, true)), List.of());
        refuse(List.of(lock, new LockWiring(A01, 6, true)), List.of());
        refuse(List.of(lock), List.of(new DoorWiring(A01, 5, false, Pull.UP)));
        refuse(List.of(), List.of(new DoorWiring(A01, 5, false, Pull.UP), new DoorWiring(A01, 6, false, Pull.UP)));
    }

    @Test
    void refuses_lines_no_chip_has() {
        assertThrows(IllegalArgumentException.class, () -> new LockWiring(A01, -1, true));
        assertThrows(IllegalArgumentException.class, () -> new DoorWiring(A01, 512, true, Pull.NONE));
    }

    @Test
    void counts_a_full_and_an_empty_disk() {
        assertEquals(0, new DiskUse(1_000, 1_000).usedPercent());
        assertEquals(100, new DiskUse(1_000, 0).usedPercent());
        assertEquals(99, new DiskUse(1_000, 1).usedPercent());
        assertEquals(50, new DiskUse(8L << 40, 4L << 40).usedPercent());
        assertThrows(IllegalArgumentException.class, () -> new DiskUse(10, 11));
    }

    private static void refuse(List<LockWiring> locks, List<DoorWiring> doors) {
        assertThrows(IllegalArgumentException.class, () -> new Wiring(locks, doors));
    }
}
