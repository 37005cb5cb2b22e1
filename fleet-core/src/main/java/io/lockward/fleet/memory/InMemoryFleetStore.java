package io.lockward.fleet.memory;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.FleetChanges;
import io.lockward.fleet.FleetStore;
import io.lockward.fleet.FleetTransaction;
import io.lockward.fleet.HostilePayload;
import io.lockward.fleet.JournalState;
import io.lockward.fleet.Reported;
import io.lockward.fleet.StoredEntry;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.fleet.clip.ClipRecord;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandFold;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.fleet.dispute.CaseTrigger;
import io.lockward.fleet.parcel.BankPicture;
import io.lockward.fleet.parcel.ParcelBooks;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelFold;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.ParcelStory;
import io.lockward.fleet.parcel.PlaceWords;
import io.lockward.fleet.parcel.TicketBook;
import io.lockward.fleet.parcel.TicketReport;
import io.lockward.fleet.parcel.TicketSlot;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.entry.TicketEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The fleet in memory, for simulations: the same answers as PostgreSQL gives, with rollback, and gone with the
/// process. Never a place for a real fleet.
///
/// Threads: one at a time (`synchronized`), so there are no locks to wait for and nothing to retry.
public final class InMemoryFleetStore implements FleetStore {
    final Map<JournalId, JournalState> journals = new TreeMap<>();
    final Map<BankId, List<StoredEntry>> entries = new TreeMap<>();
    final Map<Reported.Key, Reported> reported = new TreeMap<>();
    final Map<BankId, PresenceState> presence = new TreeMap<>();
    final Map<Alarm.Key, Alarm> open = new LinkedHashMap<>();
    final List<Alarm> closed = new ArrayList<>();
    final Map<CommandId, CommandRecord> commands = new TreeMap<>();
    final Map<CommandId, Map<String, CommandFact>> facts = new TreeMap<>();
    final Map<ClipKey, ClipRecord> clips = new TreeMap<>();
    final Map<ParcelKey, ParcelRecord> parcels = new TreeMap<>();
    final Map<ParcelKey, Map<String, ParcelFact>> parcelFacts = new TreeMap<>();
    final Map<BankId, TicketBook> books = new TreeMap<>();
    final Map<BankId, Map<String, TicketSlot>> tickets = new TreeMap<>();
    final Map<ParcelKey, Map<String, ParcelNews>> news = new TreeMap<>();
    final Map<EntryRef, ParcelBooks.Trouble> troubles = new TreeMap<>();
    final Map<EntryRef, CaseTrigger> triggers = new TreeMap<>();
    final List<FleetTransaction.Bundle> bundles = new ArrayList<>();
    final List<HostilePayload> hostile = new ArrayList<>();
    long lastAlarm;
    long samples;
    private final Consumer<FleetChanges> listener;

    public InMemoryFleetStore() {
        this(_ -> {});
    }

    /// @param listener is told of each committed change
    public InMemoryFleetStore(Consumer<FleetChanges> listener) {
        this.listener = listener;
    }

    @Override
    public synchronized <T> T transaction(Work<T> work) {
        MemoryTransaction transaction = new MemoryTransaction(this);
        T result;
        try {
            result = work.in(transaction);
        } catch (RuntimeException | Error e) {
            transaction.undo();
            throw e;
        }
        transaction.announced().forEach(listener);
        return result;
    }

    /// The journals of a bank, by id.
    public synchronized List<JournalState> journals(BankId bank) {
        return journals.values().stream()
                .filter(journal -> journal.bank().equals(bank))
                .toList();
    }

    /// A bank's entries by epoch and number.
    public synchronized List<StoredEntry> entries(BankId bank) {
        return entries.getOrDefault(bank, List.of()).stream()
                .sorted(java.util.Comparator.comparing(StoredEntry::ref))
                .toList();
    }

    public synchronized Collection<Reported> reported() {
        return List.copyOf(reported.values());
    }

    public synchronized Collection<PresenceState> presence() {
        return List.copyOf(presence.values());
    }

    public synchronized List<Alarm> openAlarms() {
        return List.copyOf(open.values());
    }

    public synchronized List<Alarm> closedAlarms() {
        return List.copyOf(closed);
    }

    public synchronized List<CommandRecord> commands() {
        return List.copyOf(commands.values());
    }

    /// Where a command stands, with its steps.
    public synchronized CommandFold.Standing standing(CommandId command) {
        return CommandFold.fold(facts.getOrDefault(command, Map.of()).values());
    }

    /// What is known of a bank's clips, by their ids.
    public synchronized List<ClipRecord> clips(BankId bank) {
        return clips.values().stream()
                .filter(clip -> clip.key().bank().equals(bank))
                .toList();
    }

    public synchronized List<ParcelRecord> parcels(BankId bank) {
        return parcels.values().stream()
                .filter(parcel -> parcel.bank().equals(bank))
                .toList();
    }

    /// A parcel's life; it must be known.
    public synchronized ParcelStory story(ParcelKey parcel) {
        return ParcelFold.fold(parcelFacts.getOrDefault(parcel, Map.of()).values(), PlaceWords.NONE);
    }

    /// Everything recipients were to be told, by parcel.
    public synchronized List<ParcelNews> news() {
        return news.values().stream().flatMap(told -> told.values().stream()).toList();
    }

    public synchronized List<ParcelBooks.Trouble> troubles() {
        return List.copyOf(troubles.values());
    }

    /// What a bank says about its tickets, and its newest sealed secret.
    public synchronized TicketReport ticketReport(BankId bank) {
        return MemoryPictures.report(this, bank);
    }

    /// A bank's newest secret, as it sealed it; `null` when it sent none.
    public synchronized TicketEntry.@Nullable Secret secret(BankId bank) {
        return MemoryPictures.secret(this, bank);
    }

    /// A bank's books and what it says otherwise, for [io.lockward.fleet.parcel.Reconciliation].
    public synchronized BankPicture picture(BankId bank) {
        return MemoryPictures.picture(this, bank);
    }

    public synchronized List<HostilePayload> hostile() {
        return List.copyOf(hostile);
    }

    /// How many telemetry samples came.
    public synchronized long samples() {
        return samples;
    }
}
