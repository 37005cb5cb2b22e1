package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The cloud's part of a bank's ladder. The bank's own part is asked of the bank: `pause-remedy`, `reboot`.
@Command(
        name = "remedy",
        description =
                "What the cloud does for a bank that is silent or does not hear: shows it, holds it back, takes its"
                        + " next step by hand.",
        mixinStandardHelpOptions = true)
final class RemedyCommand {
    private static final String RUNNING = "running";

    @Command(name = "show", description = "Shows the cloud's part of a bank's ladder.", mixinStandardHelpOptions = true)
    int show(@Mixin Session session, @Parameters(paramLabel = "BANK") String bank) {
        session.show(ladder(session.cloud(), bank), view -> tell(session, view));
        return ExitCode.DONE;
    }

    @Command(
            name = "pause",
            description = "Holds the cloud's part of a bank's ladder back; 0 minutes lets it go on.",
            mixinStandardHelpOptions = true)
    int pause(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Option(names = "--minutes", required = true, description = "for how long, 0 to 1440") int minutes,
            @Option(names = "--reason", required = true, description = "why; goes into the audit log") String reason) {
        JsonNode body = Cloud.JSON.createObjectNode().put("minutes", minutes).put("reason", reason);
        JsonNode answer = session.cloud().post(path(bank) + "/remedy/pause", body, false);
        session.show(answer, view -> tell(session, view));
        return ExitCode.DONE;
    }

    @Command(
            name = "step",
            description = "Takes the cloud's next step by hand: has the bank's power cut and given back by its outlet.",
            mixinStandardHelpOptions = true)
    int step(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Option(names = "--reason", required = true, description = "why; goes into the audit log") String reason,
            @Option(names = "--wait", description = "until the bank has proven it, or cannot any more") boolean wait,
            @Option(
                            names = "--limit",
                            paramLabel = "SECONDS",
                            defaultValue = "900",
                            description = "how long to wait at most (default: ${DEFAULT-VALUE})")
                    long limitSeconds)
            throws InterruptedException {
        Cloud cloud = session.cloud();
        JsonNode body = Cloud.JSON.createObjectNode().put("level", "power").put("reason", reason);
        JsonNode step = cloud.post(path(bank) + "/remedy/steps", body, false);
        session.show(step, view -> session.out().println(words(view)));
        return wait ? follow(session, cloud, bank, step, limitSeconds, System::nanoTime) : ExitCode.DONE;
    }

    private static int follow(
            Session session, Cloud cloud, String bank, JsonNode asked, long limitSeconds, LongSupplier nanos)
            throws InterruptedException {
        String id = asked.path("id").asText();
        long deadline = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(limitSeconds);
        JsonNode step = asked;
        while (step.path("state").asText().equals(RUNNING)) {
            if (nanos.getAsLong() > deadline) {
                throw new Failure(
                        ExitCode.TIMED_OUT,
                        "not proven after " + limitSeconds + " s; it may still be. Look with: ./lockward remedy show "
                                + bank);
            }
            TimeUnit.MILLISECONDS.sleep(500);
            step = find(ladder(cloud, bank), id, step);
        }
        if (!step.equals(asked)) {
            String line = words(step);
            session.show(step, _ -> session.out().println(line));
        }
        return switch (step.path("state").asText()) {
            case "healed" -> ExitCode.DONE;
            case "unverified" -> ExitCode.UNVERIFIED;
            default -> ExitCode.ERROR;
        };
    }

    private static JsonNode find(JsonNode ladder, String id, JsonNode known) {
        for (JsonNode step : ladder.path("steps")) {
            if (step.path("id").asText().equals(id)) {
                return step;
            }
        }
        return known;
    }

    private static JsonNode ladder(Cloud cloud, String bank) {
        return cloud.get(path(bank) + "/diagnosis").path("fleetLadder");
    }

    private static String path(String bank) {
        return "/api/v1/banks/" + Cloud.escaped(bank);
    }

    private static void tell(Session session, JsonNode ladder) {
        JsonNode standing = ladder.path("standing");
        session.out()
                .println(standing.isObject() ? standing.path("words").asText() : "The cloud has nothing to do here.");
        JsonNode paused = ladder.path("paused");
        if (paused.isObject()) {
            session.out()
                    .println("held back by " + paused.path("by").asText() + " until "
                            + paused.path("until").asText());
        }
        if (ladder.path("noOutlet").isTextual()) {
            session.out()
                    .println("its power cannot be cut from here: "
                            + ladder.path("noOutlet").textValue());
        }
        session.out()
                .println("power cycles in 24 h: " + ladder.path("cyclesToday").asText() + " of "
                        + ladder.path("mostPerDay").asText());
        for (JsonNode step : ladder.path("steps")) {
            session.out().println(words(step));
        }
    }

    private static String words(JsonNode step) {
        String evidence = step.path("evidence").asText("");
        return step.path("level").asText() + " by " + step.path("by").asText() + " at "
                + step.path("at").asText() + ": " + step.path("state").asText()
                + (step.path("answer").isTextual()
                        ? " (the outlet: " + step.path("answer").textValue() + ")"
                        : "")
                + (evidence.isEmpty() || evidence.equals("null") ? "" : ", " + evidence);
    }
}
