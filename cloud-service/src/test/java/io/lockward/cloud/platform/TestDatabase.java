package io.lockward.cloud.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One PostgreSQL per test JVM, kept between runs in `target` so that only the first one pays for initdb; each
/// [#freshDatabase] is a database of its own in it. Also a Quarkus test resource that points the service at one.
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private static @Nullable EmbeddedPostgres server;

    /// Starts the server when it does not run yet; it stops with the JVM.
    public static synchronized EmbeddedPostgres server() {
        EmbeddedPostgres running = server;
        if (running == null) {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.start(Path.of("target", "test-postgresql"), 0);
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                server = started;
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return running;
    }

    /// A new, empty database; its JDBC address.
    public static String freshDatabase() {
        String name =
                "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return server().createDatabase(name);
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "lockward.db.url",
                freshDatabase(),
                "lockward.db.username",
                EmbeddedPostgres.USER,
                "lockward.db.password",
                server().password());
    }

    @Override
    public void stop() {
        // The server stops with the JVM: later tests use it too.
    }
}
