package io.lockward.cloud.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.ParcelStanding;
import io.lockward.fleet.parcel.ParcelState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpaceRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final CompartmentId A02 = new CompartmentId("A02");
    private static final Map<CompartmentId, Size> SMALL_AND_LARGE = Map.of(A01, Size.SMALL, A02, Size.LARGE);

    private static ParcelRecord parcel(
            ParcelState state, @Nullable CompartmentId at, @Nullable CompartmentId reserved, @Nullable Size size) {
        return new ParcelRecord(
                new ParcelKey(new BankId("harbour-7"), new ParcelId(new UUID(1, 1))),
                new Announcement("4B", null, null, size, null, reserved, false, NOW.plusSeconds(60), "ana", NOW),
                new ParcelStanding(
                        state, at, null, null, null, null, 0, null, 0, false, false, false, false, false, null, NOW,
                        null, null, null, null));
    }

    private static boolean room(List<ParcelRecord> open, @Nullable Size size, @Nullable CompartmentId place) {
        return SpaceRules.room(SMALL_AND_LARGE, open, size, place) instanceof SpaceRules.Room.Found;
    }

    @Test
    void a_parcel_needs_a_door_that_is_large_enough_and_free() {
        assertTrue(room(List.of(), Size.LARGE, null));
        assertEquals(false, room(List.of(), Size.EXTRA_LARGE, null));
        assertEquals(false, room(List.of(parcel(ParcelState.WAITING, A02, null, null)), Size.MEDIUM, null));
        assertTrue(room(List.of(parcel(ParcelState.WAITING, A02, null, null)), Size.SMALL, null));
    }

    @Test
    void what_is_announced_keeps_its_room() {
        ParcelRecord small = parcel(ParcelState.ANNOUNCED, null, null, Size.SMALL);
        assertTrue(room(List.of(small), Size.LARGE, null), "the small one takes the small door");
        assertEquals(false, room(List.of(small, small), Size.LARGE, null));
        assertEquals(false, room(List.of(parcel(ParcelState.ANNOUNCED, null, null, null)), Size.LARGE, null));
    }

    @Test
    void a_door_is_kept_for_one() {
        ParcelRecord kept = parcel(ParcelState.ANNOUNCED, null, A02, Size.SMALL);
        assertEquals(false, room(List.of(kept), Size.SMALL, A02));
        assertTrue(room(List.of(kept), Size.SMALL, A01));
        assertEquals(false, room(List.of(), Size.LARGE, A01), "too small");
        assertEquals(false, room(List.of(), Size.SMALL, new CompartmentId("Z09")), "no such door");
    }

    @Test
    void without_a_layout_the_bank_decides_alone() {
        assertTrue(
                SpaceRules.room(Map.of(), List.of(parcel(ParcelState.WAITING, A01, null, null)), Size.LARGE, null)
                        instanceof SpaceRules.Room.Found);
        assertTrue(
                SpaceRules.room(Map.of(), List.of(parcel(ParcelState.WAITING, A01, null, null)), Size.SMALL, A01)
                        instanceof SpaceRules.Room.None);
    }
}
