package io.lockward.agent.bank.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry.Because;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClipsTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final BootId BOOT = BootId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff");

    private Clips clips = Clips.NONE;
    private long seq;

    private ClipsTest at(long up, Entry entry) {
        Stamp stamp = new Stamp(Instant.parse("2026-11-20T17:00:00Z"), 1, up);
        clips = clips.then(new Place(5, ++seq), stamp, entry);
        return this;
    }

    private ClipsTest started(String... cameras) {
        return at(
                0, new AgentEntry.Started(AgentEntry.Cause.POWER_ON, false, BOOT, null, null, "1.0", List.of(cameras)));
    }

    @Test
    void aDepositFromItsCodeToItsVerdictIsOneStory() {
        started("left")
                .at(10_000, new ParcelEntry.DepositStarted("d-1", A01, null, null, null, null))
                .at(10_100, new DoorEntry.Pulsed(A01, DoorEntry.Why.DEPOSIT, "d-1", 500))
                .at(12_000, new DoorEntry.Opened(A01, null))
                .at(50_000, new DoorEntry.Closed(A01, 38_000L))
                .at(52_000, new ParcelEntry.DepositConcluded("d-1", A01, "verified", null, null));
        assertEquals(List.of(new Want("left", Because.DEPOSIT, A01, 5, 2, 6, 1, 10_000, 52_000)), clips.wants());
        assertEquals("c-5-2-left", clips.wants().getFirst().clip());
    }

    @Test
    void theGravestReasonCounts() {
        started("left")
                .at(10_000, new ParcelEntry.PickupStarted("p-1", A01, null, null, null))
                .at(20_000, new DoorEntry.Jammed(A01, null))
                .at(30_000, new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A01", null))
                .at(40_000, new ParcelEntry.PickupConcluded("p-1", A01, "not-opened", null, null));
        assertEquals(Because.FORCED_ENTRY, clips.wants().getFirst().because());
        assertEquals(1, clips.wants().size());
    }

    @Test
    void wrongCodesAndTamperingAreAboutTheWholeBank() {
        started("left")
                .at(10_000, new CodeEntry.Wrong(List.of()))
                .at(20_000, new CodeEntry.Paused(60, 5))
                .at(21_000, new ConditionEntry.Raised(ConditionEntry.Kind.TAMPER, "cabinet", null));
        assertEquals(List.of(new Want("left", Because.TAMPER, null, 5, 3, 4, 1, 20_000, 21_000)), clips.wants());
    }

    @Test
    void eachReasonAloneIsReasonEnough() {
        Map<Because, Entry> reasons = Map.of(
                Because.DEPOSIT, new ParcelEntry.DepositStarted("d-1", A01, null, null, null, null),
                Because.PICKUP, new ParcelEntry.PickupStarted("p-1", A01, null, null, null),
                Because.FORCED_ENTRY, new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, "A01", null),
                Because.JAM, new DoorEntry.Jammed(A01, null),
                Because.TAMPER, new ConditionEntry.Raised(ConditionEntry.Kind.TAMPER, "cabinet", null),
                Because.CODE_GUESSING, new CodeEntry.Paused(60, 5));
        reasons.forEach((because, entry) -> {
            clips = Clips.NONE;
            started("left", "right").at(10_000, entry);
            assertEquals(
                    List.of(because, because),
                    clips.wants().stream().map(Want::because).toList());
            assertEquals(
                    List.of("left", "right"),
                    clips.wants().stream().map(Want::camera).toList());
        });
    }

    @Test
    void doorsThatNobodyAsksAboutAndBanksWithoutCamerasWantNothing() {
        started("left").at(10_000, new DoorEntry.Opened(A01, null)).at(11_000, new DoorEntry.Closed(A01, 1_000L));
        assertEquals(List.of(), clips.wants());
        started().at(20_000, new DoorEntry.Jammed(A01, null));
        assertEquals(List.of(), clips.wants());
    }

    @Test
    void whatComesMuchLaterIsAnotherStory() {
        started("left")
                .at(10_000, new DoorEntry.Jammed(A01, null))
                .at(10_000 + Clips.SAME_STORY_MILLIS + 1, new DoorEntry.Jammed(A01, null));
        assertEquals(2, clips.wants().size());
    }
}
