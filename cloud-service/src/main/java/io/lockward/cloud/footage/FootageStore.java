package io.lockward.cloud.footage;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.cloud.vault.VaultKeys.Sealed;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.BankId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is here of clips' contents, as rows. Each change is one statement that states what it builds upon, so of two
/// replicas that do the same one does nothing.
@Singleton
final class FootageStore {
    private static final String COLUMNS = "select bank, clip, sha256, bytes, received, stored_at is not null as whole,"
            + " removing_at is not null as removed, sealed_key, master_key from clip where true";

    private final AgroalDataSource database;

    FootageStore(AgroalDataSource database) {
        this.database = database;
    }

    @Nullable
    Content content(ClipKey clip) {
        return new SqlQuery(COLUMNS)
                .and(" and bank = ? and clip = ?", clip.bank().value(), clip.clip())
                .first(database, FootageStore::content);
    }

    /// The key of a clip from its first piece on: the one it has, else this one.
    ///
    /// @return `null` when the clip is gone
    @Nullable
    Sealed key(ClipKey clip, Sealed proposed) {
        return new SqlQuery(
                        "update clip set sealed_key = coalesce(sealed_key, ?), master_key = case when sealed_key is null"
                                + " then ? else master_key end where bank = ? and clip = ? and removing_at is null"
                                + " returning sealed_key, master_key",
                        proposed.key(),
                        proposed.kid(),
                        clip.bank().value(),
                        clip.clip())
                .first(database, row -> new Sealed(row.getString("master_key"), row.getBytes("sealed_key")));
    }

    /// Rows of pieces that belong to a content given up; their objects are swept.
    void dropLeftovers(ClipKey clip) {
        new SqlQuery(
                        "delete from clip_piece p using clip c where p.bank = c.bank and p.clip = c.clip"
                                + " and c.received = 0 and c.bank = ? and c.clip = ?",
                        clip.bank().value(),
                        clip.clip())
                .update(database);
    }

    /// Adds a piece at the end of what is there.
    ///
    /// @param key what it is encrypted with
    /// @return false when the end is elsewhere by now, or the content was given up or removed meanwhile
    boolean append(ClipKey clip, Sealed key, Piece piece) {
        return new SqlQuery(
                                "with mine as (update clip set received = received + ? where bank = ? and clip = ?"
                                        + " and received = ? and sealed_key = ? and stored_at is null"
                                        + " and removing_at is null returning bank, clip)"
                                        + " insert into clip_piece (bank, clip, start, bytes, object)"
                                        + " select bank, clip, ?, ?, ? from mine",
                                piece.bytes(),
                                clip.bank().value(),
                                clip.clip(),
                                piece.start(),
                                key.key(),
                                piece.start(),
                                piece.bytes(),
                                piece.object())
                        .update(database)
                == 1;
    }

    /// By their places.
    List<Piece> pieces(ClipKey clip) {
        return new SqlQuery(
                        "select start, bytes, object from clip_piece where bank = ? and clip = ? order by start",
                        clip.bank().value(),
                        clip.clip())
                .list(database, FootageStore::piece);
    }

    int countPieces(ClipKey clip) {
        Integer count = new SqlQuery(
                        "select count(*)::int from clip_piece where bank = ? and clip = ?",
                        clip.bank().value(),
                        clip.clip())
                .first(database, row -> row.getInt(1));
        return count == null ? 0 : count;
    }

    /// It is whole and its hash is right.
    ///
    /// @param key of what the hash was taken
    /// @return false when nothing was written: its key was sealed anew, it is another one, or gone
    boolean stored(ClipKey clip, Sealed key, Instant now) {
        return new SqlQuery(
                                "update clip set stored_at = ? where bank = ? and clip = ? and sealed_key = ?"
                                        + " and stored_at is null and removing_at is null",
                                now,
                                clip.bank().value(),
                                clip.clip(),
                                key.key())
                        .update(database)
                == 1;
    }

    /// Gives up what came; the next upload starts anew, with a new key.
    ///
    /// @return the objects that are of no use any more
    List<String> giveUp(ClipKey clip, Sealed key) {
        return new SqlQuery(
                        "with mine as (update clip set received = 0, sealed_key = null, master_key = null"
                                + " where bank = ? and clip = ? and sealed_key = ? and stored_at is null"
                                + " returning bank, clip)"
                                + " delete from clip_piece p using mine where p.bank = mine.bank and p.clip = mine.clip"
                                + " returning p.object",
                        clip.bank().value(),
                        clip.clip(),
                        key.key())
                .list(database, row -> row.getString(1));
    }

    /// Nothing of it is left in the vault.
    void erased(ClipKey clip, Instant now) {
        new SqlQuery(
                        "with gone as (delete from clip_piece where bank = ? and clip = ?)"
                                + " update clip set deleted_at = ?, received = 0"
                                + " where bank = ? and clip = ? and removing_at is not null and deleted_at is null",
                        clip.bank().value(),
                        clip.clip(),
                        now,
                        clip.bank().value(),
                        clip.clip())
                .update(database);
    }

    /// Those of these objects that a row names.
    Set<String> named(Collection<String> objects) {
        return new HashSet<>(new SqlQuery("select object from clip_piece where object = any (?)", objects)
                .list(database, row -> row.getString(1)));
    }

    /// Clips whose keys are sealed with another master key than this.
    List<Content> sealedOtherwise(String kid, int limit) {
        return new SqlQuery(COLUMNS)
                .and(" and sealed_key is not null and master_key <> ? order by bank, clip limit ?", kid, limit)
                .list(database, FootageStore::content);
    }

    void reseal(ClipKey clip, Sealed before, Sealed after) {
        new SqlQuery(
                        "update clip set sealed_key = ?, master_key = ? where bank = ? and clip = ? and sealed_key = ?",
                        after.key(),
                        after.kid(),
                        clip.bank().value(),
                        clip.clip(),
                        before.key())
                .update(database);
    }

    private static Content content(ResultSet row) throws SQLException {
        byte[] key = row.getBytes("sealed_key");
        return new Content(
                new ClipKey(new BankId(row.getString("bank")), row.getString("clip")),
                row.getString("sha256"),
                SqlQuery.number(row, "bytes"),
                row.getLong("received"),
                row.getBoolean("whole"),
                row.getBoolean("removed"),
                key == null ? null : new Sealed(row.getString("master_key"), key));
    }

    private static Piece piece(ResultSet row) throws SQLException {
        return new Piece(row.getLong("start"), row.getLong("bytes"), row.getString("object"));
    }
}
