package io.lockward.cloud.store;

import io.lockward.fleet.Reported;
import io.lockward.fleet.parcel.ParcelBooks;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelNews;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.TicketBook;
import io.lockward.fleet.parcel.TicketChange;
import io.lockward.fleet.parcel.TicketSlot;
import io.lockward.protocol.BankId;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The books on one connection.
final class SqlBooks implements ParcelBooks {
    /// One row for each way in which somebody wants to hear of it.
    private static final String TELL = """
            with u as (
                select bank, parcel, news, kind, to_timestamp(at / 1000000.0) as at
                from unnest(?, ?, ?, ?, ?) as u (bank, parcel, news, kind, at))
            insert into notice (id, bank, parcel, news, kind, channel, target, state, created_at, next_at)
            select gen_random_uuid(), bank, parcel, news, kind, channel, target, 'waiting', at, at
            from (
                select u.bank, u.parcel, u.news, u.kind, 'email' as channel, r.id as target, u.at
                from u join parcel p on p.bank = u.bank and p.id = u.parcel
                join recipient r on r.id = coalesce(p.recipient, p.announced_for)
                where r.email is not null and r.ended_at is null and u.bank = any (r.banks)
                union all
                select u.bank, u.parcel, u.news, u.kind, 'webhook', w.id, u.at
                from u join webhook w on w.ended_at is null and (w.kinds is null or u.kind = any (w.kinds))
                    and (w.banks is null or u.bank = any (w.banks))) as n
            order by bank, parcel, news, channel, target
            on conflict do nothing""";

    private final Connection connection;
    private final SqlParcels parcels;
    private final SqlTickets tickets;

    SqlBooks(Connection connection) {
        this.connection = connection;
        this.parcels = new SqlParcels(connection);
        this.tickets = new SqlTickets(connection);
    }

    @Override
    public Map<BankId, TicketBook> lock(Collection<BankId> banks) {
        return tickets.lock(banks);
    }

    @Override
    public void addFacts(Collection<? extends ParcelFact> facts) {
        parcels.add(facts);
    }

    @Override
    public List<ParcelFact> facts(Collection<ParcelKey> keys) {
        return parcels.facts(keys);
    }

    @Override
    public Map<ParcelKey, ParcelRecord> parcels(Collection<ParcelKey> keys) {
        return parcels.parcels(keys);
    }

    @Override
    public List<ParcelKey> inside(Collection<Place> places) {
        return parcels.inside(places);
    }

    @Override
    public List<Place> hindered(Collection<Place> places) {
        return parcels.hindered(places);
    }

    @Override
    public void save(Collection<ParcelRecord> records) {
        parcels.save(records);
    }

    @Override
    public Map<Reported.Key, Reported> newest(Collection<Reported.Key> subjects) {
        return parcels.newest(subjects);
    }

    @Override
    public void change(Collection<TicketChange> changes) {
        tickets.change(changes);
    }

    @Override
    public List<TicketSlot> ticketsAfter(BankId bank, long version, int limit) {
        return tickets.after(bank, version, limit);
    }

    @Override
    public void save(TicketBook book) {
        tickets.save(List.of(book));
    }

    @Override
    public void lift(BankId bank, long by) {
        tickets.lift(bank, by);
    }

    @Override
    public void tell(Collection<ParcelNews> news) {
        new SqlBatch<>(TELL, news)
                .text(one -> one.parcel().bank().value())
                .uuid(one -> one.parcel().parcel().value())
                .text(ParcelNews::key)
                .text(one -> one.kind().word())
                .time(ParcelNews::at)
                .update(connection);
    }

    @Override
    public void keep(Collection<Trouble> troubles) {
        parcels.keep(troubles);
    }
}
