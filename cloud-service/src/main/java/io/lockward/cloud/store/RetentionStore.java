package io.lockward.cloud.store;

import io.lockward.fleet.FleetUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/// Makes room for what will come and drops what need not stay.
@ApplicationScoped
public class RetentionStore {
    private final DataSource source;

    public RetentionStore(DataSource source) {
        this.source = source;
    }

    /// Makes the partitions of `entry` for the months from `now` on.
    ///
    /// @param ahead how many months beyond this one, from 0
    public void makePartitions(Instant now, int ahead) {
        YearMonth first = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i <= ahead; i++) {
                YearMonth month = first.plusMonths(i);
                String name = "entry_" + month.toString().replace('-', '_');
                statement.execute("create table if not exists " + name + " partition of entry for values from ('"
                        + month + "-01T00:00:00Z') to ('" + month.plusMonths(1) + "-01T00:00:00Z')");
            }
        } catch (SQLException e) {
            throw new FleetUnavailable("cannot make partitions", e);
        }
    }

    /// Drops telemetry older than `age`.
    ///
    /// @return how many samples went
    public int dropTelemetry(Instant now, Duration age) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("delete from telemetry where received_at < '" + now.minus(age) + "'");
        } catch (SQLException e) {
            throw new FleetUnavailable("cannot drop telemetry", e);
        }
    }
}
