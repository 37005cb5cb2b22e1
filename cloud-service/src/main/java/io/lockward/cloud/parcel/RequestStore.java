package io.lockward.cloud.parcel;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.sql.SqlQuery;
import io.lockward.fleet.parcel.ParcelKey;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ParcelId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/// Which request stands behind an Idempotency-Key.
@Singleton
final class RequestStore {
    record Reservation(ParcelKey parcel, String bodyHash) {}

    private final AgroalDataSource database;

    RequestStore(AgroalDataSource database) {
        this.database = database;
    }

    /// Reserves a key for a parcel that is about to be announced; the first one to do so is kept.
    ///
    /// @return the reservation that stands
    Reservation reserve(String actor, String key, String bodyHash, ParcelKey parcel, Instant now) {
        new SqlQuery(
                        "insert into parcel_request (actor, key, body_hash, bank, parcel, created_at)"
                                + " values (?, ?, decode(?, 'hex'), ?, ?, ?) on conflict do nothing",
                        actor,
                        key,
                        bodyHash,
                        parcel.bank().value(),
                        parcel.parcel().value(),
                        now)
                .update(database);
        Reservation standing = new SqlQuery(
                        "select bank, parcel, encode(body_hash, 'hex') as hex from parcel_request where actor = ? and key = ?",
                        actor,
                        key)
                .first(
                        database,
                        row -> new Reservation(
                                new ParcelKey(
                                        new BankId(row.getString("bank")),
                                        new ParcelId(row.getObject("parcel", UUID.class))),
                                row.getString("hex")));
        return standing == null ? new Reservation(parcel, bodyHash) : standing;
    }
}
