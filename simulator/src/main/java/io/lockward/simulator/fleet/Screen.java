package io.lockward.simulator.fleet;

import com.sun.net.httpserver.HttpHandler;
import io.lockward.agent.Agent;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.agent.hardware.kiosk.Heartbeat;
import io.lockward.agent.hardware.kiosk.KioskPage;
import io.lockward.agent.hardware.kiosk.KioskServer;
import io.lockward.agent.hardware.kiosk.PageOrders;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The screen of one bank of the demo: the page as its agent serves it, on a loopback port that stays the same however
/// often the agent dies. Not thread-safe.
final class Screen implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Screen.class);

    private final Face face;
    private final Runnable beat;
    private final PageOrders orders = new PageOrders(System::nanoTime);
    private @Nullable KioskServer server;
    private int port;

    /// @param beat told when the page says that it lives
    Screen(Face face, Runnable beat) {
        this.face = face;
        this.beat = beat;
    }

    /// Serves the page of an agent that has just started. Without it the bank works all the same.
    void serve(Agent agent) {
        try {
            Map<String, HttpHandler> routes = new HashMap<>(new KioskPage(face, agent.desk()).routes());
            routes.put(Heartbeat.PATH, new Heartbeat(_ -> beat.run(), orders, System::nanoTime, System::nanoTime));
            KioskServer opened = KioskServer.open(port, routes);
            server = opened;
            port = opened.port();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("bank", face.bank()).setCause(e).log("the screen's page is not served");
        }
    }

    /// The page shows itself for a while.
    ///
    /// @param outcome told when the page says that it does
    void locate(Duration length, Consumer<Outcome> outcome) {
        orders.locate(length, outcome);
    }

    /// On loopback; 0 when it was never served.
    int port() {
        return port;
    }

    @Override
    public void close() {
        KioskServer open = server;
        server = null;
        if (open != null) {
            open.close();
        }
    }
}
