package io.lockward.cloud.platform;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real SMTP server for a service under test; what it took is fetched over IMAP, as anybody would.
public final class TestMail implements QuarkusTestResourceLifecycleManager {
    private static final String PORT = "lockward.test.imap.port";

    private @Nullable GreenMail server;

    @Override
    public Map<String, String> start() {
        GreenMail started = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        started.start();
        server = started;
        return Map.of(
                "lockward.mail.host",
                "127.0.0.1",
                "lockward.mail.port",
                Integer.toString(started.getSmtp().getPort()),
                "lockward.mail.security",
                "none",
                "lockward.mail.from",
                "Lockward <parcels@lockers.example>",
                PORT,
                Integer.toString(started.getImap().getPort()));
    }

    /// After [TestDatabase] and [TestData].
    @Override
    public int order() {
        return 20;
    }

    @Override
    public void stop() {
        GreenMail running = server;
        if (running != null) {
            running.stop();
        }
    }
}
