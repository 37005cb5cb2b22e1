package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A command that was asked for, followed to its end when wanted.
final class Asked {
    private Asked() {}

    /// Prints the command and, when `wait` is set, each state it reaches.
    ///
    /// @param limitSeconds how long to wait at most
    /// @param nanos a clock that never goes back, as `System.nanoTime`
    static int follow(
            Session session, Cloud cloud, JsonNode asked, boolean wait, long limitSeconds, LongSupplier nanos) {
        String id = asked.path("id").asText();
        if (!wait) {
            session.show(
                    asked,
                    command -> session.out()
                            .println(id + " " + command.path("state").asText()
                                    + ". Follow it with: ./lockward commands get " + id));
            return ExitCode.DONE;
        }
        long deadline = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(limitSeconds);
        JsonNode command = asked;
        String shown = "";
        while (true) {
            String state = command.path("state").asText();
            if (!state.equals(shown)) {
                String line = id + " " + state + evidence(command);
                session.show(command, _ -> session.out().println(line));
                shown = state;
            }
            if (command.path("end").asBoolean()) {
                return exitCode(state);
            }
            if (nanos.getAsLong() > deadline) {
                throw new Failure(
                        ExitCode.TIMED_OUT, "still " + state + " after " + limitSeconds + " s; it may still run");
            }
            command = cloud.get("/api/v1/commands/" + id + "?wait=10&known=" + state);
        }
    }

    private static String evidence(JsonNode command) {
        String waitsFor = command.path("waitsFor").asText("");
        if (!waitsFor.isEmpty() && !waitsFor.equals("null")) {
            return ": " + waitsFor;
        }
        String evidence = command.path("evidence").asText("");
        String refusal = command.path("refusal").asText("");
        boolean hasEvidence = !evidence.isEmpty() && !evidence.equals("null");
        boolean hasRefusal = !refusal.isEmpty() && !refusal.equals("null");
        return (hasRefusal ? " (" + refusal + ")" : "") + (hasEvidence ? ": " + evidence : "");
    }

    private static int exitCode(String state) {
        return switch (state) {
            case "verified" -> ExitCode.DONE;
            case "unverified" -> ExitCode.UNVERIFIED;
            case "refused" -> ExitCode.CONFLICT;
            case "expired" -> ExitCode.TIMED_OUT;
            default -> ExitCode.ERROR;
        };
    }
}
