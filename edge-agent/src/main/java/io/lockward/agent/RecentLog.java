package io.lockward.agent;

import io.lockward.protocol.Diagnostics;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// The last lines of the agent's log, for a diagnostic bundle. Bounded. Any thread.
final class RecentLog extends Handler {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    /// Listens to everything that is logged from now on.
    static RecentLog installed() {
        RecentLog log = new RecentLog();
        log.setLevel(Level.INFO);
        Logger.getLogger("").addHandler(log);
        return log;
    }

    /// Oldest first.
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord event) {
        if (!isLoggable(event)) {
            return;
        }
        String problem = event.getThrown() == null ? "" : " (" + event.getThrown() + ")";
        String line = TIME.format(event.getInstant())
                + ' '
                + event.getLevel()
                + ' '
                + formatter.formatMessage(event).replace('\n', ' ')
                + problem;
        synchronized (this) {
            lines.add(line.length() > Diagnostics.LINE_LENGTH ? line.substring(0, Diagnostics.LINE_LENGTH) : line);
            if (lines.size() > Diagnostics.MOST_LINES) {
                lines.remove();
            }
        }
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
