package io.lockward.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Opens one compartment.
@Command(
        name = "unlock",
        description = "Opens one compartment; verified by its door switch.",
        mixinStandardHelpOptions = true)
final class UnlockCommand implements Callable<Integer> {
    private static final long LIMIT_SECONDS = 90;

    @Mixin
    private Session session = new Session();

    @Parameters(paramLabel = "BANK", index = "0")
    private String bank = "";

    @Parameters(paramLabel = "DOOR", index = "1", description = "such as A07")
    private String door = "";

    @Option(names = "--reason", required = true, description = "why; goes into the audit log")
    private String reason = "";

    @Option(names = "--wait", description = "follow it to its end; exit 0 only when verified")
    private boolean wait;

    @Override
    public Integer call() {
        Cloud cloud = session.cloud();
        ObjectNode body = Cloud.JSON.createObjectNode();
        body.put("kind", "unlock").put("compartment", door).put("reason", reason);
        return Asked.follow(
                session,
                cloud,
                cloud.post("/api/v1/banks/" + Cloud.escaped(bank) + "/commands", body, true),
                wait,
                LIMIT_SECONDS,
                System::nanoTime);
    }
}
