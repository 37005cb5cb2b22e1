package io.lockward.cloud.store;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.Reported;
import io.lockward.fleet.parcel.Announcement;
import io.lockward.fleet.parcel.ParcelBooks;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.fleet.parcel.ParcelRecord;
import io.lockward.fleet.parcel.ParcelStanding;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Parcels and what is known about them, as SQL.
final class SqlParcels {
    private static final String STANDING = """
            state, ended, compartment, verdict, attention, courier, recipient, number, fingerprint, wanted, cancelled,
            going_back, held, overdue, locked, inside_since, changed_at, newest_journal, newest_epoch, newest_seq,
            entered_journal, entered_epoch, entered_seq, left_journal, left_epoch, left_seq,
            hindered_journal, hindered_epoch, hindered_seq""";

    private static final String ANNOUNCEMENT =
            "label, tracking, reference, size, announced_for, reserved, reachable, until, announced_by, announced_at";

    /// Reads with [SqlParcelRows#record].
    static final String COLUMNS = "select bank, id, " + STANDING + ", " + ANNOUNCEMENT + " from parcel";

    private static final String SAVE =
            "insert into parcel (bank, id, " + STANDING + ", " + ANNOUNCEMENT + ")\nselect bank, id, "
                    + STANDING.replace("inside_since", time("inside_since")).replace("changed_at", time("changed_at"))
                    + ", "
                    + ANNOUNCEMENT
                            .replace("reachable", "reachable = 1")
                            .replace("until", time("until"))
                            .replace("announced_at", time("announced_at"))
                    + "\nfrom unnest(" + "?, ".repeat(40) + "?) as u (bank, id, " + STANDING + ", " + ANNOUNCEMENT
                    + ")\norder by bank, id on conflict (bank, id) do update set "
                    + assigned(STANDING);

    private static final String ADD = """
            insert into parcel_fact (bank, parcel, key, at, received_at, journal, epoch, seq, json, what, done_by, number,
                text)
            select bank, parcel, key, to_timestamp(at / 1000000.0), to_timestamp(received_at / 1000000.0), journal, epoch,
                seq, json, what, done_by, number, text
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u (bank, parcel, key, at, received_at, journal, epoch,
                seq, json, what, done_by, number, text)
            order by bank, parcel, key on conflict do nothing""";

    private static final String FACTS = SqlParcelRows.FACTS
            + " join unnest(?, ?) as u (of_bank, of_parcel) on f.bank = u.of_bank and f.parcel = u.of_parcel";

    private static final String INSIDE = """
            select p.bank, p.id from parcel p
            join unnest(?, ?) as u (bank, compartment) on p.bank = u.bank and p.compartment = u.compartment
            where not p.ended and p.state in ('waiting', 'collecting', 'contradictory')""";

    private static final String HINDERED = """
            select distinct p.bank, p.compartment from parcel p
            join unnest(?, ?) as u (bank, compartment) on p.bank = u.bank and p.compartment = u.compartment
            where p.hindered_seq is not null""";

    private static final String NEWEST = """
            select r.* from reported r
            join unnest(?, ?) as u (bank, subject) on r.bank = u.bank and r.subject = u.subject""";

    private static final String KEEP = """
            insert into trouble (bank, journal, epoch, seq, at, code, what, compartment, parcel)
            select bank, journal, epoch, seq, to_timestamp(at / 1000000.0), code, what, compartment, parcel
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as u (bank, journal, epoch, seq, at, code, what, compartment, parcel)
            on conflict do nothing""";

    private final Connection connection;

    SqlParcels(Connection connection) {
        this.connection = connection;
    }

    private static String time(String column) {
        return "to_timestamp(" + column + " / 1000000.0)";
    }

    private static String assigned(String columns) {
        StringBuilder text = new StringBuilder();
        for (String column : columns.split(",\\s*", -1)) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(column.strip())
                    .append(" = excluded.")
                    .append(column.strip());
        }
        return text.toString();
    }

    void add(Collection<? extends ParcelFact> facts) {
        List<ParcelFact> all = List.copyOf(facts);
        new SqlBatch<>(ADD, all)
                .text(fact -> fact.parcel().bank().value())
                .uuid(fact -> fact.parcel().parcel().value())
                .text(ParcelFact::key)
                .time(ParcelFact::at)
                .time(fact -> fact instanceof ParcelFact.Told told ? told.receivedAt() : fact.at())
                .uuid(fact -> fact instanceof ParcelFact.Told told
                        ? told.source().journal().value()
                        : null)
                .optionalNumber(fact -> fact instanceof ParcelFact.Told told
                        ? Long.valueOf(told.source().epoch())
                        : null)
                .optionalNumber(fact -> fact instanceof ParcelFact.Told told
                        ? Long.valueOf(told.source().seq())
                        : null)
                .text(fact -> fact instanceof ParcelFact.Told told ? told.json() : null)
                .text(fact -> fact instanceof ParcelFact.Done done ? done.what().word() : null)
                .text(fact -> fact instanceof ParcelFact.Done done ? done.by() : null)
                .optionalNumber(fact -> fact instanceof ParcelFact.Done done ? Long.valueOf(done.number()) : null)
                .text(fact -> fact instanceof ParcelFact.Done done ? done.text() : null)
                .update(connection);
    }

    List<ParcelFact> facts(Collection<ParcelKey> parcels) {
        List<ParcelFact> facts = new ArrayList<>();
        for (ParcelFact fact : keyed(FACTS, parcels).<@Nullable ParcelFact>query(connection, SqlParcelRows::fact)) {
            if (fact != null) {
                facts.add(fact);
            }
        }
        return facts;
    }

    private static SqlBatch<ParcelKey> keyed(String sql, Collection<ParcelKey> parcels) {
        return new SqlBatch<>(sql, parcels)
                .text(key -> key.bank().value())
                .uuid(key -> key.parcel().value());
    }

    Map<ParcelKey, ParcelRecord> parcels(Collection<ParcelKey> parcels) {
        Map<ParcelKey, ParcelRecord> found = new TreeMap<>();
        keyed(COLUMNS + " join unnest(?, ?) as u (of_bank, of_id) on bank = u.of_bank and id = u.of_id", parcels)
                .query(connection, SqlParcelRows::record)
                .forEach(record -> found.put(record.key(), record));
        return found;
    }

    List<ParcelKey> inside(Collection<ParcelBooks.Place> places) {
        return new SqlBatch<>(INSIDE, places)
                .text(place -> place.bank().value())
                .text(place -> place.compartment().value())
                .query(
                        connection,
                        row -> new ParcelKey(
                                new BankId(row.getString("bank")), new ParcelId(SqlBatch.uuid(row, "id"))));
    }

    List<ParcelBooks.Place> hindered(Collection<ParcelBooks.Place> places) {
        return new SqlBatch<>(HINDERED, places)
                .text(place -> place.bank().value())
                .text(place -> place.compartment().value())
                .query(
                        connection,
                        row -> new ParcelBooks.Place(
                                new BankId(row.getString("bank")), new CompartmentId(row.getString("compartment"))));
    }

    Map<Reported.Key, Reported> newest(Collection<Reported.Key> subjects) {
        Map<Reported.Key, Reported> newest = new TreeMap<>();
        new SqlBatch<>(NEWEST, subjects)
                .text(key -> key.bank().value())
                .text(Reported.Key::subject)
                .query(connection, SqlReportedRows::word)
                .forEach(word -> {
                    if (word != null) {
                        newest.put(word.key(), word);
                    }
                });
        return newest;
    }

    void save(Collection<ParcelRecord> parcels) {
        SqlBatch<ParcelRecord> batch = new SqlBatch<>(SAVE, parcels)
                .text(parcel -> parcel.bank().value())
                .uuid(parcel -> parcel.key().parcel().value())
                .text(parcel -> parcel.standing().state().word())
                .flag(parcel -> parcel.standing().state().isEnd())
                .text(parcel -> compartment(parcel.standing().compartment()))
                .text(parcel -> parcel.standing().verdict())
                .text(parcel -> parcel.standing().attention())
                .text(parcel -> parcel.standing().courier())
                .text(parcel -> parcel.standing().recipient())
                .number(parcel -> parcel.standing().number())
                .text(parcel -> parcel.standing().fingerprint())
                .number(parcel -> parcel.standing().wanted())
                .flag(parcel -> parcel.standing().cancelled())
                .flag(parcel -> parcel.standing().returning())
                .flag(parcel -> parcel.standing().held())
                .flag(parcel -> parcel.standing().overdue())
                .flag(parcel -> parcel.standing().locked())
                .time(parcel -> parcel.standing().insideSince())
                .time(parcel -> parcel.standing().changedAt());
        ref(batch, ParcelStanding::newest);
        ref(batch, ParcelStanding::entered);
        ref(batch, ParcelStanding::left);
        ref(batch, ParcelStanding::hindered);
        announced(batch).update(connection);
    }

    private static SqlBatch<ParcelRecord> announced(SqlBatch<ParcelRecord> batch) {
        return batch.text(parcel -> of(parcel, Announcement::label))
                .text(parcel -> of(parcel, Announcement::tracking))
                .text(parcel -> of(parcel, Announcement::reference))
                .text(parcel -> of(
                        parcel,
                        announced -> announced.size() == null
                                ? null
                                : announced.size().name().toLowerCase(Locale.ROOT)))
                .text(parcel -> of(parcel, Announcement::recipient))
                .text(parcel -> of(parcel, announced -> compartment(announced.compartment())))
                .optionalNumber(parcel -> of(parcel, announced -> announced.reachable() ? 1L : 0L))
                .time(parcel -> of(parcel, Announcement::until))
                .text(parcel -> of(parcel, Announcement::by))
                .time(parcel -> of(parcel, Announcement::at));
    }

    private static <T> @Nullable T of(ParcelRecord parcel, Function<Announcement, @Nullable T> part) {
        Announcement announced = parcel.announcement();
        return announced == null ? null : part.apply(announced);
    }

    private static @Nullable String compartment(@Nullable CompartmentId compartment) {
        return compartment == null ? null : compartment.value();
    }

    private static void ref(SqlBatch<ParcelRecord> batch, Function<ParcelStanding, @Nullable EntryRef> which) {
        batch.uuid(parcel -> {
                    EntryRef ref = which.apply(parcel.standing());
                    return ref == null ? null : ref.journal().value();
                })
                .optionalNumber(parcel -> {
                    EntryRef ref = which.apply(parcel.standing());
                    return ref == null ? null : Long.valueOf(ref.epoch());
                })
                .optionalNumber(parcel -> {
                    EntryRef ref = which.apply(parcel.standing());
                    return ref == null ? null : Long.valueOf(ref.seq());
                });
    }

    void keep(Collection<ParcelBooks.Trouble> troubles) {
        new SqlBatch<>(KEEP, troubles)
                .text(trouble -> trouble.bank().value())
                .uuid(trouble -> trouble.source().journal().value())
                .number(trouble -> trouble.source().epoch())
                .number(trouble -> trouble.source().seq())
                .time(ParcelBooks.Trouble::at)
                .text(trouble -> trouble.trouble().code())
                .text(trouble -> trouble.trouble().what())
                .text(trouble -> compartment(trouble.trouble().compartment()))
                .uuid(trouble -> uuid(trouble.trouble().parcel()))
                .update(connection);
    }

    private static @Nullable UUID uuid(@Nullable ParcelId parcel) {
        return parcel == null ? null : parcel.value();
    }
}
