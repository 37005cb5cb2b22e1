package io.lockward.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What a measurement says: figures as lines `name value unit` on one stream, progress on the other.
/// Thread rule: any thread.
final class Figures {
    private final PrintStream out;
    private final PrintStream progress;
    private final long started = System.nanoTime();

    Figures(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /// @param unit such as `entries/s`; no spaces
    void figure(String name, double value, String unit) {
        String written = Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
        out.println(name + ' ' + written + ' ' + unit);
        out.flush();
    }

    /// How often something happened, 0 to 1, however seldom.
    void rate(String name, double value) {
        out.println(name + ' ' + String.format(Locale.ROOT, "%.2e", value) + " of-runs");
        out.flush();
    }

    void percentiles(String name, Percentiles millis) {
        figure(name + "-p50", millis.at(50), "ms");
        figure(name + "-p99", millis.at(99), "ms");
    }

    void progress(String what) {
        Duration since = Duration.ofNanos(System.nanoTime() - started);
        progress.println(String.format(Locale.ROOT, "%4d s  %s", since.toSeconds(), what));
        progress.flush();
    }
}
