package io.lockward.agent.bank.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.ParcelSetup.Box;
import io.lockward.protocol.parcel.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptRoomTest {
    private static final List<Size> SIZES = List.of(Size.values());
    private static final Box SMALL = new Box(Size.SMALL, true);
    private static final Box HIGH = new Box(Size.SMALL, false);
    private static final Box LARGE = new Box(Size.LARGE, true);

    @Test
    void sparesADoorThatNoAnnouncedParcelNeeds() {
        KeptRoom kept = KeptRoom.of(List.of(SMALL, LARGE), List.of(HIGH));
        assertTrue(kept.spares(SMALL), "a small parcel also goes into the large one");
        assertTrue(kept.spares(LARGE));
        assertFalse(kept.without(LARGE).spares(SMALL), "the last one is kept");
        assertFalse(KeptRoom.of(List.of(SMALL, LARGE), List.of(LARGE)).spares(LARGE), "nothing else is large enough");
    }

    @Test
    void keepsADoorWithinReachForWhoNeedsIt() {
        KeptRoom kept = KeptRoom.of(List.of(SMALL, HIGH), List.of(SMALL));
        assertFalse(kept.spares(SMALL));
        assertTrue(kept.spares(HIGH));
    }

    @Test
    void hasNoDoorToSpareOfAKindThatIsNotFree() {
        assertFalse(KeptRoom.of(List.of(), List.of()).spares(SMALL));
    }

    /// Against trying every way of giving parcels doors.
    @Test
    void sparesExactlyWhatEveryWayOfPlacingThemWouldSpare() {
        Random random = new Random(20_261_130);
        int kept = 0;
        for (int round = 0; round < 5_000; round++) {
            List<Box> doors = boxes(random, 1 + random.nextInt(5));
            List<Box> needs = boxes(random, random.nextInt(6));
            Box door = doors.get(random.nextInt(doors.size()));
            List<Box> rest = new ArrayList<>(doors);
            rest.remove(door);
            boolean spares = most(rest, needs) == most(doors, needs);
            assertEquals(spares, KeptRoom.of(doors, needs).spares(door), () -> doors + " for " + needs + ": " + door);
            kept += spares ? 0 : 1;
        }
        assertTrue(kept > 500 && kept < 4_500, kept + " of 5000 were kept");
    }

    private static List<Box> boxes(Random random, int count) {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boxes.add(new Box(SIZES.get(random.nextInt(SIZES.size())), random.nextBoolean()));
        }
        return boxes;
    }

    private static int most(List<Box> doors, List<Box> needs) {
        if (needs.isEmpty()) {
            return 0;
        }
        Box need = needs.getFirst();
        List<Box> others = needs.subList(1, needs.size());
        int most = most(doors, others);
        for (int i = 0; i < doors.size(); i++) {
            Box door = doors.get(i);
            if (need.size().fits(door.size()) && (door.reachable() || !need.reachable())) {
                List<Box> rest = new ArrayList<>(doors);
                rest.remove(i);
                most = Math.max(most, 1 + most(rest, others));
            }
        }
        return most;
    }
}
