package io.lockward.cloud.parcel;

import io.agroal.api.AgroalDataSource;
import io.lockward.cloud.notice.CodeReader;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Looks at what is left of a parcel where it should not be, and where it should.
final class WhatIsKept {
    private WhatIsKept() {}

    /// The letters that a mail server has for somebody, subject first, and last what a reader reads from its picture.
    static List<String> letters(int imap, String email) {
        Properties properties = new Properties();
        properties.put("mail.imap.port", Integer.toString(imap));
        List<String> texts = new ArrayList<>();
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect("127.0.0.1", email, email);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            for (Message message : inbox.getMessages()) {
                String code = CodeReader.picture(message);
                texts.add(
                        message.getSubject() + "\n" + CodeReader.text(message) + (code == null ? "" : "\nQR: " + code));
            }
        } catch (jakarta.mail.AuthenticationFailedException _) {
            return List.of(); // the server knows an address once it has a letter for it
        } catch (jakarta.mail.MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
        return texts;
    }

    /// Looks through every table there is.
    ///
    /// @param words any of these, without quotes
    static boolean anywhere(AgroalDataSource database, String... words) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row =
                    statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery(
                        "select 1 from " + table + " t where t::text ~ '" + String.join("|", words) + "' limit 1")) {
                    if (row.next()) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
