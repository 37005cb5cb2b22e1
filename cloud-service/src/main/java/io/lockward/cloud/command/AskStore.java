package io.lockward.cloud.command;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.command.CommandDecision.Known;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What must be known before a command is asked for.
@Singleton
final class AskStore {
    /// Who used a key before, and for what.
    record Reservation(CommandId command, String bodyHash) {}

    private record Word(String subject, String type) {}

    /// @param compartments of its layout, a blank between; `null` without a layout
    private record Heard(
            @Nullable String presence,
            boolean keyed,
            boolean proven,
            @Nullable BootId boot,
            @Nullable Instant lastSeen,
            @Nullable String compartments) {}

    private final AgroalDataSource database;

    AskStore(AgroalDataSource database) {
        this.database = database;
    }

    /// `null` when there is no such bank.
    @Nullable
    Known known(BankId bank) {
        Heard heard = new SqlQuery(
                        "select p.state, p.last_seen, p.proven, p.boot_id, b.public_key is not null as keyed, (select string_agg(id #>> '{}', ' ')"
                                + " from jsonb_path_query(b.layout::jsonb, '$.columns[*].compartments[*].id') as id)"
                                + " as compartments"
                                + " from bank b left join presence p on p.bank = b.id where b.id = ?",
                        bank.value())
                .first(
                        database,
                        row -> new Heard(
                                row.getString("state"),
                                row.getBoolean("keyed"),
                                row.getBoolean("proven"),
                                boot(row.getObject("boot_id", UUID.class)),
                                SqlQuery.instant(row, "last_seen"),
                                row.getString("compartments")));
        if (heard == null) {
            return null;
        }
        List<Word> words = new SqlQuery(
                        "select subject, type from reported where bank = ?"
                                + " and (subject like 'door/%' or subject like 'parcel/%' or subject = 'power')",
                        bank.value())
                .list(database, row -> new Word(row.getString("subject"), row.getString("type")));
        SortedSet<CompartmentId> compartments = named(words, "door/", "");
        String laidOut = heard.compartments();
        if (laidOut != null) {
            for (String id : laidOut.split(" ", -1)) {
                compartments.add(new CompartmentId(id));
            }
        }
        SortedSet<CompartmentId> moving = named(words, "parcel/", "deposit.started");
        moving.addAll(named(words, "parcel/", "pickup.started"));
        return new Known(
                heard.presence(),
                heard.keyed(),
                heard.proven(),
                heard.boot(),
                heard.lastSeen(),
                compartments,
                named(words, "door/", "door.opened"),
                moving,
                words.stream()
                        .filter(word -> word.subject().equals("power"))
                        .map(Word::type)
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable BootId boot(@Nullable UUID id) {
        return id == null ? null : new BootId(id);
    }

    /// Reserves a key for a command id; the first one to do so is kept.
    ///
    /// @return the reservation that stands
    Reservation reserve(String actor, String key, String bodyHash, CommandId id, Instant now) {
        new SqlQuery(
                        "insert into idempotency (actor, key, body_hash, command, created_at) values (?, ?, decode(?, 'hex'), ?, ?)"
                                + " on conflict do nothing",
                        actor,
                        key,
                        bodyHash,
                        id.value(),
                        now)
                .update(database);
        Reservation standing = new SqlQuery(
                        "select command, encode(body_hash, 'hex') as hex from idempotency where actor = ? and key = ?",
                        actor,
                        key)
                .first(
                        database,
                        row -> new Reservation(
                                new CommandId(row.getObject("command", UUID.class)), row.getString("hex")));
        return standing == null ? new Reservation(id, bodyHash) : standing;
    }

    private static SortedSet<CompartmentId> named(List<Word> words, String prefix, String type) {
        return words.stream()
                .filter(word -> word.subject().startsWith(prefix)
                        && (type.isEmpty() || word.type().equals(type)))
                .map(word -> new CompartmentId(word.subject().substring(prefix.length())))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
