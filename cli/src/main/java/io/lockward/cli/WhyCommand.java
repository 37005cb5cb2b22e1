package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Why a bank is as it is.
@Command(
        name = "why",
        description = "Says why a bank is as it is: what is wrong, since when, the likely cause, what it does next.",
        mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
    @Mixin
    private Session session = new Session();

    @Parameters(paramLabel = "BANK")
    private String bank = "";

    @Override
    public Integer call() {
        session.show(session.cloud().get("/api/v1/banks/" + Cloud.escaped(bank) + "/diagnosis"), this::tell);
        return ExitCode.DONE;
    }

    private void tell(JsonNode diagnosis) {
        session.out().println(diagnosis.path("sentence").asText());
        for (JsonNode finding : diagnosis.path("findings")) {
            line("- " + finding.path("severity").asText() + ": "
                    + finding.path("what").asText());
            line("    since       " + finding.path("since").asText("-")
                    + optional(", last well ", finding.path("lastGood")));
            line("    likely      " + finding.path("likelyCause").asText());
            line("    next        " + finding.path("next").asText());
            JsonNode evidence = finding.path("evidence");
            if (evidence.isObject()) {
                line("    evidence    entry " + evidence.path("epoch").asText() + ":"
                        + evidence.path("seq").asText() + " of journal "
                        + evidence.path("journal").asText());
            }
        }
        JsonNode ladder = diagnosis.path("ladder");
        for (JsonNode climb : ladder.path("climbs")) {
            line("ladder for " + climb.path("part").asText() + " since "
                    + climb.path("since").asText() + optional(", well again ", climb.path("overAt"))
                    + optional(", held: ", climb.path("held")) + optional(", gave up: ", climb.path("gaveUp")));
            for (JsonNode rung : climb.path("rungs")) {
                line("    " + rung.path("level").asText() + ": "
                        + rung.path("state").asText() + optional(", ", rung.path("evidence")));
            }
        }
        if (ladder.path("paused").isObject()) {
            line("the ladder is held back by "
                    + ladder.path("paused").path("by").asText() + " until "
                    + ladder.path("paused").path("until").asText());
        }
        tellFleet(diagnosis.path("fleetLadder"));
        if (ladder.path("mostPerDay").isNumber()) {
            line("automatic restarts left today: " + ladder.path("left").asText() + " of "
                    + ladder.path("mostPerDay").asText());
        }
    }

    /// What the cloud does for a bank that its own ladder cannot help.
    private void tellFleet(JsonNode ladder) {
        JsonNode standing = ladder.path("standing");
        if (standing.isObject()) {
            line("from the cloud: " + standing.path("words").asText());
        }
        for (JsonNode step : ladder.path("steps")) {
            line("    " + step.path("level").asText() + " by "
                    + step.path("by").asText() + " at " + step.path("at").asText() + ": "
                    + step.path("state").asText() + optional(", ", step.path("evidence")));
        }
        if (ladder.path("paused").isObject()) {
            line("the cloud's part is held back by "
                    + ladder.path("paused").path("by").asText() + " until "
                    + ladder.path("paused").path("until").asText());
        }
    }

    private void line(String words) {
        session.out().println("  " + words);
    }

    private static String optional(String before, JsonNode value) {
        return value.isTextual() ? before + value.textValue() : "";
    }
}
