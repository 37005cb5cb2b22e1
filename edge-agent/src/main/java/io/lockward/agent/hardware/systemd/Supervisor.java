package io.lockward.agent.hardware.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service manager that started this process (systemd with `Type=notify`), or nobody. Telling it something never
/// blocks and never fails: what does not get through is logged once.
///
/// Thread rule: any thread.
public final class Supervisor {
    /// The agent's slowest part turns once a second, and must turn between two feedings.
    static final Duration SHORTEST_WATCHDOG = Duration.ofSeconds(3);

    static final Duration LONGEST_WATCHDOG = Duration.ofDays(1);
    private static final int LONGEST_STATUS = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final @Nullable String socket;
    private final @Nullable Duration watchdog;
    private volatile boolean isHeard = true;

    private Supervisor(@Nullable String socket, @Nullable Duration watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /// Nobody: everything said is lost.
    public static Supervisor none() {
        return new Supervisor(null, null);
    }

    /// The one that this environment names: `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID` as in sd_notify(3) and
    /// sd_watchdog_enabled(3).
    ///
    /// @param pid of this process; a watchdog for another one is not ours to feed
    public static Supervisor of(Map<String, String> environment, long pid) {
        String socket = environment.get("NOTIFY_SOCKET");
        if (socket == null || socket.isEmpty()) {
            return none();
        }
        if (!UnixDatagram.isAddress(socket)) {
            LOG.atWarn().addKeyValue("socket", socket).log("unknown kind of NOTIFY_SOCKET; nothing will be told");
            return none();
        }
        return new Supervisor(socket, watchdog(environment, pid));
    }

    private static @Nullable Duration watchdog(Map<String, String> environment, long pid) {
        String whose = environment.getOrDefault("WATCHDOG_PID", "");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        if (micros.isEmpty() || !(whose.isEmpty() || whose.equals(Long.toString(pid)))) {
            return null;
        }
        if (micros.matches("[0-9]{1,17}")) {
            Duration asked = Duration.ofMillis(Long.parseLong(micros) / 1_000);
            if (asked.compareTo(SHORTEST_WATCHDOG) >= 0 && asked.compareTo(LONGEST_WATCHDOG) <= 0) {
                return asked;
            }
        }
        // Left unfed, it would restart a healthy agent for ever: say why, in the one place where it can be mended.
        throw new IllegalArgumentException("WatchdogSec= is between " + SHORTEST_WATCHDOG.toSeconds()
                + " s and 1 day; WATCHDOG_USEC says " + micros);
    }

    /// Whether somebody is told anything at all.
    public boolean isThere() {
        return socket != null;
    }

    /// How long the service manager waits for a sign of life before it kills; `null` when it does not.
    public @Nullable Duration watchdog() {
        return watchdog;
    }

    /// The agent runs.
    public void ready(String status) {
        tell("READY=1\nSTATUS=" + oneLine(status));
    }

    /// What `systemctl status` shows.
    public void status(String status) {
        tell("STATUS=" + oneLine(status));
    }

    /// Feeds the watchdog.
    public void alive() {
        tell("WATCHDOG=1");
    }

    /// The agent is about to end.
    public void stopping() {
        tell("STOPPING=1");
    }

    private void tell(String words) {
        if (socket == null) {
            return;
        }
        try {
            UnixDatagram.send(socket, words.getBytes(StandardCharsets.UTF_8));
            isHeard = true;
        } catch (IOException e) {
            if (isHeard) {
                isHeard = false;
                LOG.atWarn().setCause(e).log("the service manager does not hear us");
            }
        }
    }

    private static String oneLine(String text) {
        String cut = text.length() > LONGEST_STATUS ? text.substring(0, LONGEST_STATUS) : text;
        return cut.replaceAll("[\\p{Cntrl}]", " ");
    }
}
