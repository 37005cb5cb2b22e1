package io.lockward.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lets things go wrong in the running demo, and lends it hands.
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

    @Command(name = "put", description = "Lays a parcel into an open compartment.", mixinStandardHelpOptions = true)
    int put(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Parameters(paramLabel = "DOOR") String door) {
        return hand(session, "put", bank, door);
    }

    @Command(
            name = "take",
            description = "Takes out what came last into an open compartment.",
            mixinStandardHelpOptions = true)
    int take(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Parameters(paramLabel = "DOOR") String door) {
        return hand(session, "take", bank, door);
    }

    @Command(name = "close", description = "Closes a door.", mixinStandardHelpOptions = true)
    int close(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Parameters(paramLabel = "DOOR") String door) {
        return hand(session, "close", bank, door);
    }

    @Command(name = "jam", description = "The lock of a door moves nothing any more.", mixinStandardHelpOptions = true)
    int jam(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Parameters(paramLabel = "DOOR") String door) {
        return hand(session, "jam", bank, door);
    }

    @Command(name = "free", description = "Mends a lock that was jammed.", mixinStandardHelpOptions = true)
    int free(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Parameters(paramLabel = "DOOR") String door) {
        return hand(session, "free", bank, door);
    }

    @Command(name = "pry", description = "Forces a closed door open.", mixinStandardHelpOptions = true)
    int pry(
            @Mixin Session session,
            @Parameters(paramLabel = "BANK") String bank,
            @Parameters(paramLabel = "DOOR") String door) {
        return hand(session, "pry", bank, door);
    }

    private static int hand(Session session, String kind, String bank, String door) {
        session.out().println(World.of(session.data()).hand(kind, bank, door));
        return ExitCode.DONE;
    }
}
