package io.lockward.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.cli.Cloud;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.launcher.BrokerPasswords;
import io.lockward.launcher.Child;
import io.lockward.launcher.FleetSigner;
import io.lockward.launcher.PrivateFile;
import io.lockward.launcher.Programs;
import io.lockward.protocol.wire.JwkText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Starts the demo's processes in order and stops them in reverse order. Thread rule: `start` and `awaitEnd` from
/// one thread; `close` from any, any number of times.
final class Demo implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Programs programs;
    private final Path folder;
    private final PrintWriter out;
    private final boolean headless;
    private final List<Child> children = new ArrayList<>();
    private @Nullable DataFolder data;
    private @Nullable DemoPeople people;
    private boolean closed;

    Demo(Programs programs, Path folder, PrintWriter out, boolean headless) {
        this.programs = programs;
        this.folder = folder;
        this.out = out;
        this.headless = headless;
    }

    /// Brings everything up.
    Cloud start(List<FleetPlan.Bank> banks, int wantedPort) {
        DataFolder taken = DataFolder.take(folder);
        synchronized (this) {
            data = taken;
        }
        int port = Programs.freePort(wantedPort);
        BrokerPasswords brokerPasswords = new BrokerPasswords(folder, programs);
        JsonNode passwords = brokerPasswords.of(
                List.of("cloud"), banks.stream().map(FleetPlan.Bank::id).toList());
        progress("broker");
        Programs.Broker broker = programs.broker(folder, brokerPasswords.credentials(), 0);
        own(broker.process());
        String mqttPort = String.valueOf(broker.port());
        taken.write("mqtt-port", mqttPort);
        progress("signer");
        FleetSigner.Started signer = FleetSigner.start(programs, taken.path(""), 60, log("signer"));
        own(signer.process());
        progress("database and cloud service");
        taken.write("cloud-mqtt-password", passwords.path("cloud").asText());
        Child cloudProcess = child("cloud", programs.cloud(cloudSettings(taken, port, mqttPort, signer.socket())));
        taken.write("http-port", String.valueOf(port));
        Cloud cloud = awaitCloud(taken, cloudProcess, port);
        register(cloud, banks, taken);
        progress(banks.size() + (banks.size() == 1 ? " bank" : " banks"));
        taken.write(
                "fleet.json", fleetPlan(taken, banks, mqttPort, port, passwords).toString());
        List<String> fleet = new ArrayList<>(programs.java("simulator", "io.lockward.simulator.fleet.Main"));
        fleet.addAll(List.of("--plan", taken.path("fleet.json").toString()));
        Child world = child("fleet", fleet);
        String ready = world.awaitReady(PATIENCE);
        taken.write("sim-port", ready.replaceFirst(".*?port=(\\d+).*", "$1"));
        Map<String, String> screens = screens(ready);
        welcome(
                taken,
                port,
                banks,
                screens,
                people(cloud, taken, banks.getFirst().id(), screens));
        return cloud;
    }

    /// Waits until one of the processes ends by itself, which it should not.
    int awaitEnd() throws InterruptedException {
        CompletableFuture<?>[] ends;
        synchronized (this) {
            ends = children.stream().map(Child::onExit).toArray(CompletableFuture[]::new);
        }
        CompletableFuture.anyOf(ends).join();
        synchronized (this) {
            if (closed) {
                return ExitCode.DONE;
            }
            children.stream()
                    .filter(child -> !child.isAlive())
                    .forEach(
                            child -> out.println("The " + child.name() + " ended by itself: see " + log(child.name())));
        }
        return ExitCode.ERROR;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (people != null) {
            people.close();
        }
        for (Child child : children.reversed()) {
            child.close();
        }
        if (data != null) {
            data.close();
        }
        if (!headless) {
            out.println("Stopped. The data stays in " + folder);
        }
    }

    private Child child(String name, List<String> command) {
        Child child = Child.start(name, log(name), command, Map.of());
        own(child);
        return child;
    }

    private synchronized void own(Child child) {
        if (closed) {
            child.close();
            throw new Failure(ExitCode.ERROR, "stopped while starting");
        }
        children.add(child);
        if (data != null) {
            data.remember(children);
        }
    }

    private Path log(String name) {
        return folder.resolve("log").resolve(name + ".log");
    }

    private static Map<String, String> cloudSettings(DataFolder taken, int port, String mqttPort, Path signer) {
        return Map.of(
                "lockward.webhook.allow-loopback",
                "true",
                "lockward.signer.socket",
                signer.toString(),
                "lockward.http.host",
                "127.0.0.1",
                "lockward.http.port",
                String.valueOf(port),
                "lockward.data",
                taken.path("").toString(),
                "lockward.mqtt.host",
                "127.0.0.1",
                "lockward.mqtt.port",
                mqttPort,
                "lockward.mqtt.username",
                "cloud",
                "lockward.mqtt.password-file",
                taken.path("cloud-mqtt-password").toString());
    }

    private static Cloud awaitCloud(DataFolder taken, Child process, int port) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (taken.has("api-key")) {
                Cloud cloud = new Cloud(URI.create("http://127.0.0.1:" + port), taken.read("api-key"));
                if (cloud.isReady()) {
                    return cloud;
                }
            }
            if (process.onExit()
                            .completeOnTimeout(null, 200, java.util.concurrent.TimeUnit.MILLISECONDS)
                            .join()
                    != null) {
                break;
            }
        }
        throw new Failure(
                ExitCode.TIMED_OUT,
                "the cloud service is not ready: see " + taken.path("log").resolve("cloud.log"));
    }

    private static void register(Cloud cloud, List<FleetPlan.Bank> banks, DataFolder taken) {
        for (FleetPlan.Bank bank : banks) {
            try {
                cloud.post("/api/v1/banks", bank.registration(), false);
            } catch (Failure failure) {
                if (failure.exitCode() != ExitCode.CONFLICT) {
                    throw failure;
                }
                // Registered by an earlier run on this data folder.
            }
            ObjectNode key = new JsonMapper().createObjectNode();
            key.put("publicKey", bankKey(taken.path("banks").resolve(bank.id())));
            cloud.put("/api/v1/banks/" + bank.id() + "/key", key);
        }
    }

    /// The public half of a bank's own key, which is made here as an installer would see it made at the bank.
    private static String bankKey(Path folder) {
        try {
            Path file = Files.createDirectories(folder).resolve("bank-key.jwk");
            if (Files.notExists(file)) {
                PrivateFile.write(file, JwkText.write(JwkText.generate(null)));
            }
            return JwkText.read(Files.readString(file)).verifyingKey().x();
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.ERROR, "cannot read or make the key of a bank in " + folder + ": " + e.getMessage());
        }
    }

    private static ObjectNode fleetPlan(
            DataFolder taken, List<FleetPlan.Bank> banks, String mqttPort, int cloudPort, JsonNode passwords) {
        ObjectNode plan = new JsonMapper().createObjectNode();
        plan.put("mqttPort", Integer.parseInt(mqttPort))
                .put("cloud", "http://127.0.0.1:" + cloudPort)
                .put("keys", taken.path("keys").toString())
                .put("data", taken.path("banks").toString());
        var bankNodes = plan.putArray("banks");
        for (FleetPlan.Bank bank : banks) {
            ObjectNode node = bankNodes.addObject();
            node.put("id", bank.id())
                    .put("name", bank.name())
                    .put("password", passwords.path(bank.id()).asText())
                    .put("playable", bankNodes.size() <= FleetPlan.MOST_PLAYABLE);
            bank.compartments().forEach(node.putArray("compartments")::add);
            bank.sizes().forEach(node.putArray("sizes")::add);
        }
        return plan;
    }

    private void progress(String what) {
        if (!headless) {
            out.println("Starting " + what + " ...");
            out.flush();
        }
    }

    /// Where the screens of the banks are, by bank.
    private static Map<String, String> screens(String ready) {
        Map<String, String> screens = new LinkedHashMap<>();
        Pattern.compile(" screen=([a-z0-9-]+):(\\d+)")
                .matcher(ready)
                .results()
                .forEach(found -> screens.put(found.group(1), "http://127.0.0.1:" + found.group(2) + "/"));
        return screens;
    }

    private static String cameras(int banks) {
        return Files.isExecutable(Path.of("/usr/bin/ffmpeg")) && Files.isExecutable(Path.of("/usr/bin/ffprobe"))
                ? "Each of them has a camera that films a test pattern: together about " + 2 * banks
                        + " % of one processor core."
                : "They have no cameras: ffmpeg is not installed (apt-get install ffmpeg), so no footage is made.";
    }

    /// How to play a delivery; nothing when the service wants no such people.
    private List<String> people(Cloud cloud, DataFolder taken, String bank, Map<String, String> screens) {
        String screen = screens.get(bank);
        if (headless || screen == null) {
            return List.of();
        }
        DemoPeople known = new DemoPeople(out);
        synchronized (this) {
            people = known;
        }
        try {
            return DemoPeople.words(screen, bank, known.settle(cloud, taken, bank));
        } catch (Failure failure) {
            return List.of("There is nobody to deliver to: " + failure.getMessage());
        }
    }

    private void welcome(
            DataFolder taken, int port, List<FleetPlan.Bank> banks, Map<String, String> screens, List<String> playing) {
        String address = "http://127.0.0.1:" + port + "/";
        if (headless) {
            out.println(address);
            out.flush();
            return;
        }
        String first = banks.getFirst().id();
        String door = banks.getFirst().compartments().getFirst();
        out.println();
        out.println("Lockward runs: " + address);
        out.println(
                taken.has("first-sign-in")
                        ? taken.read("first-sign-in")
                        : "Sign in as before; this data folder has its accounts already.");
        out.println();
        out.println("The screens of the lockers:");
        screens.forEach((bank, url) -> out.println("  " + bank + "  " + url));
        out.println(cameras(screens.size()));
        playing.forEach(out::println);
        out.println("Hands at their doors, when one is open:");
        out.println("  ./lockward sim put " + first + " " + door + "     (take takes out, close closes)");
        out.println();
        out.println("In another terminal, let things go wrong and watch:");
        out.println("  ./lockward sim fault mains-loss " + first);
        out.println("  ./lockward sim fault mains-back " + first);
        out.println("  ./lockward sim fault power-cut " + first);
        out.println("  ./lockward sim fault network-loss " + first + "      (network-back mends it)");
        out.println("  ./lockward sim fault kiosk-freeze " + first);
        out.println("  ./lockward sim fault door-forced " + first);
        out.println("  ./lockward sim fault door-jam " + first);
        out.println("and act:");
        out.println("  ./lockward unlock " + first + " " + door + " --reason \"resident at the door\" --wait");
        out.println("  ./lockward reboot " + first + " --level controller --reason \"try it\" --wait");
        out.println("  ./lockward why " + first);
        out.println("Ctrl-C stops all of it.");
        out.flush();
    }
}
