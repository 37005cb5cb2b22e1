package io.lockward.simulator.nut;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs `upsd` and `dummy-ups` in a folder of their own, on a free port of the loopback.
///
/// The programs are started from `/lib/nut`, past Debian's wrapper, which refuses while `/etc/nut/nut.conf` says
/// `MODE=none`. Started as root they give up root for the user `nut`, so the folder is made theirs.
///
/// Thread rule: one caller at a time.
public final class NutDaemon implements AutoCloseable {
    /// The user who may set variables, order what the UPS offers, and log in as a client.
    public static final String USER = "lockward";

    /// Only for this throw-away daemon on the loopback.
    public static final String PASSWORD = "only-on-loopback";

    private static final List<Path> HOMES = List.of(Path.of("/lib/nut"), Path.of("/usr/lib/nut"));
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ANSWER_MILLIS = 2_000;
    private static final int PAUSE_MILLIS = 20;

    private final Path home;
    private final Path folder;
    private final String ups;
    private final int port;
    private final Process upsd;
    private Process driver;

    private NutDaemon(Path home, Path folder, String ups, int port) throws IOException {
        this.home = home;
        this.folder = folder;
        this.ups = ups;
        this.port = port;
        this.driver = startDriverProcess();
        try {
            this.upsd = launch("upsd", List.of("-F"));
        } catch (IOException e) {
            driver.destroyForcibly();
            throw e;
        }
    }

    /// Whether `upsd` and `dummy-ups` are on this machine (Debian: `apt-get install nut-server`).
    public static boolean isInstalled() {
        return home() != null;
    }

    /// Starts a daemon whose UPS says `first`, and waits until it answers.
    ///
    /// @param folder   an existing folder; `nut` is made in it, and everyone may pass through the folder itself
    /// @param ups      the UPS's name, `[a-z0-9-]`
    /// @param staleAge after how long without news from the driver data is stale (`MAXAGE`), whole seconds from 1
    /// @throws IOException when NUT is missing or does not come up
    public static NutDaemon start(Path folder, String ups, UpsStep first, Duration staleAge)
            throws IOException, InterruptedException {
        Path home = home();
        if (home == null) {
            throw new IOException("no upsd and dummy-ups in " + HOMES + ": apt-get install nut-server");
        }
        if (!ups.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("ups is 1 to 40 characters of [a-z0-9-]");
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path own = Files.createDirectories(folder.resolve("nut"));
        configure(own, ups, port, first, staleAge);
        NutDaemon daemon = new NutDaemon(home, own, ups, port);
        try {
            daemon.await("ups.status", first.status());
        } catch (IOException | InterruptedException e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    /// As [#start(Path, String, UpsStep, Duration)] with a UPS on the mains and NUT's own 15 s.
    public static NutDaemon start(Path folder, String ups) throws IOException, InterruptedException {
        return start(folder, ups, UpsStep.MAINS, Duration.ofSeconds(15));
    }

    public int port() {
        return port;
    }

    public String ups() {
        return ups;
    }

    /// Makes the UPS say all of a step, and waits until it does. A reader may see part of it before.
    public void say(UpsStep step) throws IOException, InterruptedException {
        Map<String, String> variables = new TreeMap<>(step.variables());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            order(variable.getKey(), variable.getValue());
        }
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            await(variable.getKey(), variable.getValue());
        }
    }

    /// Makes the UPS say one variable, and waits until it does.
    ///
    /// @throws IOException when the daemon refuses or the driver does not follow
    public void set(String variable, String value) throws IOException, InterruptedException {
        order(variable, value);
        await(variable, value);
    }

    private void order(String variable, String value) throws IOException {
        String quoted = '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        List<String> answers =
                ask("USERNAME " + USER, "PASSWORD " + PASSWORD, "SET VAR " + ups + ' ' + variable + ' ' + quoted);
        if (!answers.equals(List.of("OK", "OK", "OK"))) {
            throw new IOException("upsd answered SET VAR " + variable + " with " + answers);
        }
    }

    /// Kills the driver, as a crash does: the daemon answers `ERR DRIVER-NOT-CONNECTED`.
    public void killDriver() throws InterruptedException {
        stop(driver);
    }

    /// Starts the driver again after [#killDriver()]; the UPS says what it said at the start.
    public void startDriver() throws IOException {
        driver = startDriverProcess();
    }

    /// Stops the driver without killing it, as a hung device does: data becomes stale.
    public void stallDriver() throws IOException, InterruptedException {
        signalDriver("-STOP");
    }

    /// Lets a stalled driver go on.
    public void resumeDriver() throws IOException, InterruptedException {
        signalDriver("-CONT");
    }

    @Override
    public void close() {
        try {
            stop(upsd);
            stop(driver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Path home() {
        for (Path home : HOMES) {
            if (Files.isExecutable(home.resolve("upsd")) && Files.isExecutable(home.resolve("dummy-ups"))) {
                return home;
            }
        }
        return null;
    }

    private static void configure(Path folder, String ups, int port, UpsStep first, Duration staleAge)
            throws IOException {
        StringBuilder device = new StringBuilder("ups.mfr: Lockward\nups.model: dummy\nups.load: 20\n");
        new TreeMap<>(first.variables())
                .forEach((name, value) ->
                        device.append(name).append(": ").append(value).append('\n'));
        Map<String, String> files = Map.of(
                "nut.conf",
                "MODE=none\n",
                "ups.conf",
                "[" + ups + "]\ndriver = dummy-ups\nport = " + ups + ".dev\nmode = dummy-once\npollinterval = 1\n",
                "upsd.conf",
                "LISTEN 127.0.0.1 " + port + "\nMAXAGE " + staleAge.toSeconds() + "\n",
                "upsd.users",
                "[" + USER + "]\npassword = " + PASSWORD + "\nactions = SET\ninstcmds = ALL\nupsmon primary\n",
                ups + ".dev",
                device.toString());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = Files.writeString(folder.resolve(file.getKey()), file.getValue());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        if ("root".equals(System.getProperty("user.name"))) {
            giveToNut(folder, files);
        }
    }

    private static void giveToNut(Path folder, Map<String, String> files) throws IOException {
        UserPrincipal nut =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nut");
        for (String file : files.keySet()) {
            Files.setOwner(folder.resolve(file), nut);
        }
        Files.setOwner(folder, nut);
        for (Path above = folder.getParent();
                above != null && above.startsWith(System.getProperty("java.io.tmpdir"));
                above = above.getParent()) {
            if (Files.getOwner(above).getName().equals("root")
                    && !Files.getPosixFilePermissions(above)
                            .containsAll(PosixFilePermissions.fromString("--x--x--x"))) {
                Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwx--x--x"));
            }
        }
    }

    private Process startDriverProcess() throws IOException {
        return launch("dummy-ups", List.of("-a", ups, "-F"));
    }

    private Process launch(String program, List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(home.resolve(program).toString());
        builder.command().addAll(arguments);
        builder.environment()
                .putAll(Map.of(
                        "NUT_CONFPATH", folder.toString(),
                        "NUT_STATEPATH", folder.toString(),
                        "NUT_ALTPIDPATH", folder.toString()));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling(program + ".log").toFile()))
                .start();
    }

    private void await(String variable, String value) throws IOException, InterruptedException {
        String wanted = "VAR " + ups + ' ' + variable + " \""
                + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        String last = "nothing";
        for (long waited = 0; waited < PATIENCE.toMillis(); waited += PAUSE_MILLIS) {
            try {
                last = ask("GET VAR " + ups + ' ' + variable).getFirst();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            if (last.equals(wanted)) {
                return;
            }
            if (upsd.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("upsd ended with " + upsd.exitValue() + "; see upsd.log beside " + folder);
            }
        }
        throw new IOException("upsd does not say " + wanted + " but " + last);
    }

    /// One connection: the answer to each line.
    private List<String> ask(String... lines) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> answers = new ArrayList<>();
            for (String line : lines) {
                out.write((line + '\n').getBytes(StandardCharsets.ISO_8859_1));
                String answer = in.readLine();
                if (answer == null) {
                    throw new IOException("upsd closed the connection");
                }
                answers.add(answer);
            }
            return answers;
        }
    }

    private void signalDriver(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(driver.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("the driver cannot be signalled");
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
