package io.lockward.fleet.dispute;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.presence.Outage;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.ParcelEntry.Taker;
import io.lockward.protocol.entry.Sensed;
import io.lockward.protocol.entry.Sensed.Outcome;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a bank told, one entry every two seconds, written down shortly. Everything is signed unless it is said
/// otherwise.
final class Dispute {
    static final Instant START = Instant.parse("2026-11-20T17:00:00Z");
    static final BankId BANK = new BankId("harbour-7");
    static final ParcelId PARCEL = new ParcelId(new UUID(7, 7));
    static final ParcelId OTHER = new ParcelId(new UUID(8, 8));
    static final CompartmentId A07 = new CompartmentId("A07");
    static final CompartmentId A08 = new CompartmentId("A08");
    private static final JournalId JOURNAL = new JournalId(new UUID(1, 1));

    final List<StoredEntry> entries = new ArrayList<>();
    final List<Evidence.Missing> missing = new ArrayList<>();
    final List<ClipFact> clips = new ArrayList<>();
    private long seq;
    private long signedUpTo = Long.MAX_VALUE;
    private boolean camera;

    @Nullable
    List<Outage> outages = List.of();

    Dispute says(Entry entry) {
        seq++;
        entries.add(stored(seq, entry));
        return this;
    }

    static StoredEntry stored(long seq, Entry entry) {
        Instant at = START.plusSeconds(seq * 2);
        return new StoredEntry(
                BANK,
                new EntryRef(JOURNAL, 1, seq),
                new Stamp(at, 1, seq * 2_000),
                at,
                entry.getClass().getSimpleName(),
                Subjects.of(entry),
                entry,
                "{}");
    }

    Dispute deposit(CompartmentId place, DepositVerdict verdict, @Nullable Outcome sensed) {
        return deposit(PARCEL, place, verdict, sensed);
    }

    Dispute deposit(ParcelId parcel, CompartmentId place, DepositVerdict verdict, @Nullable Outcome sensed) {
        String id = "d-" + parcel;
        return says(new ParcelEntry.DepositStarted(id, place, parcel, "dhl-4", null, null))
                .door(place, DoorEntry.Why.DEPOSIT, id)
                .says(new ParcelEntry.DepositConcluded(id, place, verdict.word(), parcel, sensed(sensed)));
    }

    Dispute pickup(Taker taker, PickupVerdict verdict, @Nullable Outcome sensed) {
        return pickup(PARCEL, A07, taker, verdict, sensed);
    }

    Dispute pickup(ParcelId parcel, CompartmentId place, Taker taker, PickupVerdict verdict, @Nullable Outcome sensed) {
        String id = "p-" + parcel + seq;
        return says(new ParcelEntry.PickupStarted(id, place, parcel, taker, null))
                .door(place, DoorEntry.Why.PICKUP, id)
                .says(new ParcelEntry.PickupConcluded(id, place, verdict.word(), parcel, sensed(sensed)));
    }

    Dispute door(CompartmentId place, DoorEntry.Why why, String id) {
        return says(new DoorEntry.Pulsed(place, why, id, 300))
                .says(new DoorEntry.Opened(place, null))
                .says(new DoorEntry.Closed(place, 4_000L));
    }

    Dispute command(CompartmentId place) {
        CommandId command = new CommandId(new UUID(0x7000, 0x8000000000000000L));
        return says(new DoorEntry.Pulsed(place, DoorEntry.Why.COMMAND, command.toString(), 300))
                .says(new DoorEntry.Opened(place, command))
                .says(new DoorEntry.Closed(place, 4_000L));
    }

    Dispute forced(CompartmentId place) {
        return says(new DoorEntry.Opened(place, null))
                .says(new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, place.value(), null))
                .says(new DoorEntry.Closed(place, 9_000L));
    }

    Dispute coded() {
        return says(new ParcelEntry.Coded(PARCEL, A07, 1, "a".repeat(32), "b".repeat(32)));
    }

    Dispute occupied(CompartmentId place, boolean now) {
        return says(new OccupancyEntry.Changed(place, now, 1, 1, 0.999));
    }

    Dispute notHere() {
        return says(new KioskEntry.Trouble("K7-412", "parcel-not-here", A07, PARCEL));
    }

    /// Entries that never came.
    Dispute lost(int count) {
        missing.add(new Evidence.Missing(1, seq + 1, seq + count, Evidence.Missing.Why.DROPPED));
        seq += count;
        return this;
    }

    /// Nobody has heard of the bank since.
    Dispute silent() {
        missing.add(new Evidence.Missing(1, seq + 1, null, Evidence.Missing.Why.LATE));
        return this;
    }

    Dispute signedUpTo(long last) {
        signedUpTo = last;
        return this;
    }

    Dispute clip(ClipFact.State state, @Nullable String lost) {
        camera = true;
        clips.add(new ClipFact(
                "c-1-1-front",
                "front",
                state,
                lost,
                "deposit",
                "A07",
                1,
                1L,
                5L,
                START,
                START.plusSeconds(40),
                1L,
                0L,
                40_000L,
                0));
        return this;
    }

    static @Nullable Sensed sensed(@Nullable Outcome outcome) {
        return outcome == null ? null : new Sensed(outcome, "load-cell", 400, 9, 0.9999, 900);
    }

    long last() {
        return seq;
    }

    Evidence evidence() {
        return evidence(PARCEL, null);
    }

    Evidence evidence(@Nullable ParcelId parcel, @Nullable CompartmentId place) {
        return new Evidence(
                new Question(BANK, START, START.plusSeconds(7_200), place, parcel, ZoneOffset.UTC),
                entries,
                missing,
                Map.of(1L, signedUpTo),
                clips,
                null,
                120L,
                camera,
                outages,
                List.of());
    }

    CasePicture picture() {
        return CaseRules.picture(evidence());
    }

    /// The same evidence without one entry: its number is missing then, as it would be.
    static Evidence without(Evidence all, StoredEntry entry) {
        List<StoredEntry> fewer = new ArrayList<>(all.entries());
        fewer.remove(entry);
        List<Evidence.Missing> more = new ArrayList<>(all.missing());
        more.add(new Evidence.Missing(
                entry.ref().epoch(), entry.ref().seq(), entry.ref().seq(), Evidence.Missing.Why.LATE));
        return new Evidence(
                all.question(),
                fewer,
                more,
                all.signed(),
                all.clips(),
                all.standing(),
                all.clockOffsetMillis(),
                all.camera(),
                all.outages(),
                all.commands());
    }

    /// The same evidence with one more entry at the end.
    static Evidence with(Evidence all, Entry entry) {
        long last = all.entries().isEmpty() ? 0 : all.entries().getLast().ref().seq();
        List<StoredEntry> more = new ArrayList<>(all.entries());
        more.add(stored(last + 1, entry));
        return new Evidence(
                all.question(),
                more,
                all.missing(),
                all.signed(),
                all.clips(),
                all.standing(),
                all.clockOffsetMillis(),
                all.camera(),
                all.outages(),
                all.commands());
    }

    static Evidence signed(Evidence all, long upTo) {
        return new Evidence(
                all.question(),
                all.entries(),
                all.missing(),
                new HashMap<>(Map.of(1L, upTo)),
                all.clips(),
                all.standing(),
                all.clockOffsetMillis(),
                all.camera(),
                all.outages(),
                all.commands());
    }
}
