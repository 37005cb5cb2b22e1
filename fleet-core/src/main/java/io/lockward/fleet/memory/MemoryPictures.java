package io.lockward.fleet.memory;

import io.lockward.fleet.Reported;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.parcel.BankPicture;
import io.lockward.fleet.parcel.TicketReport;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.TicketEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the store in memory knows of one bank, put together for rules.
final class MemoryPictures {
    private MemoryPictures() {}

    static TicketReport report(InMemoryFleetStore store, BankId bank) {
        Reported applied = store.reported.get(new Reported.Key(bank, Subjects.TICKETS));
        Reported refused = store.reported.get(new Reported.Key(bank, Subjects.TICKETS_REFUSED));
        Reported newest = applied == null || (refused != null && refused.isAfter(applied)) ? refused : applied;
        long version = newest != null
                        && newest.entry() instanceof TicketEntry.Applied said
                        && newest.ref().epoch() >= epoch(store, bank)
                ? said.version()
                : 0;
        TicketEntry.Secret secret = secret(store, bank);
        return new TicketReport(version, secret == null ? null : secret.kid());
    }

    static TicketEntry.@Nullable Secret secret(InMemoryFleetStore store, BankId bank) {
        Reported word = store.reported.get(new Reported.Key(bank, Subjects.TICKETS_SECRET));
        return word != null && word.entry() instanceof TicketEntry.Secret secret ? secret : null;
    }

    static BankPicture picture(InMemoryFleetStore store, BankId bank) {
        List<BankPicture.Holding> holding = store.reported.values().stream()
                .filter(word -> word.bank().equals(bank) && word.entry() instanceof ConditionEntry.Raised)
                .map(word -> {
                    ConditionEntry condition = (ConditionEntry) word.entry();
                    return new BankPicture.Holding(
                            condition.kind(), condition.subject(), word.stamp().at(), word.ref());
                })
                .toList();
        return new BankPicture(
                bank,
                store.parcels(bank).stream()
                        .filter(parcel -> !parcel.standing().state().isEnd())
                        .toList(),
                holding,
                doubtful(store, bank),
                epoch(store, bank),
                behind(store, bank));
    }

    private static List<BankPicture.Doubt> doubtful(InMemoryFleetStore store, BankId bank) {
        return store.reported.values().stream()
                .filter(word -> word.bank().equals(bank) && word.entry() instanceof OccupancyEntry.Suspect)
                .map(word -> {
                    OccupancyEntry.Suspect suspect = (OccupancyEntry.Suspect) word.entry();
                    return new BankPicture.Doubt(
                            suspect.compartment(),
                            suspect.problem(),
                            word.stamp().at(),
                            word.ref());
                })
                .toList();
    }

    private static long epoch(InMemoryFleetStore store, BankId bank) {
        return store.journals(bank).stream()
                .mapToLong(journal -> journal.epoch())
                .max()
                .orElse(0);
    }

    private static @Nullable Long behind(InMemoryFleetStore store, BankId bank) {
        PresenceState presence = store.presence.get(bank);
        if (presence == null) {
            return null;
        }
        Presence newest = presence.newest();
        return store.journals(bank).stream()
                .filter(journal -> journal.journal().equals(newest.journal()))
                .findFirst()
                .map(journal ->
                        Math.max(0, newest.nextSeq() - 1 - journal.received().upTo()))
                .orElse(null);
    }
}
