package io.lockward.cloud.command;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.store.CommandText;
import io.lockward.fleet.EntryRef;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandFold;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.Refusal;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Commands as they are told, without locking them.
@Singleton
final class CommandReadStore {
    private static final String COMMANDS =
            "select id, bank, kind, compartment, level, reason, asked_by, created_at, deadline_at, state, refusal, evidence, cmd,"
                    + " (select p.boot_id from presence p where p.bank = command.bank) as present_boot"
                    + " from command where true";

    /// @param publicKey the key that is registered for the bank today
    record Bundle(
            CommandId command,
            String jws,
            Instant receivedAt,
            @Nullable String by,
            @Nullable String reason,
            @Nullable String publicKey) {}

    private static final String BUNDLES =
            "select d.command, d.jws, d.received_at, c.asked_by, c.reason, b.public_key from diagnostics d"
                    + " left join command c on c.id = d.command left join bank b on b.id = d.bank where true";

    private record Row(CommandRecord record, @Nullable BootId boot) {}

    private final AgroalDataSource database;

    CommandReadStore(AgroalDataSource database) {
        this.database = database;
    }

    @Nullable
    CommandView command(CommandId id) {
        List<CommandView> found = all(List.of(id));
        return found.isEmpty() ? null : found.getFirst();
    }

    List<CommandView> all(Collection<CommandId> ids) {
        List<UUID> uuids = ids.stream().map(CommandId::value).toList();
        return views(new SqlQuery(COMMANDS).and(" and id = any(?)", uuids));
    }

    /// Newest first.
    ///
    /// @param ended whether they must have ended; `null` for both
    List<CommandView> list(
            @Nullable String bank,
            @Nullable String kind,
            @Nullable Boolean ended,
            @Nullable String state,
            @Nullable UUID before,
            int limit) {
        return views(new SqlQuery(COMMANDS)
                .when(bank != null, " and bank = ?", bank)
                .when(kind != null, " and kind = ?", kind)
                .when(ended != null, " and ended = ?", ended)
                .when(state != null, " and state = ?", state)
                .when(before != null, " and id < ?", before)
                .and(" order by id desc limit ?", limit));
    }

    boolean anyOverdue(Instant now) {
        return new SqlQuery("select 1 from command where not ended and deadline_at <= ? limit 1", now)
                        .first(database, _ -> true)
                != null;
    }

    /// The diagnostic bundle a command brought, as the bank signed it.
    @Nullable
    Bundle bundle(CommandId id) {
        return new SqlQuery(BUNDLES).and(" and d.command = ?", id.value()).first(database, CommandReadStore::bundle);
    }

    /// A bank's diagnostic bundles, newest first.
    List<Bundle> bundles(BankId bank, @Nullable UUID before, int limit) {
        return new SqlQuery(BUNDLES)
                .and(" and d.bank = ?", bank.value())
                .when(before != null, " and d.command < ?", before)
                .and(" order by d.command desc limit ?", limit)
                .list(database, CommandReadStore::bundle);
    }

    private static Bundle bundle(ResultSet row) throws SQLException {
        return new Bundle(
                new CommandId(row.getObject("command", UUID.class)),
                row.getString("jws"),
                SqlQuery.at(row, "received_at"),
                row.getString("asked_by"),
                row.getString("reason"),
                row.getString("public_key"));
    }

    private List<CommandView> views(SqlQuery query) {
        List<Row> records = query.list(database, CommandReadStore::record);
        if (records.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = records.stream().map(row -> row.record().id().value()).toList();
        Map<CommandId, List<CommandFact>> facts = new SqlQuery(
                        "select command, fact, at, journal, epoch, seq, refusal, text from command_fact")
                .and(" where command = any(?)", ids).list(database, CommandReadStore::fact).stream()
                        .collect(Collectors.groupingBy(CommandFact::command));
        return records.stream()
                .map(row -> CommandView.of(
                        row.record(),
                        CommandFold.fold(facts.getOrDefault(row.record().id(), List.of())),
                        row.boot()))
                .toList();
    }

    private static Row record(ResultSet row) throws SQLException {
        String refusal = row.getString("refusal");
        UUID boot = row.getObject("present_boot", UUID.class);
        CommandRecord record = new CommandRecord(
                new CommandId(row.getObject("id", UUID.class)),
                new BankId(row.getString("bank")),
                CommandText.read(row.getString("cmd")),
                row.getString("reason"),
                row.getString("asked_by"),
                SqlQuery.at(row, "created_at"),
                SqlQuery.at(row, "deadline_at"),
                value(CommandState.class, row.getString("state")),
                refusal == null ? null : value(Refusal.class, refusal),
                row.getString("evidence"),
                null);
        return new Row(record, boot == null ? null : new BootId(boot));
    }

    private static CommandFact fact(ResultSet row) throws SQLException {
        UUID journal = row.getObject("journal", UUID.class);
        String refusal = row.getString("refusal");
        return new CommandFact(
                new CommandId(row.getObject("command", UUID.class)),
                value(CommandFact.What.class, row.getString("fact")),
                SqlQuery.at(row, "at"),
                journal == null ? null : new EntryRef(new JournalId(journal), row.getLong("epoch"), row.getLong("seq")),
                refusal == null ? null : value(Refusal.class, refusal),
                row.getString("text"));
    }

    private static <E extends Enum<E>> E value(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
