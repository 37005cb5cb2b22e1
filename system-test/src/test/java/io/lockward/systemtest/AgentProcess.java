package io.lockward.systemtest;

import io.lockward.agent.BankKey;
import io.lockward.launcher.Child;
import io.lockward.launcher.PrivateFile;
import io.lockward.launcher.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A [FaultAgent] as a process that can be killed and started again in the same folder. Thread rule: one thread.
final class AgentProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /// As Java tells of a process that SIGKILL ended: 128 and its number.
    private static final int KILLED = 137;

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
        launch(moves, List.of()).awaitReady(PATIENCE);
    }

    /// Starts one that ends itself with SIGKILL where a command crosses that step.
    void start(int moves, AgentStep dieAt) {
        launch(moves, List.of("die-at=" + dieAt));
    }

    /// Waits until it has ended itself with SIGKILL.
    void awaitOwnEnd(Duration limit) {
        Child running = process;
        process = null;
        if (running == null) {
            throw new IllegalStateException("no agent runs");
        }
        try {
            int code = running.onExit()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .exitValue();
            if (code != KILLED) {
                throw new AssertionError(
                        "the agent ended with " + code + ": see log/agent-" + starts + ".log in " + folder);
            }
        } catch (TimeoutException e) {
            running.kill();
            throw new AssertionError("the agent still lives: see log/agent-" + starts + ".log in " + folder, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Child launch(int moves, List<String> more) {
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
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                FaultAgent.class.getName(),
                "folder=" + folder,
                "bank=" + bank,
                "broker=" + brokerPort,
                "password-file=" + folder.resolve("password"),
                "keys=" + keys,
                "moves=" + moves));
        command.addAll(more);
        Child fresh = Child.start("agent", folder.resolve("log/agent-" + starts + ".log"), command, Map.of());
        process = fresh;
        return fresh;
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
