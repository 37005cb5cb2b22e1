package io.lockward.systemtest;

import io.lockward.launcher.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The demo as a newcomer runs it, started as the script `lockward` starts it: broker, PostgreSQL, signer, cloud
/// service and a fleet of simulated banks. Thread rule: any thread; started and closed by one.
final class DemoProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(150);

    /// How a command ended and what it printed.
    record Ran(int exit, String said) {}

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Path data;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /// @param options after `demo`; the port of the dashboard is a free one
    DemoProcess(Path data, String... options) throws IOException {
        this.data = data;
        List<String> command = new ArrayList<>(List.of("demo", "--port", "0", "--data", data.toString()));
        command.addAll(List.of(options));
        process = launch(command);
        Thread.ofVirtual().start(() -> collect(process, lines));
    }

    /// Waits for the address that the demo prints, and takes the key that it leaves for programs.
    Rest rest() throws IOException {
        return new Rest(address(), Files.readString(data.resolve("api-key")).strip());
    }

    /// Of the dashboard, once the demo has printed it.
    URI address() {
        return URI.create(printed(Pattern.compile("(?:Lockward runs: )?(http://\\S+)"), "its address"));
    }

    /// Where the screen of a bank is.
    String screen(String bank) {
        return printed(Pattern.compile("  " + bank + "  (http://\\S+)"), "the screen of " + bank);
    }

    /// The first account's name and password, as the demo prints them.
    List<String> signIn() {
        return List.of(
                printed(Pattern.compile("username (\\S+)"), "a name"),
                printed(Pattern.compile("password (\\S+)"), "a password"));
    }

    /// Waits for a line that is all of this.
    ///
    /// @return its first group
    String printed(Pattern line, String what) {
        List<String> found = new ArrayList<>();
        Await.until("the demo prints " + what, PATIENCE, () -> {
            lines.stream()
                    .map(line::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .forEach(found::add);
            if (found.isEmpty() && !process.isAlive()) {
                throw new IllegalStateException("the demo ended: " + lines);
            }
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    /// Acts on the simulated world.
    ///
    /// @param path such as `/fault?kind=mains-loss&bank=harbour-point-1`
    /// @return what it says of it
    String world(String path) throws IOException, InterruptedException {
        int port = Integer.parseInt(Files.readString(data.resolve("sim-port")).strip());
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().strip();
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

    /// Runs a command against it.
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
        http.close();
        List<ProcessHandle> left = children();
        process.destroy();
        Await.until("the demo has ended", Duration.ofSeconds(30), this::hasEnded);
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
