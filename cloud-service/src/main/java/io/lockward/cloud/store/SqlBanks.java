package io.lockward.cloud.store;

import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Banks and their presence, as SQL.
final class SqlBanks {
    private static final String COLUMNS = """
            select bank, state, since, last_seen, at, boot, boot_id, up, session, version, journal, epoch, next_seq,
                clock_offset_millis, proven
            from presence""";

    private static final String MEET = """
            insert into bank (id, name, first_seen_at) select id, id, now() from unnest(?) as u (id) order by id
            on conflict (id) do nothing""";

    private static final String SAVE = """
            insert into presence (bank, state, since, last_seen, received_at, at, boot, boot_id, up, session, version,
                journal, epoch, next_seq, clock_offset_millis, proven)
            select bank, state, to_timestamp(since / 1000000.0), to_timestamp(last_seen / 1000000.0),
                to_timestamp(last_seen / 1000000.0), to_timestamp(at / 1000000.0), boot, boot_id, up, session, version,
                journal, epoch, next_seq, clock_offset, proven
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u (bank, state, since, last_seen, at, boot,
                boot_id, up, session, version, journal, epoch, next_seq, clock_offset, proven)
            order by bank
            on conflict (bank) do update
            set state = excluded.state, since = excluded.since, last_seen = excluded.last_seen,
                received_at = excluded.received_at, at = excluded.at, boot = excluded.boot,
                boot_id = excluded.boot_id, up = excluded.up, session = excluded.session,
                version = excluded.version, journal = excluded.journal, epoch = excluded.epoch,
                next_seq = excluded.next_seq, clock_offset_millis = excluded.clock_offset_millis,
                proven = excluded.proven""";

    private final Connection connection;

    SqlBanks(Connection connection) {
        this.connection = connection;
    }

    /// Makes sure that the banks are known.
    static void meet(Connection connection, Collection<BankId> banks) {
        new SqlBatch<>(MEET, banks).text(BankId::value).update(connection);
    }

    Map<BankId, PresenceState> lock(Collection<BankId> banks) {
        Map<BankId, PresenceState> known = find(banks, COLUMNS + " where bank = any (?) order by bank for update");
        List<BankId> unknown =
                banks.stream().filter(bank -> !known.containsKey(bank)).toList();
        if (!unknown.isEmpty()) {
            // There is no row of presence to lock yet; the bank's own row stands in for it.
            meet(connection, unknown);
            new SqlBatch<>("select id from bank where id = any (?) order by id for no key update", unknown)
                    .text(BankId::value)
                    .query(connection, row -> row.getString(1));
            known.putAll(find(unknown, COLUMNS + " where bank = any (?) order by bank for update"));
        }
        return known;
    }

    Map<BankId, PresenceState> find(Collection<BankId> banks) {
        return find(banks, COLUMNS + " where bank = any (?)");
    }

    private Map<BankId, PresenceState> find(Collection<BankId> banks, String sql) {
        Map<BankId, PresenceState> found = new HashMap<>();
        new SqlBatch<>(sql, banks)
                .text(BankId::value)
                .query(connection, SqlBanks::read)
                .forEach(state -> found.put(state.bank(), state));
        return found;
    }

    List<PresenceState> all() {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
                ResultSet answer = statement.executeQuery()) {
            List<PresenceState> all = new ArrayList<>();
            while (answer.next()) {
                all.add(read(answer));
            }
            return all;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private static PresenceState read(ResultSet row) throws SQLException {
        long offset = row.getLong("clock_offset_millis");
        boolean unknown = row.wasNull();
        return new PresenceState(
                new BankId(row.getString("bank")),
                new Presence(
                        Presence.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        SqlBatch.time(row, "at"),
                        row.getLong("boot"),
                        new BootId(SqlBatch.uuid(row, "boot_id")),
                        row.getLong("up"),
                        new SessionId(SqlBatch.uuid(row, "session")),
                        row.getString("version"),
                        new JournalId(SqlBatch.uuid(row, "journal")),
                        row.getLong("epoch"),
                        row.getLong("next_seq")),
                SqlBatch.time(row, "since"),
                SqlBatch.time(row, "last_seen"),
                unknown ? null : Long.valueOf(offset),
                row.getBoolean("proven"));
    }

    void save(Collection<PresenceState> presence) {
        new SqlBatch<>(SAVE, presence)
                .text(state -> state.bank().value())
                .text(state -> state.newest().state().name().toLowerCase(Locale.ROOT))
                .time(PresenceState::since)
                .time(PresenceState::lastSeen)
                .time(state -> state.newest().at())
                .number(state -> state.newest().boot())
                .uuid(state -> state.newest().bootId().value())
                .number(state -> state.newest().up())
                .uuid(state -> state.newest().session().value())
                .text(state -> state.newest().version())
                .uuid(state -> state.newest().journal().value())
                .number(state -> state.newest().epoch())
                .number(state -> state.newest().nextSeq())
                .optionalNumber(PresenceState::clockOffsetMillis)
                .flag(PresenceState::proven)
                .update(connection);
    }
}
