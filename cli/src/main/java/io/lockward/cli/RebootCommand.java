package io.lockward.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Restarts a part of a bank.
@Command(
        name = "reboot",
        description = "Restarts a part of a bank; verified by evidence of the restart.",
        mixinStandardHelpOptions = true)
final class RebootCommand implements Callable<Integer> {
    private static final long LIMIT_SECONDS = 15 * 60;

    enum Level {
        KIOSK,
        AGENT,
        CONTROLLER,
        POWER
    }

    @Mixin
    private Session session = new Session();

    @Parameters(paramLabel = "BANK")
    private String bank = "";

    @Option(names = "--level", required = true, description = "kiosk, agent, controller or power")
    private Level level = Level.KIOSK;

    @Option(names = "--reason", required = true, description = "why; goes into the audit log")
    private String reason = "";

    @Option(names = "--wait", description = "follow it to its end; exit 0 only when verified")
    private boolean wait;

    @Override
    public Integer call() {
        Cloud cloud = session.cloud();
        ObjectNode body = Cloud.JSON.createObjectNode();
        body.put("kind", "reboot")
                .put("level", level.name().toLowerCase(Locale.ROOT))
                .put("reason", reason);
        return Asked.follow(
                session,
                cloud,
                cloud.post("/api/v1/banks/" + Cloud.escaped(bank) + "/commands", body, true),
                wait,
                LIMIT_SECONDS,
                System::nanoTime);
    }
}
