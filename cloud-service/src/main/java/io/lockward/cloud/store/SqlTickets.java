package io.lockward.cloud.store;

import io.lockward.fleet.parcel.TicketBook;
import io.lockward.fleet.parcel.TicketChange;
import io.lockward.fleet.parcel.TicketSlot;
import io.lockward.protocol.BankId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Books and tickets, as SQL.
final class SqlTickets {
    private static final String OPEN = """
            insert into parcel_book (bank) select bank from unnest(?) as u (bank) order by bank on conflict do nothing""";

    private static final String LOCK =
            "select bank, version, floor, seal_kid from parcel_book where bank = any (?) order by bank for update";

    private static final String KNOWN = """
            select t.bank, t.key, t.ticket from ticket t
            join unnest(?, ?) as u (bank, key) on t.bank = u.bank and t.key = u.key""";

    private static final String PUT = """
            insert into ticket (bank, key, version, ticket)
            select bank, key, version, ticket from unnest(?, ?, ?, ?) as u (bank, key, version, ticket)
            on conflict (bank, key) do update set version = excluded.version, ticket = excluded.ticket""";

    private static final String SAVE = """
            update parcel_book b set version = u.version, floor = u.floor, seal_kid = u.seal_kid
            from unnest(?, ?, ?, ?) as u (bank, version, floor, seal_kid) where b.bank = u.bank""";

    private static final String AFTER =
            "select key, version, ticket from ticket where bank = ? and version > ? order by version limit ?";

    private record Kept(String bank, String key, @Nullable String ticket) {}

    private record Put(
            String bank, String key, long version, @Nullable String ticket) {}

    private final Connection connection;

    SqlTickets(Connection connection) {
        this.connection = connection;
    }

    Map<BankId, TicketBook> lock(Collection<BankId> banks) {
        new SqlBatch<>(OPEN, banks).text(BankId::value).update(connection);
        Map<BankId, TicketBook> locked = new LinkedHashMap<>();
        new SqlBatch<>(LOCK, banks)
                .text(BankId::value)
                .query(
                        connection,
                        row -> new TicketBook(
                                new BankId(row.getString("bank")),
                                row.getLong("version"),
                                row.getLong("floor"),
                                row.getString("seal_kid")))
                .forEach(book -> locked.put(book.bank(), book));
        return locked;
    }

    void change(Collection<TicketChange> changes) {
        Map<String, Kept> known = new HashMap<>();
        new SqlBatch<>(KNOWN, changes)
                .text(change -> change.bank().value())
                .text(TicketChange::key)
                .query(
                        connection,
                        row -> new Kept(row.getString("bank"), row.getString("key"), row.getString("ticket")))
                .forEach(kept -> known.put(kept.bank() + '\n' + kept.key(), kept));
        Map<BankId, List<Kept>> real = new TreeMap<>();
        for (TicketChange change : changes) {
            Kept kept = known.get(change.bank().value() + '\n' + change.key());
            String text = change.ticket() == null ? null : TicketText.write(change.ticket());
            if (!Objects.equals(text, kept == null ? null : kept.ticket())) {
                real.computeIfAbsent(change.bank(), _ -> new ArrayList<>())
                        .add(new Kept(change.bank().value(), change.key(), text));
            }
        }
        if (real.isEmpty()) {
            return;
        }
        Map<BankId, TicketBook> books = lock(real.keySet());
        List<Put> puts = new ArrayList<>();
        List<TicketBook> next = new ArrayList<>();
        real.forEach((bank, ones) -> {
            TicketBook book = Objects.requireNonNull(books.get(bank), "a book is opened when it is locked");
            long version = book.version();
            for (Kept one : ones) {
                version++;
                puts.add(new Put(one.bank(), one.key(), version, one.ticket()));
            }
            next.add(new TicketBook(bank, version, book.floor(), book.sealKid()));
        });
        new SqlBatch<>(PUT, puts)
                .text(Put::bank)
                .text(Put::key)
                .number(Put::version)
                .text(Put::ticket)
                .update(connection);
        save(next);
    }

    void save(Collection<TicketBook> books) {
        new SqlBatch<>(SAVE, books)
                .text(book -> book.bank().value())
                .number(TicketBook::version)
                .number(TicketBook::floor)
                .text(TicketBook::sealKid)
                .update(connection);
    }

    void lift(BankId bank, long by) {
        new SqlBatch<>(
                        "update ticket t set version = t.version + u.by from unnest(?, ?) as u (bank, by) where t.bank = u.bank",
                        List.of(bank))
                .text(BankId::value)
                .number(_ -> by)
                .update(connection);
    }

    List<TicketSlot> after(BankId bank, long version, int limit) {
        try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setString(1, bank.value());
            statement.setLong(2, version);
            statement.setInt(3, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<TicketSlot> slots = new ArrayList<>();
                while (row.next()) {
                    String ticket = row.getString("ticket");
                    slots.add(new TicketSlot(
                            row.getString("key"),
                            row.getLong("version"),
                            ticket == null ? null : TicketText.read(ticket)));
                }
                return slots;
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }
}
