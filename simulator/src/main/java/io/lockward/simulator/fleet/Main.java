package io.lockward.simulator.fleet;

import io.lockward.agent.AgentSetup;
import io.lockward.agent.BankKey;
import io.lockward.agent.SecretFile;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.agent.hardware.Ups;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Seal;
import io.lockward.agent.link.Trust;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.simulator.nut.NutDaemon;
import io.lockward.simulator.world.RealTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The demo's fleet as a process: `--plan FILE`. Prints `ready port=N` with the port that takes faults, and ends when
/// its standard input does, so that it never outlives the demo.
public final class Main {
    private static final BankRunner.MainsSwitch SIMULATED = new BankRunner.MainsSwitch() {
        @Override
        public void mains(boolean present) {
            // The simulated UPS follows the simulated bank.
        }

        @Override
        public @Nullable Ups ups() {
            return null;
        }
    };

    private Main() {}

    @SuppressWarnings("SystemOut") // the ready line is for the process that started this one
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2 || !arguments[0].equals("--plan")) {
            System.err.println("usage: --plan FILE");
            System.exit(2);
        }
        FleetPlan plan = FleetPlan.read(Path.of(arguments[1]));
        Trust trust = FleetKeys.trust(plan.keys());
        InstantSource clock = InstantSource.system();
        RealTime time = new RealTime(clock);
        Map<String, BankRunner> banks = new LinkedHashMap<>();
        NutMains nut = NutDaemon.isInstalled() ? new NutMains(Files.createTempDirectory("lockward-nut")) : null;
        URI broker = URI.create("tcp://127.0.0.1:" + plan.mqttPort());
        for (FleetPlan.Bank bank : plan.banks()) {
            Path folder = Files.createDirectories(plan.data().resolve(bank.id()));
            BankRunner.MainsSwitch mains = nut != null && banks.isEmpty() ? nut : SIMULATED;
            banks.put(
                    bank.id(),
                    new BankRunner(
                            setup(bank, trust, folder),
                            folder,
                            time,
                            clock,
                            new SecureRandom(),
                            new SwitchableTransport(PahoTransport.plain(broker)),
                            mains));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(banks, nut, time), "fleet-stop"));
        banks.values().forEach(BankRunner::start);
        FaultPort port = new FaultPort((kind, bank) -> act(banks, time, kind, bank));
        System.out.println("ready port=" + port.port());
        while (System.in.read() >= 0) {
            // Only the end of the input says anything.
        }
        System.exit(0);
    }

    private static AgentSetup setup(FleetPlan.Bank bank, Trust trust, Path folder) throws IOException {
        return AgentSetup.of(
                BankSetup.of(
                                new BankId(bank.id()),
                                bank.compartments().stream()
                                        .map(CompartmentId::new)
                                        .collect(Collectors.toSet()))
                        .withRemedy(RemedySetup.DEFAULT.withPowerCycle(null)),
                "0.1.0-demo",
                bank.password(),
                trust,
                Seal.with(BankKey.in(folder)),
                SecretFile.in(folder));
    }

    private static FaultPort.Answer act(Map<String, BankRunner> banks, RealTime time, String kind, String bank) {
        Fault fault = Fault.ofWord(kind);
        if (fault == null) {
            return new FaultPort.Answer(400, "there is no fault '" + kind + "'; there are: " + Fault.words());
        }
        BankRunner runner = banks.get(bank);
        if (runner == null) {
            return new FaultPort.Answer(
                    404, "the demo has no bank '" + bank + "'; it has: " + String.join(", ", banks.keySet()));
        }
        time.after(Duration.ZERO, () -> runner.cause(fault));
        return new FaultPort.Answer(200, fault.told(bank));
    }

    private static void end(Map<String, BankRunner> banks, @Nullable NutMains nut, RealTime time) {
        time.close();
        banks.values().parallelStream().forEach(BankRunner::close);
        if (nut != null) {
            nut.close();
        }
    }
}
