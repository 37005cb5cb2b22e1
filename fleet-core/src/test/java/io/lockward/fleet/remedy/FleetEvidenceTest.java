package io.lockward.fleet.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.fleet.remedy.DownlinkRules.Tried;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.AgentEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What proves a power cycle, and what shows that a bank does not hear.
class FleetEvidenceTest {
    private static final BankId BANK = new BankId("harbour-7");
    private static final Instant ORDERED = Instant.parse("2026-11-20T17:00:00Z");

    private static Instant at(long seconds) {
        return ORDERED.plusSeconds(seconds);
    }

    private static BootId bootId(long boot) {
        return new BootId(new UUID(0x4000L, 0x8000_0000_0000_0000L | boot));
    }

    /// Heard so many seconds after the order, up for so many seconds in that boot.
    private static PresenceState heard(long seconds, long up, long boot, boolean proven) {
        Presence said = new Presence(
                Presence.State.ONLINE,
                at(seconds),
                boot,
                bootId(boot),
                up * 1_000,
                new SessionId(new UUID(0x4000L, 0x8000_0000_0000_0000L)),
                "1.0",
                new JournalId(new UUID(0x4000L, 0x8000_0000_0000_0000L)),
                1,
                10);
        return new PresenceState(BANK, said, at(-1_000), at(seconds), 0L, proven);
    }

    private static FleetRung order(boolean wentOut) {
        return new FleetRung(
                new UUID(1, 2),
                BANK,
                1L,
                RebootLevel.POWER,
                "silent",
                "ladder",
                ORDERED,
                at(600),
                wentOut ? at(1) : null,
                wentOut ? "the outlet answered 202" : null,
                null,
                null,
                null,
                null);
    }

    private static List<CycleProof.Start> started(long boot, AgentEntry.Cause cause) {
        return List.of(new CycleProof.Start(
                boot, new AgentEntry.Started(cause, false, bootId(boot), bootId(boot - 1), null, "1.0", null)));
    }

    private static FleetRung.@Nullable Outcome outcome(
            FleetRung order, List<CycleProof.Start> starts, @Nullable PresenceState heard, long now) {
        return CycleProof.of(order, starts, heard, at(now)).outcome();
    }

    @Test
    void onlyABootByPowerOnThatBeganAfterTheOrderProvesIt() {
        List<CycleProof.Start> powerOn = started(8, AgentEntry.Cause.POWER_ON);
        assertEquals(FleetRung.Outcome.HEALED, outcome(order(true), powerOn, heard(90, 60, 8, true), 100));
        assertEquals(
                "it started as boot 8 by power-on, 30 s after the order",
                CycleProof.of(order(true), powerOn, heard(90, 60, 8, true), at(100))
                        .words());
        // The boot began before the order; its word only came late.
        assertNull(outcome(order(true), powerOn, heard(90, 91, 8, true), 100));
        // Another boot than the one it speaks from.
        assertNull(outcome(order(true), powerOn, heard(90, 60, 9, true), 100));
        assertNull(outcome(order(true), started(8, AgentEntry.Cause.REBOOT), heard(90, 60, 8, true), 100));
        assertNull(outcome(order(true), powerOn, heard(90, 60, 8, false), 100));
        assertNull(outcome(order(true), powerOn, null, 599));
    }

    @Test
    void withoutProofItEndsUnverifiedAndSaysWhatIsKnown() {
        assertEquals(
                "it was not heard of after the order; the outlet answered 202",
                CycleProof.of(order(true), List.of(), heard(-90, 60, 7, true), at(600))
                        .words());
        assertEquals(
                "it is heard, in the boot it had before; the outlet answered 202",
                CycleProof.of(order(true), List.of(), heard(90, 900, 7, true), at(600))
                        .words());
        assertEquals(FleetRung.Outcome.UNVERIFIED, outcome(order(true), List.of(), null, 600));
    }

    @Test
    void anOrderThatMayNeverHaveGoneOutIsNeverCalledProven() {
        List<CycleProof.Start> powerOn = started(8, AgentEntry.Cause.POWER_ON);
        assertNull(outcome(order(false), powerOn, heard(90, 60, 8, true), 599));
        assertEquals(FleetRung.Outcome.UNVERIFIED, outcome(order(false), powerOn, heard(90, 60, 8, true), 600));
        assertEquals(
                "nobody knows whether the order went out; it is never repeated",
                CycleProof.of(order(false), List.of(), null, at(600)).words());
    }

    private static String hears(@Nullable Instant behindSince, Instant hearingSince, Tried... newestFirst) {
        AlarmChange change =
                DownlinkRules.onTime(heard(0, 60, 7, true), List.of(newestFirst), behindSince, hearingSince, at(0));
        return switch (change) {
            case null -> "unknown";
            case AlarmChange.Clear _ -> "hears";
            case AlarmChange.Holds _ -> "deaf";
        };
    }

    @Test
    void twoUnansweredCommandsInARowShowThatItDoesNotHear() {
        Tried answered = new Tried(at(-300), true, false);
        Tried lost = new Tried(at(-300), false, true);
        Tried waiting = new Tried(at(-3), false, false);
        assertEquals("hears", hears(null, at(-9_000), lost));
        assertEquals("hears", hears(null, at(-9_000), lost, answered, lost));
        assertEquals("hears", hears(null, at(-9_000), answered, lost, lost));
        assertEquals("deaf", hears(null, at(-9_000), waiting, lost, lost, answered));
        // What was lost while this service, or the bank, was away tells nothing.
        assertEquals("hears", hears(null, at(-200), lost, lost));
        assertEquals("hears", hears(null, at(-9_000), lost, new Tried(at(-1_001), false, true)));
    }

    @Test
    void entriesThatDoNotArriveForLongShowItToo() {
        assertEquals("hears", hears(at(-599), at(-9_000)));
        assertEquals("deaf", hears(at(-600), at(-9_000)));
        assertEquals("hears", hears(at(-600), at(-500)));
    }

    @Test
    void nothingIsToldOfABankWhoseWordIsNotProven() {
        assertNull(DownlinkRules.onTime(heard(0, 60, 7, false), List.of(), at(-900), at(-9_000), at(0)));
        assertInstanceOf(
                AlarmChange.Clear.class,
                DownlinkRules.onTime(heard(0, 60, 7, true), List.of(), null, at(-9_000), at(0)));
    }
}
