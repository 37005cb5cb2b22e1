package io.lockward.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockward.launcher.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a newcomer runs it, and the commands it prints to try. The command line is started as the script
/// `lockward` starts it.
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String FIRST = "harbour-point-1";
    private static final String SECOND = "linden-court-1";
    private static final String THIRD = "maple-heights-1";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void theFleetLivesAndDoesAsItIsToldAndCtrlCStopsAllOfIt() throws Exception {
        List<ProcessHandle> children;
        try (Demo demo = new Demo(folder)) {
            Rest rest = demo.rest();
            awaitOnline(rest);
            assertEquals(0, demo.lockward("banks", "ls").exit);

            assertEquals(0, demo.lockward("sim", "fault", "mains-loss", FIRST).exit);
            Await.until(
                    "the first bank is on battery",
                    PATIENCE,
                    Duration.ofMillis(250),
                    () -> rest.found("/api/v1/banks/" + FIRST)
                            .path("power")
                            .path("state")
                            .asText()
                            .equals("battery"));
            Ran why = demo.lockward("why", FIRST);
            assertTrue(
                    why.exit == 0 && why.said.toLowerCase(java.util.Locale.ROOT).contains("battery"), why::said);

            Ran unlock = demo.lockward("unlock", SECOND, "A01", "--reason", "resident at the door", "--wait");
            assertTrue(unlock.exit == 0 && unlock.said.contains("verified"), unlock::said);
            Ran reboot = demo.lockward("reboot", THIRD, "--level", "controller", "--reason", "demo test", "--wait");
            assertTrue(reboot.exit == 0 && reboot.said.contains("verified"), reboot::said);

            assertEquals(3, demo.lockward("why", "nowhere-1").exit);
            assertEquals(2, demo.lockward("unlock", SECOND).exit);
            children = demo.children();
            assertTrue(children.size() >= 4, () -> "broker, cloud, PostgreSQL, fleet: " + children);
            demo.interrupt();
            Await.until(
                    "everything has stopped",
                    Duration.ofSeconds(20),
                    () -> demo.hasEnded() && children.stream().noneMatch(ProcessHandle::isAlive));
        }
        System.out.println("[demo] unlock verified, reboot verified, " + children.size() + " processes stopped");
    }

    @Test
    void fridayEndsWell() throws Exception {
        try (Demo demo = new Demo(folder, "--scenario", "friday")) {
            demo.rest();
            Await.until(
                    "friday is told to its end",
                    PATIENCE,
                    () -> demo.said().stream().anyMatch(line -> line.contains("Nobody had to walk over")));
        }
        System.out.println("[demo] friday ended well");
    }

    private static void awaitOnline(Rest rest) {
        Await.until("three banks are online", PATIENCE, Duration.ofMillis(250), () -> {
            List<String> online = new ArrayList<>();
            for (JsonNode bank : rest.all("/api/v1/banks")) {
                if (bank.path("presence").path("state").asText().equals("online")) {
                    online.add(bank.path("id").asText());
                }
            }
            return online.containsAll(List.of(FIRST, SECOND, THIRD));
        });
    }

    /// How a command ended and what it printed.
    private record Ran(int exit, String said) {}

    /// A running demo. Thread rule: one thread.
    private static final class Demo implements AutoCloseable {
        private final Path data;
        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Demo(Path data, String... options) throws IOException {
            this.data = data;
            List<String> command = new ArrayList<>(List.of("demo", "--headless", "--port", "0", "--data", "" + data));
            command.addAll(List.of(options));
            process = launch(command);
            Thread.ofVirtual().start(() -> collect(process, lines));
        }

        /// Waits for the address that a headless demo prints, and takes the key that it leaves for programs.
        Rest rest() throws IOException {
            Await.until("the demo prints its address", PATIENCE, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the demo ended: " + lines);
                }
                return address() != null;
            });
            return new Rest(
                    URI.create("" + address()),
                    Files.readString(data.resolve("api-key")).strip());
        }

        private @org.jspecify.annotations.Nullable String address() {
            return lines.stream()
                    .filter(line -> line.startsWith("http://"))
                    .findFirst()
                    .orElse(null);
        }

        List<String> said() {
            return List.copyOf(lines);
        }

        List<ProcessHandle> children() {
            return process.descendants().toList();
        }

        /// What Ctrl-C does.
        void interrupt() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }

        boolean hasEnded() {
            return !process.isAlive();
        }

        Ran lockward(String... words) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(words));
            command.addAll(List.of("--data", data.toString()));
            Process ran = launch(command);
            List<String> said = new ArrayList<>();
            collect(ran, said);
            return new Ran(ran.waitFor(), String.join("\n", said));
        }

        private static Process launch(List<String> words) throws IOException {
            Programs programs = Programs.find();
            List<String> command = new ArrayList<>(programs.java("cli", "io.lockward.cli.Main"));
            command.addAll(words);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LOCKWARD_HOME", programs.home().toString());
            return builder.start();
        }

        private static void collect(Process process, List<String> lines) {
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("could not be read: " + e);
            }
        }

        @Override
        public void close() {
            List<ProcessHandle> left = children();
            process.destroy();
            Await.until("the demo has ended", Duration.ofSeconds(30), this::hasEnded);
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
