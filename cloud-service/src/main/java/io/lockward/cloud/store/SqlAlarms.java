package io.lockward.cloud.store;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.alarm.Alarm;
import io.lockward.fleet.alarm.AlarmChange;
import io.lockward.fleet.alarm.AlarmKind;
import io.lockward.fleet.alarm.Severity;
import io.lockward.protocol.BankId;
import io.lockward.protocol.JournalId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Alarms as SQL. That at most one of a kind is open on a subject is the partial unique index `alarm_open`.
final class SqlAlarms {
    private static final String RANK = "array_position(array['info', 'minor', 'major', 'critical'], %s)";

    private static final String CHANGE =
            """
            with found as (
                select a.id, u.*
                from alarm a
                join unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as u (bank, subject, kind, holds, firing, severity, at, why, journal, epoch, seq)
                    on a.bank = u.bank and a.subject = u.subject and a.kind = u.kind
                where a.cleared_at is null
                order by a.bank, a.subject, a.kind for update of a)
            update alarm a
            set severity = case when f.holds and RANK_NEW > RANK_OLD then f.severity else a.severity end,
                count = a.count + case when f.holds and f.firing then 1 else 0 end,
                why = case when f.holds then f.why else a.why end,
                journal = coalesce(f.journal, a.journal),
                epoch = coalesce(f.epoch, a.epoch),
                seq = coalesce(f.seq, a.seq),
                cleared_at = case when f.holds then null else greatest(to_timestamp(f.at / 1000000.0), a.raised_at) end
            from found f
            where a.id = f.id and (not f.holds or f.firing or RANK_NEW > RANK_OLD)
            returning a.id""".replace("RANK_NEW", RANK.formatted("f.severity")).replace("RANK_OLD", RANK.formatted("a.severity"));

    private static final String OPEN = """
            insert into alarm (bank, subject, kind, severity, raised_at, why, suggestion, journal, epoch, seq)
            select bank, subject, kind, severity, to_timestamp(at / 1000000.0), why, suggestion, journal, epoch, seq
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as u (bank, subject, kind, severity, at, why, suggestion, journal, epoch, seq)
            order by bank, subject, kind
            on conflict (bank, subject, kind) where cleared_at is null do nothing
            returning id""";

    private static final String ALL_OPEN = """
            select id, bank, subject, kind, severity, raised_at, count, why, journal, epoch, seq
            from alarm where cleared_at is null order by id""";

    private final Connection connection;

    SqlAlarms(Connection connection) {
        this.connection = connection;
    }

    List<Long> change(Collection<AlarmChange> changes) {
        List<Long> changed = new ArrayList<>(new SqlBatch<>(CHANGE, changes)
                .text(change -> change.key().bank().value())
                .text(change -> change.key().subject())
                .text(change -> change.key().kind().word())
                .flag(change -> change instanceof AlarmChange.Holds)
                .flag(change -> change instanceof AlarmChange.Holds holds && holds.firing())
                .text(change -> change instanceof AlarmChange.Holds holds ? word(holds.severity()) : null)
                .time(AlarmChange::at)
                .text(change -> change instanceof AlarmChange.Holds holds ? holds.why() : null)
                .uuid(change -> journal(evidence(change)))
                .optionalNumber(change -> epoch(evidence(change)))
                .optionalNumber(change -> seq(evidence(change)))
                .query(connection, row -> row.getLong(1)));
        List<AlarmChange.Holds> holding = changes.stream()
                .filter(AlarmChange.Holds.class::isInstance)
                .map(AlarmChange.Holds.class::cast)
                .toList();
        changed.addAll(new SqlBatch<>(OPEN, holding)
                .text(holds -> holds.key().bank().value())
                .text(holds -> holds.key().subject())
                .text(holds -> holds.key().kind().word())
                .text(holds -> word(holds.severity()))
                .time(AlarmChange.Holds::at)
                .text(AlarmChange.Holds::why)
                .text(holds -> holds.key().kind().suggestion())
                .uuid(holds -> journal(holds.evidence()))
                .optionalNumber(holds -> epoch(holds.evidence()))
                .optionalNumber(holds -> seq(holds.evidence()))
                .query(connection, row -> row.getLong(1)));
        return changed;
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable EntryRef evidence(AlarmChange change) {
        return change instanceof AlarmChange.Holds holds ? holds.evidence() : null;
    }

    private static @Nullable UUID journal(@Nullable EntryRef ref) {
        return ref == null ? null : ref.journal().value();
    }

    private static @Nullable Long epoch(@Nullable EntryRef ref) {
        return ref == null ? null : Long.valueOf(ref.epoch());
    }

    private static @Nullable Long seq(@Nullable EntryRef ref) {
        return ref == null ? null : Long.valueOf(ref.seq());
    }

    List<Alarm> open() {
        try (PreparedStatement statement = connection.prepareStatement(ALL_OPEN);
                ResultSet row = statement.executeQuery()) {
            List<Alarm> open = new ArrayList<>();
            while (row.next()) {
                open.add(read(row));
            }
            return open;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private static Alarm read(ResultSet row) throws SQLException {
        UUID journal = SqlBatch.uuid(row, "journal");
        Instant raisedAt = SqlBatch.time(row, "raised_at");
        return new Alarm(
                row.getLong("id"),
                new BankId(row.getString("bank")),
                row.getString("subject"),
                AlarmKind.ofWord(row.getString("kind")),
                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                raisedAt,
                null,
                row.getInt("count"),
                row.getString("why"),
                journal == null
                        ? null
                        : new EntryRef(new JournalId(journal), row.getLong("epoch"), row.getLong("seq")));
    }
}
