package io.lockward.cloud.store;

import io.lockward.fleet.EntryRef;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandState;
import io.lockward.protocol.command.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Commands and their facts, as SQL.
final class SqlCommands {
    static final String COLUMNS = """
            select id, bank, kind, compartment, level, reason, asked_by, created_at, deadline_at, state, refusal,
                evidence, boot_id, expires_up, sent_at, sent_session, cmd
            from command""";

    private static final String INSERT = """
            insert into command (id, bank, kind, compartment, level, reason, asked_by, created_at, deadline_at, state,
                ended, cmd, boot_id, expires_up, sent_at, sent_session)
            select id, bank, kind, compartment, level, reason, asked_by, to_timestamp(created_at / 1000000.0),
                to_timestamp(deadline_at / 1000000.0), state, ended, cmd, boot_id, expires_up,
                to_timestamp(sent_at / 1000000.0), sent_session
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u (id, bank, kind, compartment, level, reason,
                asked_by, created_at, deadline_at, state, ended, cmd, boot_id, expires_up, sent_at,
                sent_session)""";

    private static final String SAVE = """
            update command c
            set cmd = u.cmd, state = u.state, ended = u.ended, refusal = u.refusal, evidence = u.evidence,
                deadline_at = to_timestamp(u.deadline_at / 1000000.0), boot_id = u.boot_id,
                expires_up = u.expires_up, sent_at = to_timestamp(u.sent_at / 1000000.0),
                sent_session = u.sent_session
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as u (id, cmd, state, ended, refusal, evidence, deadline_at,
                boot_id, expires_up, sent_at, sent_session)
            where c.id = u.id""";

    private static final String ADD = """
            insert into command_fact (command, key, fact, at, journal, epoch, seq, refusal, text)
            select command, key, fact, to_timestamp(at / 1000000.0), journal, epoch, seq, refusal, text
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as u (command, key, fact, at, journal, epoch, seq, refusal, text)
            order by command, key on conflict do nothing""";

    private static final String FACTS = """
            select command, fact, at, journal, epoch, seq, refusal, text from command_fact where command = any (?)
            order by command, key""";

    private final Connection connection;

    SqlCommands(Connection connection) {
        this.connection = connection;
    }

    void insert(CommandRecord command) {
        sending(new SqlBatch<>(INSERT, List.of(command))
                        .uuid(record -> record.id().value())
                        .text(record -> record.bank().value())
                        .text(record -> record.command().kind())
                        .text(record -> compartment(record.command()))
                        .text(record -> record.command() instanceof Command.Reboot reboot ? word(reboot.level()) : null)
                        .text(CommandRecord::reason)
                        .text(CommandRecord::by)
                        .time(CommandRecord::createdAt)
                        .time(CommandRecord::deadlineAt)
                        .text(record -> word(record.state()))
                        .flag(record -> record.state().isEnd())
                        .text(record -> CommandText.write(record.command())))
                .update(connection);
    }

    private static SqlBatch<CommandRecord> sending(SqlBatch<CommandRecord> batch) {
        return batch.uuid(record -> record.sending() == null
                        ? null
                        : record.sending().boot().value())
                .optionalNumber(record -> record.sending() == null
                        ? null
                        : Long.valueOf(record.sending().expiresUp()))
                .time(record ->
                        record.sending() == null ? null : record.sending().at())
                .uuid(record -> record.sending() == null
                        ? null
                        : record.sending().session().value());
    }

    List<CommandRecord> lock(Collection<CommandId> ids) {
        return new SqlBatch<>(COLUMNS + " where id = any (?) order by id for update", ids)
                .uuid(CommandId::value)
                .query(connection, SqlCommands::read);
    }

    List<CommandRecord> lockOpen(int limit) {
        String sql = COLUMNS + " where not ended order by deadline_at limit ? for update skip locked";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<CommandRecord> open = new ArrayList<>();
                while (row.next()) {
                    open.add(read(row));
                }
                return open;
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    void save(Collection<CommandRecord> commands) {
        sending(new SqlBatch<>(SAVE, commands)
                        .uuid(record -> record.id().value())
                        .text(record -> CommandText.write(record.command()))
                        .text(record -> word(record.state()))
                        .flag(record -> record.state().isEnd())
                        .text(record -> record.refusal() == null ? null : word(record.refusal()))
                        .text(CommandRecord::evidence)
                        .time(CommandRecord::deadlineAt))
                .update(connection);
    }

    void add(Collection<CommandFact> facts) {
        new SqlBatch<>(ADD, facts)
                .uuid(fact -> fact.command().value())
                .text(CommandFact::key)
                .text(fact -> word(fact.what()))
                .time(CommandFact::at)
                .uuid(fact ->
                        fact.source() == null ? null : fact.source().journal().value())
                .optionalNumber(fact -> fact.source() == null
                        ? null
                        : Long.valueOf(fact.source().epoch()))
                .optionalNumber(fact -> fact.source() == null
                        ? null
                        : Long.valueOf(fact.source().seq()))
                .text(fact -> fact.refusal() == null ? null : word(fact.refusal()))
                .text(CommandFact::text)
                .update(connection);
    }

    List<CommandFact> facts(Collection<CommandId> commands) {
        return new SqlBatch<>(FACTS, commands).uuid(CommandId::value).query(connection, SqlCommands::readFact);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E value(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static CommandFact readFact(ResultSet row) throws SQLException {
        UUID journal = SqlBatch.uuid(row, "journal");
        String refusal = row.getString("refusal");
        return new CommandFact(
                new CommandId(SqlBatch.uuid(row, "command")),
                value(CommandFact.What.class, row.getString("fact")),
                SqlBatch.time(row, "at"),
                journal == null ? null : new EntryRef(new JournalId(journal), row.getLong("epoch"), row.getLong("seq")),
                refusal == null ? null : value(Refusal.class, refusal),
                row.getString("text"));
    }

    private static CommandRecord read(ResultSet row) throws SQLException {
        String refusal = row.getString("refusal");
        return new CommandRecord(
                new CommandId(SqlBatch.uuid(row, "id")),
                new BankId(row.getString("bank")),
                CommandText.read(row.getString("cmd")),
                row.getString("reason"),
                row.getString("asked_by"),
                SqlBatch.time(row, "created_at"),
                SqlBatch.time(row, "deadline_at"),
                value(CommandState.class, row.getString("state")),
                refusal == null ? null : value(Refusal.class, refusal),
                row.getString("evidence"),
                sending(row));
    }

    private static @Nullable String compartment(Command command) {
        CompartmentId compartment = CommandText.compartment(command);
        return compartment == null ? null : compartment.value();
    }

    private static CommandRecord.@Nullable Sending sending(ResultSet row) throws SQLException {
        UUID boot = SqlBatch.uuid(row, "boot_id");
        return boot == null
                ? null
                : new CommandRecord.Sending(
                        new BootId(boot),
                        row.getLong("expires_up"),
                        SqlBatch.time(row, "sent_at"),
                        new SessionId(SqlBatch.uuid(row, "sent_session")));
    }
}
