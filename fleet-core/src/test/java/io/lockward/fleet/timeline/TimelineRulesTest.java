package io.lockward.fleet.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.Subjects;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.presence.Outage;
import io.lockward.fleet.timeline.Timeline.Gap;
import io.lockward.fleet.timeline.Timeline.State;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.wire.EntryTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final CompartmentId A07 = new CompartmentId("A07");
    private static final PowerEntry.Ups UPS = new PowerEntry.Ups("OB", null, null);

    private final List<Moment> told = new ArrayList<>();
    private long seq = 100;
    private long boot = 3;

    @Test
    void states_last_until_the_next_one_and_reach_into_the_span() {
        at(-600, new DoorEntry.Opened(A07, null));
        at(10, new DoorEntry.Closed(A07, null));
        at(20, new PowerEntry.Lost(UPS));
        at(50, new PowerEntry.Restored(UPS, null));
        Timeline shown = shown();
        assertEquals(List.of("power", "door/A07"), lanes(shown), "power first, doors last");
        assertEquals(List.of("battery 20 50", "mains 50 -"), states(shown, "power"));
        assertEquals(List.of("open -600 10", "closed 10 -"), states(shown, "door/A07"));
        assertEquals(3, shown.marks().size(), "what came before the span is no mark in it");
    }

    @Test
    void what_happens_side_by_side_ends_each_by_itself() {
        at(5, new ParcelEntry.DepositStarted("d1", A07, null, null, null, null));
        at(6, new ConditionEntry.Raised(ConditionEntry.Kind.DOOR_AJAR, "A07", null));
        at(7, new ConditionEntry.Raised(ConditionEntry.Kind.TAMPER, "cabinet", null));
        at(8, new ConditionEntry.Cleared(ConditionEntry.Kind.DOOR_AJAR, "A07"));
        at(9, new ParcelEntry.DepositConcluded("d1", A07, "verified", null, null));
        at(9, new ParcelEntry.DepositConcluded("d9", A07, "verified", null, null));
        Timeline shown = shown();
        assertEquals(List.of("deposit A07 5 9 verified"), states(shown, "people"));
        assertEquals(List.of("door-ajar A07 6 8 over", "tamper cabinet 7 -"), states(shown, "conditions"));
    }

    @Test
    void a_clock_that_was_set_moves_what_it_said_before() {
        // The clock starts two hours behind and is set right in the middle of the boot.
        tell(1_000_000, NOON.minus(Duration.ofHours(2)), new DoorEntry.Opened(A07, null));
        tell(1_005_000, NOON.minus(Duration.ofHours(2)).plusSeconds(5), new DoorEntry.Closed(A07, null));
        tell(1_010_000, NOON.plusSeconds(10), new PowerEntry.Lost(UPS));
        Timeline shown = shown();
        assertEquals(List.of("open 0 5", "closed 5 -"), states(shown, "door/A07"));
        assertEquals(1, shown.steps().size());
        assertEquals(7_200_000, shown.steps().getFirst().millis());
        assertEquals(NOON.plusSeconds(10), shown.steps().getFirst().at());
    }

    @Test
    void another_boot_is_no_step_and_its_downtime_is_shown() {
        at(1, new PowerEntry.Lost(UPS));
        boot++;
        at(
                40,
                new AgentEntry.Started(
                        AgentEntry.Cause.POWER_ON,
                        true,
                        BootId.parse("0198c0de-0000-7000-8000-000000000001"),
                        null,
                        30_000L,
                        "1",
                        null));
        Timeline shown = shown();
        assertEquals(List.of(), shown.steps());
        assertEquals(List.of("down 10 40"), states(shown, "agent"));
    }

    @Test
    void missing_entries_are_gaps_and_dropped_ones_are_told_apart() {
        at(1, new DoorEntry.Opened(A07, null));
        seq += 3;
        at(4, new DoorEntry.Closed(A07, null));
        at(9, new JournalEntry.Gap(seq + 1, seq + 20, Map.of("door.opened", 20L), ChainHash.START));
        seq += 19;
        at(12, new DoorEntry.Opened(A07, null));
        assertEquals(
                List.of(
                        new Gap(NOON.plusSeconds(1), NOON.plusSeconds(4), 1, 102, 104L, false),
                        new Gap(NOON.plusSeconds(4), NOON.plusSeconds(9), 1, 106, 125L, true)),
                shown().gaps());
    }

    @Test
    void what_was_not_heard_is_a_gap_and_nothing_is_said_to_go_on_in_it() {
        at(-600, new PowerEntry.Lost(UPS));
        at(10, new DoorEntry.Opened(A07, null));
        at(20, new ParcelEntry.DepositStarted("d1", A07, null, null, null, null));
        Hearing silent = heard(100, seq + 1, 3_600);
        assertEquals(
                List.of(new Gap(NOON.plusSeconds(100), NOON.plusSeconds(3_600), 1, seq + 1, null, false)),
                shown(silent, true).gaps());
        assertEquals(List.of("battery -600 100 nothing-heard-since"), states(shown(silent, true), "power"));
        assertEquals(List.of("open 10 100 nothing-heard-since"), states(shown(silent, true), "door/A07"));
        assertEquals(List.of("deposit A07 20 100 nothing-heard-since"), states(shown(silent, true), "people"));
        assertEquals(List.of("connected 0 100"), states(shown(silent, true), "network"));
        assertEquals(
                NOON.plusSeconds(20),
                shown(heard(100, seq + 4, 3_600), true).gaps().getFirst().from(),
                "it wrote more before it fell silent, so since the last entry nothing is known");
        assertEquals(
                List.of(), shown(silent, false).gaps(), "later entries are here, so nothing is missing before them");
    }

    @Test
    void what_is_on_its_way_is_no_gap_unless_nothing_gets_through() {
        at(10, new DoorEntry.Opened(A07, null));
        Hearing underWay = heard(3_590, seq + 3, 3_600);
        assertEquals(List.of(), shown(underWay, true).gaps());
        assertEquals(List.of("open 10 -"), states(shown(underWay, true), "door/A07"));
        Hearing stuck =
                new Hearing(List.of(outage(AlarmKind.DOWNLINK_DEAD, 700, null)), underWay.heard(), underWay.now());
        assertEquals(
                List.of(new Gap(NOON.plusSeconds(10), NOON.plusSeconds(3_600), 1, seq + 1, seq + 2, false)),
                shown(stuck, true).gaps());
        assertEquals(List.of("connected 0 700", "not-hearing 700 -"), states(shown(stuck, true), "network"));
    }

    @Test
    void outages_are_states_of_the_network_between_which_none_is_known() {
        Hearing.Heard heard = heard(2_000, 1, 3_600).heard();
        Hearing told = new Hearing(
                List.of(
                        outage(AlarmKind.BANK_OFFLINE, -100, 300L),
                        outage(AlarmKind.DOWNLINK_DEAD, 400, 500L),
                        outage(AlarmKind.BANK_OFFLINE, 2_200, null)),
                heard,
                NOON.plusSeconds(3_600));
        assertEquals(
                List.of(
                        "not-connected -160 300",
                        "connected 300 400",
                        "not-hearing 400 500",
                        "connected 500 2000",
                        "not-connected 2000 -"),
                states(shown(told, true), "network"));
        assertEquals(List.of("network"), lanes(shown(told, true)), "also where the bank wrote nothing");
        Hearing never = new Hearing(List.of(), null, NOON.plusSeconds(3_600));
        assertEquals(List.of(), lanes(shown(never, true)), "of a bank that was never heard nothing is known");
    }

    @Test
    void what_the_cloud_heard_is_moved_to_the_clock_of_the_bank() {
        Hearing told = new Hearing(
                List.of(outage(AlarmKind.BANK_OFFLINE, -7_200 + 600, -7_200 + 900L)),
                new Hearing.Heard(NOON.minusSeconds(9_000), NOON.minusSeconds(7_200 - 3_500), 1, 101, 7_200_000L),
                NOON.minusSeconds(7_200 - 3_600));
        assertEquals(
                List.of("connected 0 540", "not-connected 540 900", "connected 900 3500"),
                states(shown(told, true), "network"));
        assertEquals(NOON.minusSeconds(7_200), told.byCloud(NOON));
    }

    /// @param last when it was last heard, seconds after noon
    private static Hearing heard(long last, long next, long now) {
        return new Hearing(
                List.of(),
                new Hearing.Heard(NOON.minusSeconds(86_400), NOON.plusSeconds(last), 1, next, 0L),
                NOON.plusSeconds(now));
    }

    private static Outage outage(AlarmKind kind, long raised, @Nullable Long cleared) {
        return Objects.requireNonNull(
                Outage.of(kind, NOON.plusSeconds(raised), cleared == null ? null : NOON.plusSeconds(cleared)));
    }

    @Test
    void what_was_heard_much_later_is_shown_as_late() {
        at(1, new DoorEntry.Opened(A07, null));
        late(10, 3_600, new DoorEntry.Closed(A07, null));
        late(30, 3_601, new DoorEntry.Opened(A07, null));
        at(50, new DoorEntry.Closed(A07, null));
        assertEquals(
                List.of(new Timeline.Late(NOON.plusSeconds(10), NOON.plusSeconds(30), NOON.plusSeconds(3_601))),
                shown().late());
    }

    @Test
    void footage_keeps_its_span_through_its_life_and_a_lost_one_says_why() {
        at(5, recorded("c-1-1-front", null, NOON.plusSeconds(2), NOON.plusSeconds(4)));
        at(6, new ClipEntry.Uploaded("c-1-1-front"));
        at(7, new ClipEntry.Lost("c-1-2-front", "front", "the disk was full", ClipEntry.Because.JAM, 1L, 1L, A07));
        List<Timeline.Film> films = shown().films();
        assertEquals("uploaded", films.getFirst().state());
        assertEquals(NOON.plusSeconds(2), films.getFirst().from());
        assertEquals("the disk was full", films.getLast().reason());
    }

    @Test
    void footage_lies_with_its_entries_also_where_the_clock_was_set() {
        Instant slow = NOON.minus(Duration.ofHours(2));
        tell(1_000_000, slow, new DoorEntry.Opened(A07, null));
        tell(1_006_000, slow.plusSeconds(6), recorded("c-1-1-front", boot, slow.minusSeconds(1), slow.plusSeconds(4)));
        tell(1_007_000, slow.plusSeconds(7), recorded("c-1-2-side", null, slow.minusSeconds(1), slow.plusSeconds(4)));
        tell(1_008_000, slow.plusSeconds(8), recorded("c-1-3-back", boot - 1, slow.minusSeconds(1), NOON));
        tell(1_010_000, NOON.plusSeconds(10), new DoorEntry.Closed(A07, null));
        List<Timeline.Film> films = shown().films();
        Timeline.Film moved = films.getFirst();
        assertEquals(NOON.minusSeconds(1), moved.from(), "where its door is");
        assertEquals(NOON.plusSeconds(4), moved.to());
        assertEquals(
                List.of("c-1-1-front", "c-1-3-back"),
                films.stream().map(Timeline.Film::clip).toList(),
                "what tells no uptime, or one of a boot that is not here, stays on its own wall clock");
        assertEquals(slow.minusSeconds(1), films.getLast().from());
    }

    /// A clip from a second before uptime 1,000,000 ms to four after it.
    private static ClipEntry.Recorded recorded(String clip, @Nullable Long boot, Instant from, Instant to) {
        return new ClipEntry.Recorded(
                clip,
                "front",
                "a".repeat(64),
                10L,
                from,
                to,
                boot,
                boot == null ? null : 999_000L,
                boot == null ? null : 1_004_000L,
                0L,
                ClipEntry.Because.DEPOSIT,
                100L,
                101L,
                A07,
                0L,
                ClipEntry.Source.SYNTHETIC);
    }

    @Test
    void an_entry_that_this_version_cannot_read_is_still_a_mark() {
        told.add(
                new Moment(1, 101, new Stamp(NOON.plusSeconds(1), 1, 5), NOON.plusSeconds(2), "door.sang", null, null));
        assertEquals("journal", shown().marks().getFirst().lane());
    }

    @Test
    void every_kind_of_entry_has_a_lane() {
        // A switch over all kinds would not compile without one; the names of lanes are those that the page draws.
        assertTrue(EntryTypes.all().size() > 40);
        assertEquals(Subjects.door(A07), LaneRules.laneOf(new DoorEntry.Closed(A07, null)));
    }

    private Timeline shown() {
        return shown(Hearing.nothing(NOON.plus(Duration.ofHours(1))), true);
    }

    private Timeline shown(Hearing hearing, boolean whole) {
        return TimelineRules.of(told, NOON, NOON.plus(Duration.ofHours(1)), hearing, whole);
    }

    private void at(long seconds, Entry entry) {
        tell(1_000_000 + boot * 10_000_000 + seconds * 1_000, NOON.plusSeconds(seconds), entry);
    }

    private void tell(long up, Instant at, Entry entry) {
        seq++;
        told.add(new Moment(
                1,
                seq,
                new Stamp(at, boot, up),
                at.plusMillis(300),
                EntryTypes.nameOf(entry.getClass()),
                Subjects.of(entry),
                entry));
    }

    private void late(long seconds, long heard, Entry entry) {
        at(seconds, entry);
        Moment last = told.removeLast();
        told.add(new Moment(
                1, last.seq(), last.stamp(), NOON.plusSeconds(heard), last.type(), last.subject(), last.entry()));
    }

    private static List<String> lanes(Timeline shown) {
        return shown.lanes().stream().map(Timeline.Lane::id).toList();
    }

    private static List<String> states(Timeline shown, String lane) {
        return shown.lanes().stream()
                .filter(each -> each.id().equals(lane))
                .flatMap(each -> each.states().stream())
                .map(TimelineRulesTest::told)
                .toList();
    }

    private static String told(State state) {
        String said = state.said() == null ? "" : " " + state.said();
        return state.state() + ' ' + seconds(state.from()) + ' ' + seconds(state.to()) + said;
    }

    private static String seconds(@Nullable Instant at) {
        return at == null ? "-" : String.valueOf(Duration.between(NOON, at).toSeconds());
    }
}
