package io.lockward.fleet.parcel;

import static io.lockward.fleet.parcel.Told.A07;
import static io.lockward.fleet.parcel.Told.A08;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.fleet.parcel.ParcelNews.Kind;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.ParcelEntry.Taker;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewsRulesTest {
    private static List<Kind> news(@Nullable Told before, Told after) {
        return NewsRules.onChange(before == null ? null : before.record(), after.record(), Told.START).stream()
                .map(ParcelNews::kind)
                .toList();
    }

    private static Told in() {
        return new Told().deposit(A07, DepositVerdict.VERIFIED);
    }

    @Test
    void tells_of_a_parcel_once_there_is_a_code_for_it() {
        assertEquals(List.of(), news(null, in()));
        assertEquals(List.of(Kind.WAITING), news(in(), in().coded(A07, 1)));
        assertEquals(List.of(Kind.WAITING), news(null, in().coded(A07, 1)));
        assertEquals(List.of(), news(in().coded(A07, 1), in().coded(A07, 1)));
    }

    @Test
    void tells_of_another_door_and_another_code() {
        assertEquals(
                List.of(Kind.MOVED), news(in().coded(A07, 1), in().coded(A07, 1).moved(A08, A07)));
        assertEquals(
                List.of(Kind.CODE_CHANGED),
                news(in().coded(A07, 1), in().coded(A07, 1).coded(A07, 2)));
        assertEquals(
                List.of(Kind.WAITING),
                news(null, in().moved(A08, A07).coded(A08, 1)),
                "who was not told of the first door need not know of it");
    }

    @Test
    void tells_of_the_end_alone_when_all_of_it_came_late() {
        Told collected = in().coded(A07, 1).pickup(A07, Taker.RECIPIENT, PickupVerdict.COLLECTED);
        assertEquals(List.of(Kind.COLLECTED), news(null, collected));
        assertEquals(List.of(Kind.COLLECTED), news(in().coded(A07, 1), collected));
        assertEquals(List.of(), news(collected, collected));
        assertEquals(
                List.of(Kind.RETURNED),
                news(in().coded(A07, 1), in().coded(A07, 1).pickup(A07, Taker.COURIER, PickupVerdict.COLLECTED)));
    }

    @Test
    void tells_once_that_the_door_is_out_of_order() {
        String out = ParcelEntry.Flagged.OUT_OF_SERVICE + ": 3 times in a row the door stayed shut after its pulse";
        assertEquals(
                List.of(Kind.DELAYED),
                news(in().coded(A07, 1), in().coded(A07, 1).flagged(A07, out)));
        assertEquals(
                List.of(),
                news(in().coded(A07, 1).flagged(A07, out), in().coded(A07, 1).flagged(A07, out)));
        assertEquals(
                List.of(),
                news(in().coded(A07, 1), in().coded(A07, 1).flagged(A07, "no sensor vouches for its deposit")),
                "what only support need know is not told");
        assertTrue(Kind.DELAYED.fits(in().coded(A07, 1).flagged(A07, out).record()));
        assertFalse(
                Kind.DELAYED.fits(in().coded(A07, 1)
                        .flagged(A07, out)
                        .pickup(A07, Taker.RECIPIENT, PickupVerdict.COLLECTED)
                        .record()),
                "it was taken before the letter went");
    }

    private static final String OUT = ParcelEntry.Flagged.OUT_OF_SERVICE + ": its lock does not hold";

    private static Told stuck() {
        return in().coded(A07, 1).pickup(A07, Taker.RECIPIENT, PickupVerdict.NOT_OPENED);
    }

    private static List<ParcelNews> since(Told before, Told after, PlaceWords words) {
        return NewsRules.onChange(before.record(), after.record(words), Told.START);
    }

    @Test
    void tells_who_stood_before_a_stuck_door_once_it_opens_again() {
        assertNotNull(stuck().record().standing().hindered());
        PlaceWords opened = new PlaceWords(null, false, null, stuck().next());
        List<ParcelNews> news = since(stuck(), stuck(), opened);
        assertEquals(
                List.of(Kind.OPENS_AGAIN), news.stream().map(ParcelNews::kind).toList());
        PlaceWords later = new PlaceWords(null, false, stuck().coded(A07, 2).next(), null);
        assertEquals(news, since(stuck(), stuck(), later), "however often it opens, that is one piece of news");
        assertEquals(List.of(), since(stuck(), stuck(), PlaceWords.NONE), "nobody saw it open yet");
        PlaceWords before = new PlaceWords(null, false, null, new Told().next());
        assertEquals(List.of(), since(stuck(), stuck(), before), "that it opened once before says nothing");
        PlaceWords outAgain = new PlaceWords(null, true, null, stuck().next());
        assertEquals(List.of(), since(stuck(), stuck(), outAgain), "it opens, and nobody should use it");
    }

    @Test
    void tells_who_was_told_to_wait_once_the_door_is_back_in_service() {
        Told out = in().coded(A07, 1).flagged(A07, OUT);
        PlaceWords moved = new PlaceWords(null, true, null, out.next());
        assertEquals(List.of(), since(out, out, moved), "a technician tries it");
        PlaceWords back = new PlaceWords(null, false, out.next(), null);
        assertEquals(
                List.of(Kind.OPENS_AGAIN),
                since(out, out, back).stream().map(ParcelNews::kind).toList());
        ParcelRecord well = out.record(back);
        assertNull(well.standing().attention(), "nobody need look any more");
        assertTrue(Kind.OPENS_AGAIN.fits(well));
        assertFalse(Kind.DELAYED.fits(well), "bad news that was not told yet is not told now");
        assertEquals(List.of(), NewsRules.onChange(well, well, Told.START));
    }

    @Test
    void tells_nobody_that_a_door_works_who_has_the_parcel_or_stands_before_it() {
        PlaceWords opened = new PlaceWords(null, false, null, stuck().next());
        Told again =
                stuck().bank(new ParcelEntry.PickupStarted("p2", A07, Told.PARCEL.parcel(), Taker.RECIPIENT, null));
        assertEquals(List.of(), since(stuck(), again, opened), "its recipient opens it just now");
        Told collected = stuck().pickup(A07, Taker.RECIPIENT, PickupVerdict.COLLECTED);
        assertEquals(
                List.of(Kind.COLLECTED),
                since(stuck(), collected, opened).stream().map(ParcelNews::kind).toList());
        Told courier = in().coded(A07, 1).pickup(A07, Taker.COURIER, PickupVerdict.NOT_OPENED);
        assertNull(courier.record().standing().hindered(), "a courier does not wait for a letter");
        Told looked = stuck().pickup(A07, Taker.RECIPIENT, PickupVerdict.LEFT_BEHIND);
        assertNull(looked.record().standing().hindered(), "it opened, and the parcel was left there");
    }
}
