package io.lockward.agent.hardware;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A light at the bank that blinks for somebody who looks for it, and is dark otherwise: also at the start, whatever an
/// earlier process left behind.
///
/// Thread rule: any thread.
public final class LocateLight implements AutoCloseable {
    /// How long it is lit, and dark, while it blinks: a rate that nobody takes for a flicker and that is far from what
    /// troubles people with photosensitive epilepsy (WCAG 2.3.1: at most three flashes a second).
    public static final Duration HALF = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(LocateLight.class);

    /// What drives it.
    public interface Line extends AutoCloseable {
        void drive(boolean on) throws IOException;

        /// What the line itself reads, not what was asked of it.
        boolean isOn() throws IOException;

        /// Leaves it dark and gives the line back. Idempotent.
        @Override
        void close();
    }

    private final @Nullable Line line;
    private long untilUp;
    private boolean blinking;
    private boolean on;

    private LocateLight(@Nullable Line line) {
        this.line = line;
    }

    /// For a bank without one.
    public static LocateLight none() {
        return new LocateLight(null);
    }

    /// Dark from now on.
    ///
    /// @param line is closed with this light
    /// @throws IOException when it cannot be driven; the line is closed then
    public static LocateLight on(Line line) throws IOException {
        try {
            line.drive(false);
        } catch (IOException e) {
            line.close();
            throw e;
        }
        return new LocateLight(line);
    }

    public boolean isFitted() {
        return line != null;
    }

    /// Begins to blink, or goes on for longer.
    ///
    /// @param up uptime in milliseconds
    /// @return done when the line reads lit
    public synchronized Outcome blink(long up, Duration length) {
        if (line == null) {
            return new Outcome.Failed("this bank has no light to blink");
        }
        try {
            drive(line, true);
        } catch (IOException e) {
            darken(line);
            return new Outcome.Failed("its light cannot be driven: " + e.getMessage());
        }
        untilUp = blinking ? Math.max(untilUp, up + length.toMillis()) : up + length.toMillis();
        blinking = true;
        return new Outcome.Done();
    }

    /// Goes on blinking, or ends; to be called every [#HALF].
    ///
    /// @param up uptime in milliseconds
    public synchronized void turn(long up) {
        if (line == null || !blinking) {
            return;
        }
        if (up >= untilUp) {
            darken(line);
            return;
        }
        try {
            drive(line, !on);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the light stops blinking");
            darken(line);
        }
    }

    @Override
    public synchronized void close() {
        if (line != null) {
            darken(line);
            line.close();
        }
    }

    private void drive(Line driven, boolean wanted) throws IOException {
        driven.drive(wanted);
        if (driven.isOn() != wanted) {
            throw new IOException("its line stays " + (wanted ? "off" : "on"));
        }
        on = wanted;
    }

    private void darken(Line driven) {
        blinking = false;
        on = false;
        try {
            driven.drive(false);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the light may be on");
        }
    }
}
