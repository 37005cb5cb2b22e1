package io.lockward.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How Lockward's programs are started from a built checkout.
///
/// @param home the folder that holds the modules
/// @param forLong whether they run for so long, or are measured, that the second compiler earns back what it costs
public record Programs(Path home, boolean forLong) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// The checkout named by `LOCKWARD_HOME`, else the one this process stands in; its programs run for minutes.
    public static Programs find() {
        String named = System.getenv("LOCKWARD_HOME");
        Path home = Path.of(named == null ? "." : named).toAbsolutePath().normalize();
        boolean inModule = home.endsWith("system-test") || home.endsWith("bench");
        return new Programs(inModule ? home.resolve("..").normalize() : home, false);
    }

    /// The same programs, compiled as well as the JVM can.
    public Programs atFullSpeed() {
        return new Programs(home, true);
    }

    /// The command line of a Java program of a module; its arguments follow.
    public List<String> java(String module, String main) {
        List<String> command = new ArrayList<>(runtime("-Xmx512m"));
        command.addAll(List.of(
                "-cp",
                home.resolve(module + "/target/classes") + ":" + home.resolve(module + "/target/lib") + "/*",
                main));
        return command;
    }

    /// The command line of the cloud service.
    ///
    /// @param settings by name, such as `lockward.data`
    public List<String> cloud(Map<String, String> settings) {
        List<String> command = new ArrayList<>(runtime("-Xmx768m"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                home.resolve("cloud-service/target/quarkus-app/quarkus-run.jar").toString()));
        return command;
    }

    /// Starts a broker and waits for it.
    ///
    /// @param port 0 for a free one
    public Broker broker(Path folder, Path credentials, int port) {
        List<String> command = new ArrayList<>(java("broker", "io.lockward.broker.Main"));
        command.addAll(List.of(
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--credentials",
                credentials.toString(),
                "--data",
                folder.resolve("broker").toString()));
        Child process = Child.start("broker", folder.resolve("log/broker.log"), command, Map.of());
        try {
            String ready = process.awaitReady(PATIENCE);
            return new Broker(process, Integer.parseInt(ready.replaceFirst(".*port=", "")));
        } catch (LaunchFailed e) {
            process.close();
            throw e;
        }
    }

    /// A running broker on loopback.
    public record Broker(Child process, int port) {}

    /// A loopback port that is free now.
    ///
    /// @param wanted the one to have, or 0 for any
    /// @throws LaunchFailed when somebody has it
    public static int freePort(int wanted) {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException _) {
            throw new LaunchFailed("port " + wanted + " is taken");
        }
    }

    private List<String> runtime(String heap) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=" + (forLong ? 4 : 1),
                "-XX:+UseSerialGC",
                heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }
}
