package io.lockward.cloud.platform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Starts the cloud service. Where no `lockward.db.url` is set, a PostgreSQL of its own comes up first and goes down
/// last.
@QuarkusMain
public final class Main {
    private static final CountDownLatch STOPPED = new CountDownLatch(1);

    private Main() {}

    public static void main(String... args) throws IOException, InterruptedException {
        if (setting("lockward.db.url") == null) {
            startDatabase();
        }
        AtomicInteger exit = new AtomicInteger();
        Quarkus.run(null, (code, problem) -> ended(exit, code, problem), args);
        STOPPED.countDown();
        System.exit(exit.get());
    }

    /// Whoever takes the exit code from Quarkus must tell of the failure too: it says nothing itself then.
    private static void ended(AtomicInteger exit, int code, @Nullable Throwable problem) {
        exit.set(code);
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            System.err.println("lockward: the service ended: " + cause);
        }
    }

    private static void startDatabase() throws IOException, InterruptedException {
        String data = setting("lockward.data");
        String port = setting("lockward.db.port");
        EmbeddedPostgres database = EmbeddedPostgres.start(
                Path.of(data == null ? "lockward-data" : data).resolve("postgresql"),
                port == null ? 0 : Integer.parseInt(port));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopLast(database), "database-stop"));
        System.setProperty("lockward.db.url", database.url());
        System.setProperty("lockward.db.username", EmbeddedPostgres.USER);
        System.setProperty("lockward.db.password", database.password());
    }

    private static void stopLast(EmbeddedPostgres database) {
        try {
            boolean stopped = STOPPED.await(20, TimeUnit.SECONDS);
            if (!stopped) {
                System.err.println("lockward: the service did not stop in 20 s; stopping its database anyway");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }

    /// Needed before Quarkus reads its configuration, so only system properties and the environment count.
    private static @Nullable String setting(String name) {
        String value = System.getProperty(name);
        return value == null
                ? System.getenv(name.toUpperCase(java.util.Locale.ROOT).replace('.', '_'))
                : value;
    }
}
