package io.lockward.broker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packaged broker, run as the launcher runs it.
final class EmbeddedProcess {
    private static final Pattern READY =
            Pattern.compile("ready port=(\\d+)(?: tls-port=(\\d+))?(?: metrics-port=(\\d+))?");

    private final Path folder;
    private final Map<String, String> passwords = new HashMap<>();

    EmbeddedProcess(Path folder) {
        this.folder = folder;
    }

    /// A running broker.
    record Running(Child child, int port, int tlsPort, int metricsPort) implements AutoCloseable {
        @Override
        public void close() {
            child.close();
        }
    }

    Running start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--port",
                "0",
                "--credentials",
                credentials().toString(),
                "--data",
                folder.resolve("data").toString()));
        arguments.addAll(List.of(more));
        Child child = Child.start(command("io.lockward.broker.Main", arguments), folder.resolve("broker.log"));
        Matcher ready = READY.matcher(child.awaitLine("ready"));
        if (!ready.matches()) {
            throw new IOException("not the ready line that is promised");
        }
        return new Running(child, number(ready.group(1)), number(ready.group(2)), number(ready.group(3)));
    }

    static List<String> command(String main, List<String> arguments) throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        try (var files = Files.list(target)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("broker-[^/]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no broker jar in " + target + ": run `mvn verify`"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    jar + ":" + target.resolve("lib") + "/*",
                    main));
            command.addAll(arguments);
            return command;
        }
    }

    Path credentials() {
        return folder.resolve("credentials");
    }

    /// Adds somebody, or gives them a new password, through the command's own code.
    void add(String role, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(out, "add", credentials().toString(), role, name);
        passwords.put(name, out.toString(StandardCharsets.UTF_8).strip().split(" ", -1)[1]);
    }

    void remove(String name) {
        run(new ByteArrayOutputStream(), "remove", credentials().toString(), name);
    }

    private static void run(ByteArrayOutputStream out, String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = new Credentials(new ByteArrayInputStream(new byte[0]), stream, stream, new SecureRandom())
                .run(List.of(arguments));
        if (code != 0) {
            throw new AssertionError(out.toString(StandardCharsets.UTF_8));
        }
    }

    String password(String name) {
        return passwords.getOrDefault(name, "none");
    }

    private static int number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? -1 : Integer.parseInt(digits);
    }
}
