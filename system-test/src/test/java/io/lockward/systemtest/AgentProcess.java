package io.lockward.systemtest;

import io.lockward.agent.BankKey;
import io.lockward.launcher.Child;
import io.lockward.launcher.PrivateFile;
import io.lockward.launcher.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A [FaultAgent] as a process that can be killed and started again in the same folder. Thread rule: one thread.
final class AgentProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final String bank;
    private final int brokerPort;
    private final Path keys;
    private @Nullable Child process;
    private int starts;

    AgentProcess(Path folder, String bank, String password, int brokerPort, Path keys) {
        this.folder = folder;
        this.bank = bank;
        this.brokerPort = brokerPort;
        this.keys = keys;
        try {
            Files.createDirectories(folder);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        PrivateFile.write(folder.resolve("password"), password);
    }

    /// The public half of the key this bank signs with.
    String publicKey() {
        try {
            return BankKey.in(folder).verifyingKey().x();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /// Starts it and waits until it has its journal open and works.
    ///
    /// @param moves of doors in a second; 0 for a quiet bank
    void start(int moves) {
        starts++;
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path home = Programs.find().home();
        String classPath = String.join(
                ":",
                home.resolve("system-test/target/test-classes").toString(),
                home.resolve("simulator/target/classes").toString(),
                home.resolve("edge-agent/target/classes").toString(),
                home.resolve("protocol/target/classes").toString(),
                home.resolve("simulator/target/lib") + "/*");
        Child fresh = Child.start(
                "agent",
                folder.resolve("log/agent-" + starts + ".log"),
                List.of(
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-cp",
                        classPath,
                        FaultAgent.class.getName(),
                        "folder=" + folder,
                        "bank=" + bank,
                        "broker=" + brokerPort,
                        "password-file=" + folder.resolve("password"),
                        "keys=" + keys,
                        "moves=" + moves),
                Map.of());
        process = fresh;
        fresh.awaitReady(PATIENCE);
    }

    /// As `kill -9` does it: nothing of the process runs any more when this returns.
    void kill() {
        Child running = process;
        process = null;
        if (running != null) {
            if (!running.isAlive()) {
                throw new IllegalStateException(
                        "the agent ended by itself: see log/agent-" + starts + ".log in " + folder);
            }
            running.kill();
        }
    }

    boolean isAlive() {
        Child running = process;
        return running != null && running.isAlive();
    }

    @Override
    public void close() {
        Child running = process;
        if (running != null) {
            running.kill();
        }
    }
}
