package io.lockward.fleet.parcel;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.KioskEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What can be done to parcels and tickets within one transaction. Everything takes many at once.
///
/// Threads: only the one that runs the work, only while it runs.
public interface ParcelBooks {
    /// A trouble that somebody was told at a screen, to be found by its code.
    record Trouble(BankId bank, EntryRef source, Instant at, KioskEntry.Trouble trouble) {}

    /// A compartment of a bank.
    record Place(BankId bank, CompartmentId compartment) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byBank = bank.compareTo(other.bank);
            return byBank != 0 ? byBank : compartment.compareTo(other.compartment);
        }
    }

    /// Locks the banks' books until the transaction ends, opening those that are new. Whoever changes parcels or
    /// tickets of a bank locks its book first.
    Map<BankId, TicketBook> lock(Collection<BankId> banks);

    /// Facts already known are not added again.
    void addFacts(Collection<? extends ParcelFact> facts);

    List<ParcelFact> facts(Collection<ParcelKey> parcels);

    /// Unknown ones are not in the answer.
    Map<ParcelKey, ParcelRecord> parcels(Collection<ParcelKey> parcels);

    /// Parcels that the books have inside these compartments.
    List<ParcelKey> inside(Collection<Place> places);

    /// Of these compartments, those with a parcel that nobody could get at ([ParcelStanding#hindered]).
    List<Place> hindered(Collection<Place> places);

    /// Inserts or updates. An announcement is kept from the first time on.
    void save(Collection<ParcelRecord> parcels);

    /// Banks' newest words on these subjects; those on which nothing was said are not in the answer.
    Map<Reported.Key, Reported> newest(Collection<Reported.Key> subjects);

    /// Puts and removes tickets; each real change gets the bank's next version. One that changes nothing gets none.
    void change(Collection<TicketChange> changes);

    /// The bank's tickets that changed after a version, by version.
    ///
    /// @param limit at most so many, from 1
    List<TicketSlot> ticketsAfter(BankId bank, long version, int limit);

    /// Saves what is known of the book besides its tickets.
    void save(TicketBook book);

    /// Lifts every version of a bank's tickets by so much, as the bank reports more than the book has.
    void lift(BankId bank, long by);

    /// Lays news aside for those who tell it; the same news twice is one.
    void tell(Collection<ParcelNews> news);

    /// The same trouble twice is one.
    void keep(Collection<Trouble> troubles);
}
