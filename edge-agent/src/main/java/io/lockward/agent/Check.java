package io.lockward.agent;

import io.lockward.agent.bank.power.ShutdownRule;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.bank.power.UpsValues;
import io.lockward.agent.config.AgentConfig;
import io.lockward.agent.config.Footage;
import io.lockward.agent.hardware.PowerCycle;
import io.lockward.agent.hardware.PowerCycleSettings;
import io.lockward.agent.hardware.camera.CameraSettings;
import io.lockward.agent.hardware.camera.CameraTrial;
import io.lockward.agent.hardware.gpiochip.GpioChip;
import io.lockward.agent.hardware.hat.HatUps;
import io.lockward.agent.hardware.lockboard.BoardTrial;
import io.lockward.agent.hardware.lockboard.LockBoardSettings;
import io.lockward.agent.hardware.nut.NutPowerCycle;
import io.lockward.agent.hardware.nut.NutUps;
import io.lockward.agent.hardware.system.LinuxProbe;
import io.lockward.agent.journal.FileDisk;
import io.lockward.agent.link.LoginTrial;
import io.lockward.agent.upload.UploadSettings;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.wire.JwkText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `agent check`: tries what the agent will need and says in words what is wrong and what to do. Changes
/// nothing, and leaves a running agent alone.
final class Check {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    /// One thing to try; throws with a sentence for people when it does not work.
    private interface Trial {
        void run() throws IOException;
    }

    private final AgentConfig config;
    private final Path devices;
    private final PrintStream out;
    private int bad;

    private Check(AgentConfig config, Path devices, PrintStream out) {
        this.config = config;
        this.devices = devices;
        this.out = out;
    }

    /// @param devices `/dev`
    static ExitCode run(AgentConfig config, Path devices, PrintStream out) {
        Check check = new Check(config, devices, out);
        check.all();
        return check.bad == 0 ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private void all() {
        tryOut("secrets and certificates", "make the files readable for the agent's user", () -> {
            // Opens what the real one will open.
            RealWorld.setup(config, "check", JwkText.generate(null), new BankSecret(new byte[BankSecret.BYTES]));
            RealWorld.transport(config);
        });
        tryOut("journal folder " + config.journalFolder(), "give it to the agent's user", this::journal);
        tryOut("the bank's own key", "restore it from a backup, or register the new one", this::ownKey);
        tryOut("broker " + config.broker(), "check host, port, firewall and the bank's password", this::broker);
        switch (config.ups()) {
            case null -> note("no UPS is configured: this bank will not shut down in good order");
            case AgentConfig.UpsAccess.Nut ups -> {
                String named = ups.name() + "@" + ups.host() + ":" + ups.port();
                tryOut("UPS " + named, "check `upsc " + named + "`, ups.user and its password", () -> nut(ups));
                powerCycle(ups);
            }
            case AgentConfig.UpsAccess.Hat ups ->
                tryOut("UPS HAT on " + ups.bus(), "check `i2cdetect`, ups.gauge and the group i2c", () -> hat(ups));
        }
        sensors();
        cameras();
        tryOut("kernel", "the agent needs /proc", () -> {
            LinuxProbe probe = LinuxProbe.of(config.journalFolder());
            say("boot " + probe.bootId() + ", up for " + probe.uptime());
        });
        String chip = config.gpio().chip();
        switch (config.gpio().adapter()) {
            case GPIOCHIP ->
                tryOut("GPIO chip " + chip, "see `ls " + devices + "/gpiochip*`; join the group gpio", this::gpio);
            case PI4J -> tryOut("a GPIO chip for Pi4J", "load the board's GPIO driver", this::anyChip);
            case LOCKBOARD -> boards();
            case NONE -> note("hardware is none: this bank has neither locks nor doors");
        }
        AgentConfig.LightLine light = config.light();
        if (light != null) {
            light(light, chip);
        }
        AgentConfig.TamperLine tamper = config.tamper();
        if (tamper != null) {
            tryOut("tamper switch on line " + tamper.line(), "see `ls " + devices + "/gpiochip*`", () -> {
                try (GpioChip known = RealWorld.chip(chip, devices)) {
                    requireLine(known, tamper.line(), "the tamper switch");
                }
            });
        }
    }

    private void light(AgentConfig.LightLine light, String chip) {
        tryOut("light on line " + light.line(), "see `ls " + devices + "/gpiochip*`", () -> {
            try (GpioChip known = RealWorld.chip(chip, devices)) {
                requireLine(known, light.line(), "the light");
            }
        });
    }

    private void tryOut(String what, String advice, Trial trial) {
        try {
            trial.run();
            out.println("ok     " + what);
        } catch (IOException | RuntimeException e) {
            bad++;
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            out.println("WRONG  " + what + ": " + reason + "; " + advice);
        }
    }

    private void say(String words) {
        out.println("       " + words);
    }

    private void note(String words) {
        out.println("note   " + words);
    }

    private void ownKey() throws IOException {
        if (BankKey.exists(config.journalFolder())) {
            SigningKey key = BankKey.in(config.journalFolder());
            say("register this public key with the cloud service: "
                    + key.verifyingKey().x());
        } else {
            say("none yet: it is made at the first start; `check` then tells its public half");
        }
    }

    /// Looks only: a folder made by the wrong user would be in the way of the right one.
    private void journal() throws IOException {
        folder(config.journalFolder());
    }

    private void folder(Path wanted) throws IOException {
        Path there = wanted.toAbsolutePath().normalize();
        while (Files.notExists(there)) {
            Path above = there.getParent();
            if (above == null) {
                throw new IOException("no folder above it exists");
            }
            there = above;
        }
        if (!Files.isDirectory(there)) {
            throw new IOException(there + " is no folder");
        }
        if (!Files.isWritable(there) || !Files.isExecutable(there)) {
            throw new IOException("this user may not write in " + there);
        }
        if (!there.equals(wanted.toAbsolutePath().normalize())) {
            say("does not exist yet; the agent will make it in " + there);
        }
    }

    private void broker() throws IOException {
        if (FileDisk.isInUse(config.journalFolder())) {
            say("login not tried: the agent is running, and the broker would throw it out");
            return;
        }
        try {
            String password = RealWorld.secret(config.passwordFile());
            switch (LoginTrial.run(RealWorld.transport(config), config.bank(), password, PATIENCE)) {
                case LoginTrial.Outcome.Welcome _ -> say("logged in as " + config.bank());
                case LoginTrial.Outcome.Refused(boolean isCredential, String detail) ->
                    throw new IOException("refused: " + (isCredential ? "user name or password" : detail));
                case LoginTrial.Outcome.Unreachable(String detail) -> throw new IOException("unreachable: " + detail);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    /// The mains line is left to the agent, which may be running and hold it.
    private void hat(AgentConfig.UpsAccess.Hat access) throws IOException {
        try (HatUps fitted = HatUps.on(access.bus(), access.gauge(), null)) {
            switch (fitted.poll()) {
                case UpsReading.Read(UpsState state) ->
                    say("charge " + state.chargePercent() + " %, " + state.batteryMillivolts() + " mV");
                case UpsReading.Lost(UpsReading.LostReason _, String detail) -> throw new IOException(detail);
            }
        }
        if (access.mainsLine() == null) {
            note("without ups.mains-line nobody knows when the mains is lost: this bank will not shut down");
        }
    }

    private void nut(AgentConfig.UpsAccess.Nut access) throws IOException {
        if (access.user() != null && access.authorities() == null && !LOOPBACK.contains(access.host())) {
            note("the UPS password crosses the network in plain text; ups.authorities-file would protect it");
        }
        try (NutUps fitted = RealWorld.nut(access)) {
            Map<String, String> variables = fitted.variables();
            String status = variables.get(UpsValues.STATUS);
            if (status == null) {
                throw new IOException("it gives no " + UpsValues.STATUS);
            }
            say(variables.size() + " variables; status " + printable(status));
            ShutdownRule rule = config.shutdown();
            floor(variables, UpsValues.CHARGE, rule.chargePercent());
            floor(variables, UpsValues.RUNTIME, rule.runtimeSeconds());
        }
    }

    private void powerCycle(AgentConfig.UpsAccess.Nut access) {
        PowerCycleSettings wanted = config.powerCycle();
        if (wanted == null) {
            note("power-cycle is none: nobody can cut this bank's power from afar");
            return;
        }
        String advice = "see docs/how-to/prove-a-power-cycle.md";
        tryOut("power cycle by " + wanted.words() + " (nothing was ordered)", advice, () -> {
            NutPowerCycle cycle = RealWorld.powerCycle(access, wanted);
            switch (cycle.look()) {
                case PowerCycle.Ability.Ready(String way) -> say("it would be ordered by " + way);
                case PowerCycle.Ability.Cannot(String reason) -> throw new IOException(reason);
            }
            switch (cycle.canCycle()) {
                case PowerCycle.Ability.Ready _ -> say("it was proven on " + wanted.proven());
                case PowerCycle.Ability.Cannot(String reason) -> note(reason);
            }
        });
    }

    private void floor(Map<String, String> variables, String name, int floor) {
        String value = variables.get(name);
        if (value != null) {
            say(name + " " + printable(value) + ", shutting down at " + floor);
        } else if (floor > 0) {
            note("it gives no " + name + ": the floor of " + floor + " is never reached");
        }
    }

    private static String printable(String text) {
        return (text.length() > 60 ? text.substring(0, 60) : text).replaceAll("[^\\x20-\\x7e]", "?");
    }

    private void gpio() throws IOException {
        try (GpioChip chip = RealWorld.chip(config.gpio().chip(), devices)) {
            say("labelled " + printable(chip.label()) + ", lines 0 to " + (chip.lines() - 1));
            config.compartments().forEach((compartment, wires) -> {
                int line = Math.max(wires.lockLine(), wires.doorLine());
                requireLine(chip, line, compartment.value());
            });
        }
    }

    private static void requireLine(GpioChip chip, int line, String by) {
        if (line >= chip.lines()) {
            throw new IllegalArgumentException("it has no line " + line + " for " + by);
        }
    }

    private void boards() {
        LockBoardSettings wanted = config.boards();
        if (wanted == null) {
            return;
        }
        String what = "lock boards on " + wanted.device() + " at " + wanted.baud() + " baud (no lock was opened)";
        String advice = "check device, baud, addresses and that A and B are not swapped; join the group dialout";
        tryOut(what, advice, () -> boards(wanted));
    }

    private void boards(LockBoardSettings wanted) throws IOException {
        if (FileDisk.isInUse(config.journalFolder())) {
            say("not asked: the agent is running and holds the bus");
            return;
        }
        Path library = Files.createTempDirectory("lockward-check");
        try {
            BoardTrial.Outcome outcome = BoardTrial.run(wanted, library, System::nanoTime);
            outcome.said().forEach(this::say);
            if (!outcome.silent().isEmpty()) {
                throw new IOException("no answer from board "
                        + outcome.silent().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            }
        } finally {
            delete(library);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void sensors() {
        if (config.sensors().wiring().isEmpty()) {
            note("no occupancy sensors are configured: what is inside is nobody's to tell");
            return;
        }
        String advice = "check `i2cdetect`, the wiring and `occupancy.*`; join the groups i2c and gpio";
        config.sensors()
                .wiring()
                .keySet()
                .forEach(compartment -> tryOut(
                        "occupancy sensors of " + compartment,
                        advice,
                        () -> say(SensorTrial.run(config, devices, compartment))));
    }

    private void cameras() {
        Footage footage = config.footage();
        if (footage == null) {
            note("no cameras are configured: nothing is filmed");
            return;
        }
        tryOut(
                "ffmpeg",
                "apt-get install ffmpeg, or set camera.ffmpeg",
                () -> say(CameraTrial.ffmpeg(footage.recorder())));
        tryOut(
                "folder of footage " + footage.recorder().folder(),
                "give it to the agent's user",
                () -> folder(footage.recorder().folder()));
        for (CameraSettings camera : footage.cameras()) {
            tryOut("camera " + camera.name(), "see docs/how-to/set-up-cameras.md", () -> {
                if (FileDisk.isInUse(config.journalFolder())) {
                    say("not tried: the agent is running and films with it");
                } else {
                    say(CameraTrial.film(camera, footage.recorder()));
                }
            });
        }
        UploadSettings upload = footage.upload();
        if (upload == null) {
            note("camera.upload-url is not set: clips stay at the bank until there is no room for them");
        } else if (upload.authorities() != null) {
            tryOut("authorities of uploads", "see camera.upload-authorities-file", upload::requireAuthorities);
        }
    }

    private void anyChip() throws IOException {
        try (DirectoryStream<Path> chips = Files.newDirectoryStream(devices, "gpiochip*")) {
            if (!chips.iterator().hasNext()) {
                throw new IOException("there is no " + devices + "/gpiochip*");
            }
        }
    }
}
