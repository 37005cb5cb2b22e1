package io.lockward.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lets things go wrong in the running demo.
@Command(name = "sim", description = "Acts on the running demo's world.", mixinStandardHelpOptions = true)
final class SimCommand {
    @Command(
            name = "fault",
            description = {
                "Causes a fault, or mends it.",
                "Kinds: power-cut, mains-loss, mains-back, network-loss, network-back, kiosk-freeze, kiosk-stuck, door-forced, door-jam."
            },
            mixinStandardHelpOptions = true)
    int fault(
            @Mixin Session session,
            @Parameters(paramLabel = "KIND") String kind,
            @Parameters(paramLabel = "BANK") String bank) {
        session.out().println(World.of(session.data()).cause(kind, bank));
        return ExitCode.DONE;
    }
}
