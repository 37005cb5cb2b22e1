package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A diagnostic bundle, fetched and told as text.
final class Bundle {
    /// A bundle may travel so long; a smaller difference of the clocks cannot be told from it.
    private static final Duration TRAVEL = Duration.ofSeconds(5);

    private static final int TRIES = 20;

    private Bundle() {}

    /// The bundle that a verified command brought. Its entries and the bundle itself come on different ways, so it is
    /// waited for up to 10 s.
    static JsonNode fetch(Cloud cloud, String command) {
        for (int left = TRIES; ; left--) {
            try {
                return cloud.get("/api/v1/commands/" + Cloud.escaped(command) + "/diagnostics");
            } catch (Failure failure) {
                if (failure.exitCode() != ExitCode.NOT_FOUND) {
                    throw failure;
                }
                if (left <= 1) {
                    throw new Failure(
                            ExitCode.TIMED_OUT,
                            "the bank sent its bundle, and it has not come yet; look at the bank's page, or ask again");
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ERROR, "interrupted");
        }
    }

    /// Every fact by its name, what the bank's clock is off, and the last lines of its log.
    static String words(JsonNode bundle) {
        StringBuilder text = new StringBuilder();
        text.append("bundle of ").append(bundle.path("bank").asText());
        text.append(", received ").append(bundle.path("receivedAt").asText());
        text.append(
                bundle.path("proven").asBoolean()
                        ? ", signed by the bank\n"
                        : ", signed with a key that the bank no longer has\n");
        Table table = new Table("FACT", "VALUE");
        table.row("clock", clock(bundle));
        bundle.path("facts")
                .properties()
                .forEach(fact ->
                        table.row(fact.getKey(), printable(fact.getValue().asText())));
        text.append(table);
        text.append("log, oldest first (").append(bundle.path("log").size()).append(" lines)\n");
        bundle.path("log")
                .forEach(line ->
                        text.append("  ").append(printable(line.asText())).append('\n'));
        return text.toString();
    }

    private static String clock(JsonNode bundle) {
        Instant at = instant(bundle.path("at"));
        Instant received = instant(bundle.path("receivedAt"));
        if (at == null || received == null) {
            return "not told";
        }
        Duration off = Duration.between(received, at);
        if (off.abs().compareTo(TRAVEL) < 0) {
            return "right within a few seconds";
        }
        return off.abs().toSeconds() + " s " + (off.isNegative() ? "behind" : "ahead of") + " the cloud's";
    }

    private static @Nullable Instant instant(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /// What a bank says must not steer the terminal it is shown on.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
