package io.lockward.bench;

import io.lockward.launcher.LaunchFailed;
import io.lockward.launcher.Programs;
import java.util.List;

/// `NAME [--OPTION N]...`: measures one thing with real processes in a temporary folder. Exit codes: 0 done, 1 error,
/// 2 usage.
public final class Main {
    private Main() {}

    @SuppressWarnings("SystemOut") // figures are what this program is for
    public static void main(String[] words) throws Exception {
        switch (Options.read(List.of(words))) {
            case Options.Reading.Wrong(String message) -> {
                System.err.println("bench: " + message);
                System.exit(2);
            }
            case Options.Reading.Ready(Options options) -> {
                Figures figures = new Figures(System.out, System.err);
                figures.progress(Machine.describe());
                if (options.name().equals("sensing")) {
                    // Needs no program beside it.
                    new SensingBench(figures, options, Programs.find().home().resolve("bench/target")).run();
                    return;
                }
                if (options.name().equals("camera")) {
                    new CameraBench(figures, options).run();
                    figures.progress(Machine.describe());
                    System.exit(0);
                }
                try (Stage stage = Stage.open(Programs.find().atFullSpeed(), figures)) {
                    measure(options, stage, figures);
                } catch (LaunchFailed e) {
                    System.err.println("bench: " + e.getMessage());
                    System.exit(1);
                }
                figures.progress(Machine.describe());
                // The MQTT client's own threads are no daemons.
                System.exit(0);
            }
        }
    }

    private static void measure(Options options, Stage stage, Figures figures) throws Exception {
        switch (options.name()) {
            case "agent" -> new AgentBench(stage, figures, options).run();
            case "command" -> new CommandBench(stage, figures, options).run();
            case "fleet" -> new FleetBench(stage, figures, options).run();
            case "ingest" -> new IngestBench(stage, figures, options).run();
            default -> throw new IllegalStateException(options.name());
        }
    }
}
