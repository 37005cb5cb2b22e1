package io.lockward.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Why a bank is as it is.
@Command(
        name = "why",
        description = "Says why a bank is as it is: health, reasons, open alarms.",
        mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
    @Mixin
    private Session session = new Session();

    @Parameters(paramLabel = "BANK")
    private String bank = "";

    @Override
    public Integer call() {
        session.show(session.cloud().get("/api/v1/banks/" + Cloud.escaped(bank)), twin -> {
            JsonNode presence = twin.path("presence");
            session.out().println(twin.path("health").path("sentence").asText());
            twin.path("health").path("reasons").forEach(reason -> session.out().println("  - " + reason.asText()));
            session.out()
                    .println("  presence: " + presence.path("state").asText() + " since "
                            + presence.path("since").asText("-")
                            + Objects.requireNonNullElse(explanation(presence), ""));
            for (JsonNode alarm : twin.path("openAlarms")) {
                session.out()
                        .println("  " + alarm.path("severity").asText() + " "
                                + alarm.path("kind").asText() + " "
                                + alarm.path("subject").asText() + " since "
                                + alarm.path("raisedAt").asText() + ": "
                                + alarm.path("why").asText() + " "
                                + alarm.path("suggestion").asText(""));
            }
        });
        return ExitCode.DONE;
    }

    private static @Nullable String explanation(JsonNode presence) {
        return presence.path("explanation").isTextual()
                ? " (" + presence.path("explanation").textValue() + ")"
                : null;
    }
}
