package io.lockward.cloud.change;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.store.FleetNotice;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Changes on their way through PostgreSQL's LISTEN and NOTIFY.
@Singleton
final class ChangeStore {
    private static final int WAIT_MILLIS = 1_000;

    private final AgroalDataSource database;

    ChangeStore(AgroalDataSource database) {
        this.database = database;
    }

    void tell(List<String> texts) {
        try (Connection connection = database.getConnection();
                PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            for (String text : texts) {
                notify.setString(1, FleetNotice.CHANNEL);
                notify.setString(2, text);
                notify.execute();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot tell the replicas", e);
        }
    }

    /// Hears until `wanted` says no or the connection breaks. Holds one connection all the time.
    void hear(Consumer<String> heard, BooleanSupplier wanted) {
        try (Connection connection = database.getConnection()) {
            try (Statement listen = connection.createStatement()) {
                listen.execute("listen " + FleetNotice.CHANNEL);
            }
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (wanted.getAsBoolean()) {
                PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
                for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                    heard.accept(notification.getParameter());
                }
            }
            try (Statement unlisten = connection.createStatement()) {
                unlisten.execute("unlisten *");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot hear the replicas", e);
        }
    }
}
