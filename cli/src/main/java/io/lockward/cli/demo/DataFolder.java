package io.lockward.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lockward.cli.ExitCode;
import io.lockward.cli.Failure;
import io.lockward.launcher.Child;
import io.lockward.launcher.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The demo's data folder: passwords, ports, logs, and the data of each process. One demo at a time may hold it.
final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /// Takes the folder, and ends what an earlier demo left running when it was killed.
    static DataFolder take(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new Failure(
                        ExitCode.CONFLICT,
                        "a demo is already running on " + folder + ". Stop it, or give another --data");
            }
            DataFolder taken = new DataFolder(folder, channel);
            taken.endLeftovers();
            return taken;
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "cannot use " + folder + ": " + e.getMessage());
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    void write(String name, String text) {
        PrivateFile.write(folder.resolve(name), text);
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException e) {
            throw new Failure(ExitCode.ERROR, "cannot read " + name + " in " + folder + ": " + e.getMessage());
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /// Remembers a process and when it started, so that a later demo can tell it from a stranger with the same pid.
    void remember(List<Child> children) {
        JsonMapper json = new JsonMapper();
        var processes = json.createArrayNode();
        for (Child child : children) {
            ProcessHandle.of(child.pid())
                    .flatMap(handle -> handle.info().startInstant())
                    .ifPresent(started ->
                            processes.addObject().put("pid", child.pid()).put("started", started.toEpochMilli()));
        }
        write("processes.json", processes.toString());
    }

    private void endLeftovers() throws IOException {
        Path file = folder.resolve("processes.json");
        if (Files.notExists(file)) {
            return;
        }
        List<ProcessHandle> leftovers = new ArrayList<>();
        for (JsonNode process : new JsonMapper().readTree(file.toFile())) {
            long started = process.path("started").asLong();
            ProcessHandle.of(process.path("pid").asLong())
                    .filter(handle -> handle.info().startInstant().stream()
                            .anyMatch(instant -> instant.toEpochMilli() == started))
                    .ifPresent(leftovers::add);
        }
        leftovers.forEach(ProcessHandle::destroy);
        for (ProcessHandle leftover : leftovers) {
            awaitEnd(leftover);
        }
        Files.delete(file);
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(Duration.ofSeconds(12).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve("processes.json"));
            Files.deleteIfExists(folder.resolve("http-port"));
            Files.deleteIfExists(folder.resolve("sim-port"));
            lockFile.close();
        } catch (IOException _) {
            // The lock goes with the process; a stale port file only gives a clearer error later.
        }
    }
}
