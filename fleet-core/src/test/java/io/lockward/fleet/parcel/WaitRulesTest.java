package io.lockward.fleet.parcel;

import static io.lockward.fleet.parcel.Told.A07;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockward.fleet.parcel.ParcelFact.What;
import io.lockward.fleet.parcel.ParcelNews.Kind;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.ParcelEntry.Taker;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitRulesTest {
    private static final Patience PATIENCE = new Patience(Duration.ofDays(1), Duration.ofDays(5), Duration.ofDays(14));
    private static final Patience FOR_EVER = new Patience(Duration.ofDays(1), Duration.ofDays(5), null);

    private static Told in() {
        return new Told().deposit(A07, DepositVerdict.VERIFIED).coded(A07, 1);
    }

    private static Told overdue() {
        return in().cloud(What.OVERDUE, 0);
    }

    private static @Nullable What due(Told told, @Nullable Instant said, Duration later) {
        return WaitRules.due(new Waiting(told.record(), Told.START, said), Told.START.plus(later), PATIENCE);
    }

    private static @Nullable What fresh(Told told) {
        return due(told, null, Duration.ofDays(5));
    }

    /// On its last day, of one that was said to wait too long when it was.
    private static @Nullable What atTheEnd(Told told) {
        return due(told, Told.START.plus(Duration.ofDays(5)), Duration.ofDays(14));
    }

    @Test
    void says_once_that_a_parcel_waits_too_long() {
        assertNull(due(in(), null, Duration.ofDays(5).minusMillis(1)));
        assertEquals(What.OVERDUE, fresh(in()));
        assertNull(due(overdue(), Told.START, Duration.ofDays(5)));
    }

    @Test
    void sends_it_back_once_and_only_where_that_is_set() {
        assertNull(due(
                overdue(),
                Told.START.plus(Duration.ofDays(5)),
                Duration.ofDays(14).minusMillis(1)));
        assertEquals(What.RETURNING, atTheEnd(overdue()));
        assertNull(atTheEnd(overdue().cloud(What.RETURNING, 0)));
        Waiting waiting = new Waiting(overdue().record(), Told.START, Told.START);
        assertNull(WaitRules.due(waiting, Told.START.plus(Duration.ofDays(400)), FOR_EVER));
    }

    @Test
    void sends_nothing_back_without_a_word_long_enough_before() {
        assertEquals(What.OVERDUE, due(in(), null, Duration.ofDays(400)), "also what has waited for a year is warned");
        Instant said = Told.START.plus(Duration.ofDays(400));
        assertNull(due(overdue(), said, Duration.ofDays(409).minusMillis(1)));
        assertEquals(What.RETURNING, due(overdue(), said, Duration.ofDays(409)));
    }

    @Test
    void a_clock_that_is_set_back_or_was_wrong_for_a_while_sends_nothing_back() {
        assertNull(due(in(), null, Duration.ofDays(-30)));
        Instant wrong = Told.START.plus(Duration.ofDays(30));
        assertNull(due(overdue(), wrong, Duration.ofDays(30).plusMinutes(1)), "one round later, still wrong");
        assertNull(due(overdue(), wrong, Duration.ofDays(14)), "set right");
    }

    @Test
    void counts_from_when_it_was_heard_since_a_banks_clock_may_be_wrong_by_years() {
        Instant heard = Told.START.plus(Duration.ofDays(8_000));
        Waiting waiting = new Waiting(in().record(), heard, null);
        assertNull(WaitRules.due(waiting, heard.plus(Duration.ofDays(4)), PATIENCE));
        assertEquals(List.of(), WaitRules.news(waiting, heard.plusSeconds(60), PATIENCE));
        assertEquals(What.OVERDUE, WaitRules.due(waiting, heard.plus(Duration.ofDays(5)), PATIENCE));
    }

    @Test
    void leaves_alone_what_is_held_or_not_there_or_being_fetched() {
        assertNull(fresh(in().cloud(What.HELD, 0)));
        assertNull(fresh(in().cloud(What.RETURNING, 0)));
        assertNull(fresh(new Told().deposit(A07, DepositVerdict.VERIFIED)), "no code opens for it");
        Told fetching =
                in().bank(new ParcelEntry.PickupStarted("p1", A07, Told.PARCEL.parcel(), Taker.RECIPIENT, null));
        assertNull(fresh(fetching));
        assertNull(fresh(in().pickup(A07, Taker.RECIPIENT, PickupVerdict.COLLECTED)));
        ParcelRecord missed = in().record(new PlaceWords(in().next(), false, null, null));
        assertNull(WaitRules.due(new Waiting(missed, Told.START, null), Told.START.plus(Duration.ofDays(6)), PATIENCE));
    }

    @Test
    void what_its_recipient_could_not_fetch_goes_back_by_a_persons_word_only() {
        assertNull(atTheEnd(overdue().pickup(A07, Taker.RECIPIENT, PickupVerdict.NOT_OPENED)), "a stuck door");
        assertNull(atTheEnd(overdue().flagged(A07, ParcelEntry.Flagged.OUT_OF_SERVICE + ": the hinge")));
        assertNull(atTheEnd(overdue().bank(new CodeEntry.Locked(Told.PARCEL.parcel()))));
        assertEquals(What.OVERDUE, fresh(in().pickup(A07, Taker.RECIPIENT, PickupVerdict.NOT_OPENED)));
    }

    @Test
    void reminds_each_day_and_says_in_the_end_that_it_goes_back() {
        assertEquals(List.of(), keys(in(), Duration.ofHours(23)));
        List<String> first = keys(in(), Duration.ofHours(25));
        assertEquals(first, keys(in(), Duration.ofHours(47)), "the same reminder is one");
        assertEquals(1, first.size());
        List<String> end = keys(in(), Duration.ofDays(6));
        assertEquals(1, end.size());
        assertEquals(end, keys(overdue(), Duration.ofDays(9)), "told once, whoever said it");
        assertEquals(true, end.getFirst().startsWith(Kind.OVERDUE.word() + "/"));
    }

    private static List<String> keys(Told told, Duration later) {
        Waiting waiting = new Waiting(told.record(), Told.START, null);
        return WaitRules.news(waiting, Told.START.plus(later), PATIENCE).stream()
                .map(ParcelNews::key)
                .toList();
    }

    @Test
    void says_why_in_words() {
        assertEquals("Nobody fetched it within 5 days.", WaitRules.why(Duration.ofDays(5)));
        assertEquals("Nobody fetched it within a day.", WaitRules.why(Duration.ofDays(1)));
        assertEquals("Nobody fetched it within 90 minutes.", WaitRules.why(Duration.ofMinutes(90)));
    }

    @Test
    void refuses_spans_that_send_back_without_a_word() {
        Duration day = Duration.ofDays(1);
        assertThrows(IllegalArgumentException.class, () -> new Patience(day, day, day));
        assertThrows(IllegalArgumentException.class, () -> new Patience(Duration.ZERO, day, null));
        assertThrows(IllegalArgumentException.class, () -> new Patience(day, Duration.ofDays(-1), null));
        assertEquals(day, new Patience(Duration.ofDays(2), day, null).shortest());
    }
}
