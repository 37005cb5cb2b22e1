package io.lockward.agent;

import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.hardware.AgentHardware;
import io.lockward.agent.hardware.DoorPosition;
import io.lockward.agent.hardware.PulseResult;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.journal.Journal;
import io.lockward.agent.journal.JournalFailed;
import io.lockward.agent.journal.JournalFull;
import io.lockward.agent.journal.JournalLimits;
import io.lockward.agent.journal.JournalSetup;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.JournalEntry;
import io.lockward.protocol.entry.OccupancyEntry;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.wire.EntryTypes;
import io.lockward.protocol.wire.WireJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `agent calibrate`: calibrates the occupancy sensors of one compartment on the bank's controller, while the
/// agent does not run, and writes the result into its journal.
final class Calibrate {
    /// The pulse itself and those that a lock adapter may let wait.
    private static final long PULSE_SECONDS = 15;

    private final AgentConfig config;
    private final CompartmentId compartment;
    private final AgentHardware hardware;
    private final Journal journal;
    private final InstantSource wall;

    /// Opens what the agent would act on.
    interface Opening {
        /// @throws IOException with a sentence for people
        AgentHardware open() throws IOException;
    }

    private Calibrate(
            AgentConfig config,
            CompartmentId compartment,
            AgentHardware hardware,
            Journal journal,
            InstantSource wall) {
        this.config = config;
        this.compartment = compartment;
        this.hardware = hardware;
        this.journal = journal;
        this.wall = wall;
    }

    /// @param named the compartment as typed
    static ExitCode run(AgentConfig config, String named, Opening opening, BufferedReader in, PrintStream out)
            throws InterruptedException {
        SensingSetup setup = setup(config, named);
        if (setup == null) {
            out.println("WRONG  " + without(config, named));
            return ExitCode.USAGE;
        }
        try {
            if (FileDisk.isInUse(config.journalFolder())) {
                out.println(
                        "WRONG  the agent is running and has the sensors: stop it first (systemctl stop lockward-agent),"
                                + " and start it again afterwards");
                return ExitCode.UNUSABLE;
            }
            try (AgentHardware hardware = opening.open();
                    Journal journal = open(config, hardware)) {
                CompartmentId compartment = new CompartmentId(named);
                return new Calibrate(config, compartment, hardware, journal, InstantSource.system())
                        .lead(setup, in, out);
            }
        } catch (IOException | JournalFailed | JournalFull e) {
            out.println("WRONG  " + e.getMessage() + "; `check --config FILE` tells more");
            return ExitCode.UNUSABLE;
        }
    }

    private static String without(AgentConfig config, String named) {
        Set<CompartmentId> fitted = config.sensors().wiring().keySet();
        boolean isKnown = config.compartments().keySet().stream()
                .anyMatch(compartment -> compartment.value().equals(named));
        return named + (isKnown ? " has no occupancy sensors" : " is no compartment of this bank") + "; "
                + (fitted.isEmpty()
                        ? "no compartment has sensors: name them in the configuration (`occupancy.A01 = ...`) first"
                        : "those with sensors: "
                                + fitted.stream().map(CompartmentId::value).collect(Collectors.joining(", ")));
    }

    private static @Nullable SensingSetup setup(AgentConfig config, String named) {
        try {
            return config.sensors().setups().get(new CompartmentId(named));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Journal open(AgentConfig config, AgentHardware hardware) throws IOException {
        InstantSource wall = InstantSource.system();
        return Journal.open(
                FileDisk.open(config.journalFolder()),
                JournalLimits.ofBytes((long) config.journalMebibytes() << 20),
                new JournalSetup(
                        hardware.controller().bootId(),
                        new SecureRandom(),
                        () -> hardware.controller().uptime().toMillis(),
                        (from, to, dropped, chain) -> WireJson.encode(
                                stamp(hardware, wall, 1), new JournalEntry.Gap(from, to, dropped, chain)),
                        Math.max(1, wall.instant().getEpochSecond())));
    }

    private ExitCode lead(SensingSetup setup, BufferedReader in, PrintStream out)
            throws IOException, InterruptedException {
        CalibrationDesk.Ports ports = new CalibrationDesk.Ports(
                hardware.occupancy(),
                () -> hardware.doors().readAll().getOrDefault(compartment, DoorPosition.UNKNOWN),
                this::openDoor,
                () -> hardware.controller().uptime().toMillis());
        List<SensorScale> scales = interruptibly(new CalibrationDesk(compartment, setup, ports, in, out), out);
        if (scales == null) {
            return ExitCode.UNUSABLE;
        }
        write(new OccupancyEntry.Calibrated(compartment, scales, null));
        out.println("Written. Take the box out and shut the door.");
        out.println("It counts from the agent's next start on: systemctl start lockward-agent");
        return ExitCode.OK;
    }

    /// Who types ctrl-C is told what became of it. That coils are off then is the locks' own care.
    private static @Nullable List<SensorScale> interruptibly(CalibrationDesk desk, PrintStream out)
            throws IOException, InterruptedException {
        Thread word = new Thread(() -> out.println("\nGiven up; nothing was changed."), "given-up");
        Runtime.getRuntime().addShutdownHook(word);
        List<SensorScale> scales = desk.lead();
        Runtime.getRuntime().removeShutdownHook(word);
        return scales;
    }

    /// The entry is durable before the coil is energised, as always.
    private @Nullable String openDoor() {
        write(new DoorEntry.Pulsed(
                compartment,
                DoorEntry.Why.COMMAND,
                "calibrate",
                config.timing().pulse().toMillis()));
        CompletableFuture<PulseResult> ended = new CompletableFuture<>();
        hardware.locks().pulse(compartment, config.timing().pulse(), ended::complete);
        try {
            return switch (ended.get(PULSE_SECONDS, TimeUnit.SECONDS)) {
                case PulseResult.Pulsed _ -> null;
                case PulseResult.Unconfirmed(String detail) -> detail;
                case PulseResult.Failed(PulseResult.Fault fault, String detail) -> fault + ", " + detail;
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (ExecutionException | TimeoutException _) {
            return "the lock said nothing";
        }
    }

    private void write(Entry entry) {
        EntryClass kept = EntryClass.of(entry);
        Stamp stamp = stamp(hardware, wall, journal.boot());
        journal.append(
                WireJson.encode(stamp, entry), kept.durability(), kept.priority(), EntryTypes.nameOf(entry.getClass()));
        journal.sync();
    }

    private static Stamp stamp(AgentHardware hardware, InstantSource wall, long boot) {
        return new Now(
                        wall.instant(),
                        hardware.controller().uptime(),
                        boot,
                        hardware.controller().bootId())
                .stamp();
    }
}
