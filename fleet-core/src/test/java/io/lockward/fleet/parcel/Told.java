package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Facts about one parcel, one a second, written down shortly.
final class Told {
    static final Instant START = Instant.parse("2026-11-20T17:00:00Z");
    static final ParcelKey PARCEL = new ParcelKey(new BankId("harbour-7"), new ParcelId(new UUID(7, 7)));
    static final CompartmentId A07 = new CompartmentId("A07");
    static final CompartmentId A08 = new CompartmentId("A08");
    static final JournalId JOURNAL = new JournalId(new UUID(1, 1));

    private final List<ParcelFact> facts = new ArrayList<>();
    private long epoch = 1;

    List<ParcelFact> facts() {
        return facts;
    }

    Told bank(Entry entry) {
        Instant at = now();
        facts.add(new ParcelFact.Told(PARCEL, new EntryRef(JOURNAL, epoch, facts.size() + 1), at, at, entry, "{}"));
        return this;
    }

    Told journal(long next) {
        epoch = next;
        return this;
    }

    Told cloud(ParcelFact.What what, int number) {
        facts.add(new ParcelFact.Done(PARCEL, what, now(), "ana", number, null));
        return this;
    }

    Told deposit(CompartmentId compartment, DepositVerdict verdict) {
        return bank(new ParcelEntry.DepositStarted("d1", compartment, PARCEL.parcel(), "dhl-4", "unit-4b", null))
                .bank(new ParcelEntry.DepositConcluded("d1", compartment, verdict.word(), PARCEL.parcel(), null));
    }

    Told coded(CompartmentId compartment, int number) {
        return bank(new ParcelEntry.Coded(
                PARCEL.parcel(), compartment, number, ("" + number % 10).repeat(32), "b".repeat(32)));
    }

    Told flagged(CompartmentId compartment, String why) {
        return bank(new ParcelEntry.Flagged(PARCEL.parcel(), compartment, why));
    }

    Told moved(CompartmentId to, CompartmentId from) {
        return bank(new ParcelEntry.Moved(PARCEL.parcel(), to, from, "the sensor saw it there"));
    }

    Told pickup(CompartmentId compartment, ParcelEntry.Taker taker, PickupVerdict verdict) {
        return bank(new ParcelEntry.PickupStarted("p1", compartment, PARCEL.parcel(), taker, null))
                .bank(new ParcelEntry.PickupConcluded("p1", compartment, verdict.word(), PARCEL.parcel(), null));
    }

    /// Judged anew.
    Told concluded(CompartmentId compartment, PickupVerdict verdict) {
        return bank(new ParcelEntry.PickupConcluded("p1", compartment, verdict.word(), PARCEL.parcel(), null));
    }

    ParcelStory story() {
        return story(PlaceWords.NONE);
    }

    ParcelStory story(@Nullable EntryRef missing) {
        return story(new PlaceWords(missing, false, null, null));
    }

    ParcelStory story(PlaceWords words) {
        return ParcelFold.fold(facts, words);
    }

    ParcelRecord record() {
        return record(PlaceWords.NONE);
    }

    ParcelRecord record(PlaceWords words) {
        return new ParcelRecord(PARCEL, null, story(words).standing());
    }

    /// The entry that its bank writes next.
    EntryRef next() {
        return new EntryRef(JOURNAL, epoch, facts.size() + 1);
    }

    static Sensed removed() {
        return new Sensed(Sensed.Outcome.REMOVED, "load-cell", -400, 9, 0.9999, 900);
    }

    private Instant now() {
        return START.plusSeconds(facts.size());
    }
}
