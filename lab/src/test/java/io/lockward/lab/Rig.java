package io.lockward.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockward.launcher.PrivateFile;
import io.lockward.systemtest.Await;
import io.lockward.systemtest.Checker;
import io.lockward.systemtest.CloudLedger;
import io.lockward.systemtest.CloudProcess;
import io.lockward.systemtest.Deposits;
import io.lockward.systemtest.JournalOnDisk;
import io.lockward.systemtest.TestServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One bank in the lab with the broker and the cloud service that it talks to. Thread rule: one thread.
final class Rig implements AutoCloseable {
    static final String BANK = "lab-bank-1";
    static final int LOCKS = 8;
    /// The line on which the HAT says that the mains is lost; the doors' lines end before it.
    static final int MAINS_LOST = 2 * LOCKS;

    /// The lock whose compartment has an occupancy sensor.
    static final int SENSING = 4;

    /// How long the agent may be silent; systemd's unit gives it more.
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final TestServices services;
    final CloudProcess cloud;
    final Machine machine;
    final Bank bank;

    private final Path folder;
    private final boolean courier;
    private final Tap tap;
    private final PlugDisk disk;
    private final Checker checker;
    private int writtenEdges;

    /// Starts everything but the machine.
    ///
    /// @param courier whether the bank has a screen, at which a courier asks for the compartment with the sensor
    Rig(Path folder, Path kernel, boolean courier) throws IOException, InterruptedException {
        this.folder = folder;
        this.courier = courier;
        services = TestServices.start(folder, List.of("cloud"), List.of(BANK));
        cloud = new CloudProcess(folder, services);
        cloud.start();
        bank = new Bank(cloud.rest(), BANK, LOCKS);
        tap = new Tap(services.brokerPort());
        Path onBank = Files.createDirectories(folder.resolve(BANK));
        disk = new PlugDisk(folder, onBank);
        checker = new Checker(onBank, BANK, services, cloud.rest());
        machine = new Machine(new Machine.Parts(
                kernel,
                Workshop.tools(Files.createDirectories(folder.resolve("tools"))),
                agent(),
                disk,
                tap,
                LOCKS,
                SILENCE.toMillis(),
                folder.resolve("log/guest.log")));
    }

    /// Starts the machine for the first time, in which the bank makes its key, and registers the bank with it.
    void commission() throws IOException, InterruptedException {
        machine.plugIn();
        String key = "/run/lab/disk/journal/bank-key.jwk";
        Await.until(
                "the bank has made its key",
                PATIENCE,
                () -> machine.ask("test -s " + key).startsWith("0"));
        // The public half, `x`, and nothing else.
        String answer = machine.ask("sed -n 's/.*\"x\" *: *\"\\([^\"]*\\)\".*/\\1/p' " + key);
        bank.register(answer.substring(answer.indexOf(" ") + 1));
        awaitAgent();
        if (courier) {
            bank.admitCourier();
        }
    }

    /// Plugs the machine in; the courier is there soon, if there is one.
    void plugInAndGoOn() {
        machine.plugIn();
        if (courier) {
            machine.send("run " + Workshop.GUEST.resolve("courier") + " " + Bank.COURIER + " " + Bank.RECIPIENT
                    + " >/run/lab/courier 2>&1 &");
        }
    }

    /// What the bank's screen answered the courier last.
    String courierHeard() {
        return machine.ask("tail -n 4 /run/lab/courier | tr '\\n' ' '");
    }

    boolean hasCourier() {
        return courier;
    }

    /// The compartments that are there for commands.
    List<String> commanded() {
        String kept = Bank.compartment(SENSING);
        return bank.compartments().stream()
                .filter(one -> !courier || !one.equals(kept))
                .toList();
    }

    /// How often the lock was driven whose compartment has the sensor.
    long sensingPulses() {
        return machine.edges().stream()
                .filter(edge -> edge.driven() && edge.line() == SENSING)
                .count();
    }

    /// What the journal of a bank that is off has of deposits.
    Deposits deposits() {
        return Deposits.of(JournalOnDisk.read(folder.resolve(BANK)));
    }

    /// Plugs the machine in and waits until the cloud has heard of its agent's start.
    void plugIn() {
        machine.plugIn();
        awaitAgent();
    }

    /// Waits until the agent of the newest boot is online.
    void awaitAgent() {
        Await.until("the agent of this boot is online, see log/guest.log in " + folder, PATIENCE, this::isAtWork);
    }

    /// Whether the agent of the newest boot is online, as the cloud sees it.
    boolean isAtWork() throws IOException, InterruptedException {
        return bank.started().path("bootId").asText().equals(machine.bootIds().getLast()) && bank.isOnline();
    }

    /// Pulls the plug and looks at the disk.
    void cut() throws IOException {
        machine.cut();
        look();
    }

    /// Switches off in good order and looks at the disk.
    void powerOff() throws IOException {
        machine.powerOff();
        look();
    }

    /// Lets a bank that is off come to rest, and switches it off again.
    ///
    /// @return what was found
    Checker.Verdict settle(Set<String> asked) throws Exception {
        int tries = 0;
        do {
            plugIn();
            Await.until(
                    "every command has ended",
                    PATIENCE.multipliedBy(2),
                    Duration.ofMillis(500),
                    () -> CloudLedger.openCommands(services, BANK) == 0);
            long upTo = -1;
            while (upTo != CloudLedger.upTo(services, BANK)) {
                upTo = CloudLedger.upTo(services, BANK);
                Await.pass(Duration.ofSeconds(7));
            }
            powerOff();
            // On its way down it may have written something that has to arrive at the next start.
        } while (!checker.isDrained() && ++tries < 5);
        return checker.check(asked);
    }

    /// How many of the bank's commands have come to which end; `open` are those that have not.
    Map<String, Integer> ends() throws IOException, InterruptedException {
        Map<String, Integer> ends = new TreeMap<>();
        for (JsonNode command : cloud.rest().all("/api/v1/commands?bank=" + BANK + "&limit=100")) {
            boolean ended = command.path("end").asBoolean();
            ends.merge(ended ? command.path("state").asText() : "open", 1, Integer::sum);
        }
        return ends;
    }

    @Override
    public void close() {
        for (AutoCloseable part : List.<AutoCloseable>of(machine, tap, cloud, services)) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("could not be ended: " + e);
            }
        }
    }

    /// Of a machine that is off: keeps what is on its disk, and what the witness saw since the last look. That an
    /// opening was remembered before is held against all that the disk then held.
    private void look() throws IOException {
        disk.look();
        long durable = JournalOnDisk.read(folder.resolve(BANK)).lastSeq();
        List<Machine.Edge> edges = machine.edges();
        StringBuilder lines = new StringBuilder();
        for (Machine.Edge edge : edges.subList(writtenEdges, edges.size())) {
            if (edge.driven()) {
                lines.append(Bank.compartment(edge.line()))
                        .append(' ')
                        .append(durable)
                        .append('\n');
            }
        }
        writtenEdges = edges.size();
        Files.writeString(
                folder.resolve(BANK).resolve("pulses"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Writes the agent's configuration and the script that runs it as its unit does.
    private Path agent() throws IOException {
        Path config = folder.resolve("agent.conf");
        Files.writeString(config, configuration());
        PrivateFile.write(folder.resolve("agent-password"), services.password(BANK));
        String classPath = Workshop.agentClassPath();
        Path archive = folder.resolve("agent.jsa");
        // As deploy/systemd says: keeps the loaded classes. It finds no GPIO here, which is no reason not to start.
        List<String> rehearsal = Workshop.java("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath);
        Workshop.run(arguments(rehearsal, "check", config), 3);
        List<String> real = Workshop.java("-XX:SharedArchiveFile=" + archive, "-cp", classPath);
        Path script = folder.resolve("agent");
        Files.writeString(script, "#!/bin/sh\nexec '" + String.join("' '", arguments(real, "run", config)) + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private static List<String> arguments(List<String> java, String verb, Path config) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("io.lockward.agent.Main", verb, "--config", config.toString()));
        return command;
    }

    private String configuration() throws IOException {
        StringBuilder text = new StringBuilder("""
                bank = %s
                broker.url = tcp://%s:%d
                broker.password-file = agent-password
                hardware = gpiochip
                gpio.chip = lockward-lab
                door.pull = none
                lock.pulse-milliseconds = 150
                command.unlocks-per-minute = 10000
                kiosk = %s
                ups.gauge = max17040
                ups.i2c-bus = /dev/i2c-0
                ups.mains-line = %d
                sensor.i2c-bus = /dev/i2c-0
                occupancy.%s = ads1115 0x48/0
                journal.folder = /run/lab/disk/journal
                controller.systemctl = %s
                """.formatted(
                        BANK,
                        tap.host(),
                        tap.port(),
                        courier ? "yes" : "no",
                        MAINS_LOST,
                        Bank.compartment(SENSING),
                        Workshop.GUEST.resolve("systemctl")));
        for (int lock = 0; lock < LOCKS; lock++) {
            text.append("compartment.%s = size %s, lock %d, door %d%n"
                    .formatted(Bank.compartment(lock), lock == SENSING ? "L" : "M", lock, LOCKS + lock));
        }
        // Names as the fleet's files have them: `root-key`, and `key-set.jws` that the root signed.
        text.append("root-key = %s%n"
                .formatted(Files.readString(cloud.keys().resolve("root-key")).strip()));
        text.append("key-set-file = %s%n".formatted(cloud.keys().resolve("key-set.jws")));
        return text.toString();
    }
}
