package io.lockward.systemtest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// The two things Lockward does not write itself: a broker and a database. As processes of this machine, or as
/// containers of their official images (`-Pcontainers`); the tests do not know which.
public interface TestServices extends AutoCloseable {

    /// Those that this run asks for.
    ///
    /// @param folder for data, passwords and logs
    /// @param clouds names of cloud replicas, as users of the broker
    /// @param banks ids of banks, as users of the broker
    static TestServices start(Path folder, List<String> clouds, List<String> banks) {
        return System.getProperty("test.services", "processes").equals("containers")
                ? ContainerServices.start(folder, clouds, banks)
                : ProcessServices.start(folder, clouds, banks);
    }

    /// Of the broker, on loopback; the same after [#wipeBroker()].
    int brokerPort();

    /// The broker's password of a bank or a cloud replica.
    String password(String name);

    /// Ends the broker at once, throws away all it kept and starts it again on the same port.
    void wipeBroker();

    /// How the cloud service is told of the database: settings by name.
    Map<String, String> databaseSettings();

    /// The database that runs now, on loopback. Not before a cloud service has been started.
    int databasePort();

    /// The same settings for a database that is reached through another port of loopback.
    Map<String, String> databaseSettings(int port);

    /// Looks into the database past all code of Lockward.
    Connection database() throws SQLException;

    @Override
    void close();
}
