package io.lockward.simulator.fleet;

import io.lockward.agent.AgentSetup;
import io.lockward.agent.BankKey;
import io.lockward.agent.SecretFile;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.Timing;
import io.lockward.agent.bank.clip.ClipSetup;
import io.lockward.agent.bank.parcel.ParcelSetup;
import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.remedy.RemedySetup;
import io.lockward.agent.hardware.Ups;
import io.lockward.agent.hardware.kiosk.Face;
import io.lockward.agent.link.PahoTransport;
import io.lockward.agent.link.Seal;
import io.lockward.agent.link.Trust;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.Size;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The demo's fleet as a process: `--plan FILE`. Prints `ready port=N` with the port that takes faults and hands,
/// followed by ` screen=BANK:N` for each bank whose screen's page is served, and ends when its standard input does, so
/// that it never outlives the demo.
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
            DemoCamera camera = bank.playable() && DemoCamera.isPossible()
                    ? new DemoCamera(new BankId(bank.id()), folder.resolve("footage"), plan.cloud(), BankKey.in(folder))
                    : null;
            BankRunner.MainsSwitch mains = nut != null && banks.isEmpty() ? nut : SIMULATED;
            banks.put(
                    bank.id(),
                    new BankRunner(
                            setup(bank, trust, folder, camera != null),
                            folder,
                            time,
                            clock,
                            new SecureRandom(),
                            new SwitchableTransport(PahoTransport.plain(broker)),
                            mains,
                            bank.playable() ? face(bank) : null,
                            camera));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(banks, nut, time), "fleet-stop"));
        banks.values().forEach(BankRunner::start);
        FaultPort port = new FaultPort(
                (kind, bank) -> act(banks, time, kind, bank), (kind, bank, door) -> hand(banks, kind, bank, door));
        System.out.println("ready port=" + port.port() + screens(banks));
        while (System.in.read() >= 0) {
            // Only the end of the input says anything.
        }
        System.exit(0);
    }

    private static Face face(FleetPlan.Bank bank) {
        return new Face(new BankId(bank.id()), bank.name(), null, Face.LANGUAGES);
    }

    private static String screens(Map<String, BankRunner> banks) {
        StringBuilder words = new StringBuilder();
        banks.forEach((id, bank) -> {
            if (bank.screenPort() != 0) {
                words.append(" screen=").append(id).append(':').append(bank.screenPort());
            }
        });
        return words.toString();
    }

    private static AgentSetup setup(FleetPlan.Bank bank, Trust trust, Path folder, boolean films) throws IOException {
        Map<CompartmentId, ParcelSetup.Box> boxes = new TreeMap<>();
        for (int i = 0; i < bank.compartments().size(); i++) {
            boxes.put(
                    new CompartmentId(bank.compartments().get(i)),
                    new ParcelSetup.Box(size(bank.sizes().get(i)), true));
        }
        return AgentSetup.of(
                new BankSetup(
                                new BankId(bank.id()),
                                new TreeSet<>(boxes.keySet()),
                                ShutdownRule.DEFAULT,
                                true,
                                timing())
                        .withRemedy(RemedySetup.DEFAULT.withPowerCycle(null))
                        .withParcels(ParcelSetup.of(boxes))
                        .withClips(
                                films
                                        ? ClipSetup.NONE.withCameras(new TreeSet<>(Set.of(DemoCamera.NAME)))
                                        : ClipSetup.NONE)
                        .withSensing(bank.playable() ? Scales.in(boxes.keySet()) : new TreeMap<>()),
                "0.1.0-demo",
                bank.password(),
                trust,
                Seal.with(BankKey.in(folder)),
                SecretFile.in(folder));
    }

    /// As usual, but a screen that hangs is noticed and healed while somebody watches: 25 s of silence, which a page
    /// that is closed does not reach, and 45 s after a start.
    private static Timing timing() {
        Timing usual = Timing.DEFAULT;
        return new Timing(
                usual.pulse(),
                usual.verify(),
                usual.lateOpening(),
                usual.ajar(),
                Duration.ofSeconds(25),
                Duration.ofSeconds(30),
                Duration.ofSeconds(45),
                usual.commandSlack(),
                usual.refusalsPerMinute(),
                usual.unlocksPerMinute(),
                usual.diskFreePercent());
    }

    private static Size size(String letter) {
        return switch (letter) {
            case "S" -> Size.SMALL;
            case "M" -> Size.MEDIUM;
            case "L" -> Size.LARGE;
            default -> throw new IllegalArgumentException("a size is S, M or L");
        };
    }

    private static FaultPort.Answer hand(Map<String, BankRunner> banks, String kind, String bank, String door) {
        Hand hand = Hand.ofWord(kind);
        BankRunner runner = banks.get(bank);
        if (hand == null) {
            return new FaultPort.Answer(400, "hands cannot '" + kind + "'; they can: " + Hand.words());
        }
        if (runner == null) {
            return noBank(banks, bank);
        }
        try {
            return hand.at(runner.world(), new CompartmentId(door));
        } catch (IllegalArgumentException e) {
            return new FaultPort.Answer(400, "'" + door + "' is no door: " + e.getMessage());
        }
    }

    private static FaultPort.Answer noBank(Map<String, BankRunner> banks, String bank) {
        return new FaultPort.Answer(
                404, "the demo has no bank '" + bank + "'; it has: " + String.join(", ", banks.keySet()));
    }

    private static FaultPort.Answer act(Map<String, BankRunner> banks, RealTime time, String kind, String bank) {
        Fault fault = Fault.ofWord(kind);
        if (fault == null) {
            return new FaultPort.Answer(400, "there is no fault '" + kind + "'; there are: " + Fault.words());
        }
        BankRunner runner = banks.get(bank);
        if (runner == null) {
            return noBank(banks, bank);
        }
        time.after(Duration.ZERO, () -> runner.cause(fault));
        return new FaultPort.Answer(200, fault.told(bank));
    }

    private static void end(Map<String, BankRunner> banks, @Nullable NutMains nut, RealTime time) {
        time.close();
        // Each waits for its cameras' programs to end; all of them at once.
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            banks.values().forEach(bank -> closing.execute(bank::close));
        }
        if (nut != null) {
            nut.close();
        }
    }
}
