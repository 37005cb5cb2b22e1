package io.lockward.cli;

import io.lockward.cli.demo.DemoCommand;
import io.lockward.cli.evidence.EvidenceCommand;
import io.lockward.cli.keys.KeysCommand;
import io.lockward.launcher.LaunchFailed;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line's entry.
@Command(
        name = "lockward",
        description = "Runs a fleet of smart parcel lockers.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            SimCommand.class,
            BanksCommand.class,
            WhyCommand.class,
            EventsCommand.class,
            UnlockCommand.class,
            RebootCommand.class,
            OrderCommands.Locate.class,
            OrderCommands.Selftest.class,
            OrderCommands.Service.class,
            OrderCommands.OpenAll.class,
            OrderCommands.Approve.class,
            OrderCommands.Diagnose.class,
            OrderCommands.PauseRemedy.class,
            OrderCommands.Configure.class,
            RemedyCommand.class,
            CommandsCommand.class,
            AlarmsCommand.class,
            ParcelsCommand.class,
            ReconcileCommand.class,
            WebhooksCommand.class,
            CasesCommand.class,
            KeysCommand.class,
            FleetKeysCommand.class,
            EvidenceCommand.class,
            SealKeyCommand.class,
            AccountsCommand.class
        })
public final class Main {
    private Main() {}

    static void main(String[] args) {
        System.exit(commandLine(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    /// The whole command line, for a program or a test.
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, _) -> {
                    if (e instanceof Failure failure) {
                        command.getErr().println("lockward: " + failure.getMessage());
                        return failure.exitCode();
                    }
                    if (e instanceof LaunchFailed) {
                        command.getErr().println("lockward: " + e.getMessage());
                        return ExitCode.ERROR;
                    }
                    throw e;
                });
    }
}
