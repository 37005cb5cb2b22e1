package io.lockward.systemtest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What the database holds of one bank, read with plain SQL past all code of Lockward.
///
/// @param entries the exact bytes of each entry by sequence number
/// @param twice rows beyond the first of a sequence number
/// @param journals how many journals the entries belong to
public record CloudLedger(Map<Long, byte[]> entries, long twice, int journals) {

    static CloudLedger read(TestServices services, String bank) throws SQLException {
        Map<Long, byte[]> entries = new HashMap<>();
        Set<String> journals = new HashSet<>();
        long twice = 0;
        try (Connection connection = services.database();
                PreparedStatement select =
                        connection.prepareStatement("select journal::text, seq, json from entry where bank = ?")) {
            select.setString(1, bank);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    journals.add(rows.getString(1));
                    byte[] before =
                            entries.put(rows.getLong(2), rows.getString(3).getBytes(StandardCharsets.UTF_8));
                    twice += before == null ? 0 : 1;
                }
            }
        }
        return new CloudLedger(entries, twice, journals.size());
    }

    /// How far the bank's newest journal is complete; 0 when nothing came.
    public static long upTo(TestServices services, String bank) throws SQLException {
        return number(services, "select coalesce(max(up_to), 0) from journal where bank = ?", bank);
    }

    /// Commands of the bank that have not ended.
    public static long openCommands(TestServices services, String bank) throws SQLException {
        return number(services, "select count(*) from command where bank = ? and not ended", bank);
    }

    /// Commands of the bank that are in this state.
    static long commandsIn(TestServices services, String bank, String state) throws SQLException {
        return number(services, "select count(*) from command where state = '" + state + "' and bank = ?", bank);
    }

    private static long number(TestServices services, String query, String bank) throws SQLException {
        try (Connection connection = services.database();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, bank);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
