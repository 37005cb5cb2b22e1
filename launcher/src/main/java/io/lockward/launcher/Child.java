package io.lockward.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One process of Lockward as a child of this one: its output goes into a log file, and a line that begins with
/// `ready` is waited for. Thread rule: may be used from any thread.
public final class Child implements AutoCloseable {
    /// How long a process may take to end after it was asked to, before it is ended.
    private static final Duration GRACE = Duration.ofSeconds(12);

    private final String name;
    private final Path log;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /// @param environment added to this process's own
    public static Child start(String name, Path log, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Child child = new Child(name, log, builder.start());
            Thread.ofVirtual().name(name + "-log").start(child::copyOutput);
            return child;
        } catch (IOException e) {
            throw new LaunchFailed("cannot start the " + name + ": " + e.getMessage());
        }
    }

    /// The first line that begins with `ready`.
    public String awaitReady(Duration limit) {
        try {
            return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new LaunchFailed("the " + name + " is not ready after " + limit.toSeconds() + " s: see " + log);
        } catch (ExecutionException _) {
            throw new LaunchFailed("the " + name + " ended before it was ready: see " + log);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LaunchFailed("interrupted");
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /// Ends the process at once, as a power cut or `kill -9` would, and waits until it is gone.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Asks the process to end, and ends it when it does not within 12 s.
    @Override
    public void close() {
        // What it started itself must not outlive it, also when it has no time to end it.
        List<ProcessHandle> own = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        own.forEach(ProcessHandle::destroyForcibly);
    }

    private void copyOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                if (line.startsWith("ready")) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        } finally {
            ready.completeExceptionally(new IOException("ended"));
        }
    }
}
