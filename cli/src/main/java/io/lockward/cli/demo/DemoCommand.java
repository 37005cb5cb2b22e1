package io.lockward.cli.demo;

import io.lockward.cli.Cloud;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.cli.World;
import io.lockward.launcher.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts the demo and stays until it is stopped.
@Command(
        name = "demo",
        description = "Runs broker, database, cloud service and a small simulated fleet in real time.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_BANKS = 500;

    @Spec
    private CommandSpec spec = Objects.requireNonNull(CommandSpec.create());

    @Option(names = "--banks", description = "how many banks, 1 to 500 (default: ${DEFAULT-VALUE})")
    private int banks = 3;

    @Option(names = "--scenario", description = "plays a story: friday")
    private @Nullable String scenario;

    @Option(names = "--port", description = "of the dashboard; 0 takes a free one (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--data", description = "the data folder, kept between runs (default: .lockward/demo)")
    private @Nullable Path data;

    @Option(names = "--headless", description = "for scripts: prints only the address, once everything is up")
    private boolean headless;

    @Override
    public Integer call() throws InterruptedException {
        if (banks < 1 || banks > MOST_BANKS) {
            throw new Failure(ExitCode.USAGE, "--banks is 1 to " + MOST_BANKS);
        }
        if (scenario != null && !scenario.equals("friday")) {
            throw new Failure(ExitCode.USAGE, "there is no scenario '" + scenario + "'; there is: friday");
        }
        Programs programs = Programs.find();
        Path folder = data == null ? programs.home().resolve(".lockward/demo") : data.toAbsolutePath();
        Demo demo = new Demo(programs, folder, spec.commandLine().getOut(), headless);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
        try {
            List<FleetPlan.Bank> plan = FleetPlan.banks(banks);
            Cloud cloud = demo.start(plan, port);
            if (scenario != null) {
                new FridayScenario(cloud, World.of(folder), spec.commandLine().getOut(), plan.getFirst()).play();
            }
            return demo.awaitEnd();
        } finally {
            demo.close();
        }
    }
}
