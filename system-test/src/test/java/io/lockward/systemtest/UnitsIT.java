package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.launcher.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The units of `deploy/systemd` as systemd's own `systemd-analyze` reads and rates them. It only reads the files: no
/// systemd runs for it, and none is asked.
class UnitsIT {
    private static final Path UNITS = Programs.find().home().resolve("deploy/systemd");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    /// From 0.0 (safe) to 10.0 (exposed).
    private static final double MOST_EXPOSURE = 2.0;
    private static final Pattern OVERALL = Pattern.compile("exposure level for \\S+: ([0-9]+\\.[0-9]) ");

    /// What each unit got when it was last looked at: getting worse is a decision, not an accident.
    private static final Map<String, Double> KNOWN = Map.of(
            "lockward-agent.service", 1.5,
            "lockward-broker.service", 1.1,
            "lockward-cloud.service", 1.1,
            "lockward-kiosk.service", 2.0,
            "lockward-signer.service", 0.2);

    /// @param exposure from 0.0 to 10.0
    /// @param complaints about lines that systemd does not understand
    private record Rating(double exposure, List<String> complaints) {}

    private static List<String> units() throws IOException {
        try (Stream<Path> files = Files.list(UNITS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".service"))
                    .sorted()
                    .toList();
        }
    }

    private static Rating rate(String unit) throws IOException, InterruptedException {
        assertTrue(Files.isExecutable(ANALYZE), "no " + ANALYZE + ": apt-get install systemd");
        ProcessBuilder builder =
                new ProcessBuilder(ANALYZE.toString(), "--no-pager", "security", "--offline=yes", unit);
        builder.environment().putAll(Map.of("SYSTEMD_COLORS", "0", "LC_ALL", "C.UTF-8"));
        Process process = builder.directory(UNITS.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "systemd-analyze hangs");
            Matcher matcher = OVERALL.matcher(said);
            assertTrue(matcher.find(), said);
            List<String> complaints =
                    said.lines().filter(line -> line.contains(unit + ":")).toList();
            return new Rating(
                    Double.parseDouble(matcher.group(1)),
                    complaints.stream()
                            .filter(line -> !OVERALL.matcher(line).find())
                            .toList());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void everyUnitIsConfinedAndUnderstoodToTheLastLine() throws Exception {
        SortedMap<String, Rating> rated = new TreeMap<>();
        for (String unit : units()) {
            rated.put(unit, rate(unit));
        }
        StringBuilder table = new StringBuilder("exposure, lower is better; at most " + MOST_EXPOSURE + ":\n");
        rated.forEach((unit, rating) -> {
            table.append(
                    "%-28s %.1f (known %s)%n".formatted(unit, rating.exposure(), KNOWN.getOrDefault(unit, Double.NaN)));
            rating.complaints()
                    .forEach(complaint -> table.append("    ").append(complaint).append('\n'));
        });
        assertEquals(KNOWN.keySet(), rated.keySet(), "units come and go with their line here\n" + table);
        assertTrue(
                rated.entrySet().stream()
                        .allMatch(one -> one.getValue().exposure() <= MOST_EXPOSURE
                                && one.getValue().exposure() <= KNOWN.getOrDefault(one.getKey(), 0.0)),
                table.toString());
        assertTrue(
                rated.values().stream().allMatch(rating -> rating.complaints().isEmpty()),
                "lines that systemd passes over\n" + table);
    }

    /// The words that the agent's code and the units share.
    @Test
    void theAgentIsWatchedAndTheSignerHasNoNetwork() throws Exception {
        String agent = Files.readString(UNITS.resolve("lockward-agent.service"));
        for (String line : List.of("Type=notify", "WatchdogSec=30", "Restart=always", "User=lockward")) {
            assertTrue(agent.lines().anyMatch(line::equals), line);
        }
        String watchdog = Files.readString(UNITS.resolve("lockward-watchdog.conf"));
        assertTrue(watchdog.lines().anyMatch("RuntimeWatchdogSec=14"::equals), watchdog);
        String leave = Files.readString(UNITS.resolve("lockward-agent.rules"));
        assertTrue(leave.contains("\"lockward\"") && leave.contains("\"lockward-kiosk.service\""), leave);
        String signer = Files.readString(UNITS.resolve("lockward-signer.service"));
        for (String line : List.of("PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX")) {
            assertTrue(signer.lines().anyMatch(line::equals), line);
        }
    }
}
