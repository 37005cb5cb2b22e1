package io.lockward.cloud.clip;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How long footage stays, and what keeps it longer.
@Singleton
final class RetentionStore {
    /// What is known of a site.
    ///
    /// @param days its own setting; `null` for the service's
    record Site(String id, String timeZone, @Nullable Integer days) {}

    private final AgroalDataSource database;

    RetentionStore(AgroalDataSource database) {
        this.database = database;
    }

    @Nullable
    Site site(String id) {
        return new SqlQuery("select id, time_zone, clip_days from site where id = ?", id)
                .first(
                        database,
                        row -> new Site(
                                row.getString("id"),
                                row.getString("time_zone"),
                                row.getObject("clip_days", Integer.class)));
    }

    void keep(String site, int days) {
        new SqlQuery("update site set clip_days = ? where id = ?", days, site).update(database);
    }

    /// Shuts clips whose time is over: from then on nobody opens them, and their keys are gone. A clip that a case
    /// holds is left out, also when it is taken hold of at this very moment: both lock its row.
    ///
    /// @param days for sites without a setting of their own
    /// @return how many
    int shut(Instant now, int days, int limit) {
        return new SqlQuery("""
                        with due as (
                            select c.bank, c.clip from clip c left join bank b on b.id = c.bank
                            left join site s on s.id = b.site
                            where c.removing_at is null and c.held = 0 and c.seq is not null
                                and (c.lost_seq is null or c.received > 0)
                                and c.heard_at < ? - coalesce(s.clip_days, ?) * interval '24 hours'
                            order by c.bank, c.clip limit ? for update of c skip locked)
                        update clip c set removing_at = ?, sealed_key = null, master_key = null
                        from due where c.bank = due.bank and c.clip = due.clip and c.held = 0""", now, days, limit, now).update(database);
    }

    /// Those that are shut and still lie in the vault.
    List<ClipKey> shut(int limit) {
        return new SqlQuery(
                        "select bank, clip from clip where removing_at is not null and deleted_at is null"
                                + " order by removing_at, bank, clip limit ?",
                        limit)
                .list(database, RetentionStore::key);
    }

    /// A case takes hold of a clip.
    ///
    /// @return false when it is deleted already, or there is none
    boolean hold(UUID caseId, ClipKey clip, String by, Instant now) {
        new SqlQuery(
                        "with h as (insert into clip_hold (bank, clip, case_id, held_by, held_at)"
                                + " select bank, clip, ?, ?, ? from clip where bank = ? and clip = ?"
                                + " and removing_at is null for update on conflict do nothing returning bank, clip)"
                                + " update clip c set held = held + 1 from h where c.bank = h.bank and c.clip = h.clip",
                        caseId,
                        by,
                        now,
                        clip.bank().value(),
                        clip.clip())
                .update(database);
        return new SqlQuery(
                                "select 1 from clip where bank = ? and clip = ? and removing_at is null and held > 0",
                                clip.bank().value(),
                                clip.clip())
                        .first(database, _ -> true)
                != null;
    }

    /// The cases that hold anything.
    List<UUID> holders() {
        return new SqlQuery("select distinct case_id from clip_hold order by case_id")
                .list(database, row -> row.getObject("case_id", UUID.class));
    }

    /// A case lets go of all that it holds.
    void release(UUID caseId) {
        new SqlQuery(
                        "with h as (delete from clip_hold where case_id = ? returning bank, clip)"
                                + " update clip c set held = held - 1 from h where c.bank = h.bank and c.clip = h.clip",
                        caseId)
                .update(database);
    }

    /// @return how many contents of a site were deleted in a span, and how many are held now
    long[] counts(String site, Instant from, Instant until) {
        long[] counts = new SqlQuery(
                        "select count(*) filter (where c.deleted_at >= ? and c.deleted_at < ?) as deleted,"
                                + " count(*) filter (where c.held > 0) as held"
                                + " from clip c join bank b on b.id = c.bank where b.site = ?",
                        from,
                        until,
                        site)
                .first(database, row -> new long[] {row.getLong("deleted"), row.getLong("held")});
        return counts == null ? new long[2] : counts;
    }

    private static ClipKey key(ResultSet row) throws SQLException {
        return new ClipKey(new BankId(row.getString("bank")), row.getString("clip"));
    }
}
