package io.lockward.cloud.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL as a child process, on 127.0.0.1 only, that keeps its data. Durable: `fsync` and
/// `synchronous_commit` are on. An own launcher, because zonky's switches both off and silently attaches to a server
/// that a killed parent left behind.
///
/// Threads: start and close from any one thread.
public final class EmbeddedPostgres implements AutoCloseable {
    /// The account that owns the database.
    public static final String USER = "lockward";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final int port;
    private final String password;
    private @Nullable Process server;

    private EmbeddedPostgres(Path folder, FileChannel lockFile, FileLock lock, int port, String password) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
        this.port = port;
        this.password = password;
    }

    /// Brings the server up, creating the data folder on the first run.
    ///
    /// @param folder keeps programs, data, password and log; one process at a time may use it
    /// @param port where to listen on 127.0.0.1; 0 picks a free one
    public static EmbeddedPostgres start(Path folder, int port) throws IOException, InterruptedException {
        Path here = Files.createDirectories(folder.toAbsolutePath());
        FileChannel lockFile =
                FileChannel.open(here.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(lockFile);
        if (lock == null) {
            lockFile.close();
            throw new IOException("a running Lockward already uses " + here);
        }
        try {
            stopOrphan(here.resolve("data"));
            PostgresBinaries binaries = PostgresBinaries.unpack(here);
            String password = password(here);
            if (!Files.exists(here.resolve("data/PG_VERSION"))) {
                initialise(binaries, here);
            }
            EmbeddedPostgres postgres =
                    new EmbeddedPostgres(here, lockFile, lock, port == 0 ? freePort() : port, password);
            postgres.launch(binaries);
            return postgres;
        } catch (IOException | InterruptedException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            // Held by this very process, which the operating system would not refuse.
            return null;
        }
    }

    public String url() {
        return url("lockward");
    }

    public String password() {
        return password;
    }

    /// The server's process id, for tests that kill it.
    public long pid() {
        return Objects.requireNonNull(server, "server").pid();
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + '/' + database + "?reWriteBatchedInserts=true&tcpKeepAlive=true";
    }

    private static String password(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(secret));
        }
        return Files.readString(file).strip();
    }

    private static void initialise(PostgresBinaries binaries, Path folder) throws IOException, InterruptedException {
        // In a folder of its own first: an interrupted initdb leaves nothing that looks like data.
        Path fresh = Files.createTempDirectory(folder, "initialising-");
        List<String> command = binaries.command(
                "initdb",
                "-D",
                fresh.toString(),
                "-U",
                USER,
                "-E",
                "UTF8",
                "--locale=C",
                "--auth=scram-sha-256",
                "--data-checksums",
                "--pwfile=" + folder.resolve("password"));
        Process initdb = new ProcessBuilder(command).redirectErrorStream(true).start();
        initdb.getOutputStream().close();
        String said = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (initdb.waitFor() != 0) {
            throw new IOException(
                    "initdb failed (as root it needs user namespaces; otherwise set lockward.db.url): " + said);
        }
        Files.move(fresh, folder.resolve("data"));
    }

    private void launch(PostgresBinaries binaries) throws IOException, InterruptedException {
        Path log = folder.resolve("postgres.log");
        List<String> command = binaries.command(
                "postgres",
                "-D",
                folder.resolve("data").toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "max_connections=64",
                "-c",
                "shared_buffers=128MB",
                "-c",
                "max_wal_size=2GB",
                "-c",
                "jit=off",
                "-c",
                "timezone=UTC");
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready()) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("PostgreSQL did not come up; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean ready() {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, password);
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("select 1 from pg_database where datname = 'lockward'")
                    .next()) {
                statement.execute("create database lockward");
            }
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    /// A parent that was killed leaves its server running. Two servers on one folder would destroy it, and attaching
    /// to the old one would keep its settings; so it is told to stop first.
    private static void stopOrphan(Path data) throws IOException, InterruptedException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
        if (pid > 0 && runsOn(pid, data)) {
            signal("INT", pid);
            if (!goneWithin(pid, Duration.ofSeconds(30))) {
                signal("QUIT", pid);
                if (!goneWithin(pid, Duration.ofSeconds(30))) {
                    throw new IOException("an old PostgreSQL (process " + pid + ") still runs on " + data);
                }
            }
        } else {
            // Left by a power cut; its number may belong to anybody by now.
            Files.deleteIfExists(pidFile);
        }
    }

    private static boolean runsOn(long pid, Path data) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        if (!Files.isReadable(commandLine)) {
            return false;
        }
        List<String> words = List.of(Files.readString(commandLine).split("\0"));
        return words.contains(data.toString()) && words.getFirst().endsWith("postgres");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    private static boolean goneWithin(long pid, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Fast shutdown: open transactions are rolled back, what is committed is on disk.
    @Override
    public void close() {
        Process running = server;
        try {
            if (running != null && running.isAlive()) {
                signal("INT", running.pid());
                if (!running.waitFor(30, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            }
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
