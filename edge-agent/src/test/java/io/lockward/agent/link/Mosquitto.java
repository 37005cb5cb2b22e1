package io.lockward.agent.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real Mosquitto on a free loopback port; it keeps nothing, so a restart is a wipe.
public final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    public Mosquitto(Path folder) {
        this.folder = folder;
        this.port = freePort();
        try {
            Path passwords = folder.resolve("passwords");
            Files.writeString(passwords, "harbour-7:right\ncloud:cloud\n");
            run("mosquitto_passwd", "-U", passwords.toString());
            Files.writeString(
                    folder.resolve("mosquitto.conf"),
                    "listener " + port + " 127.0.0.1\nallow_anonymous false\npassword_file " + passwords
                            + "\npersistence false\nset_tcp_nodelay true\n"
                            + (isRoot() ? "user root\n" : ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    public int port() {
        return port;
    }

    void start() {
        try {
            process = new ProcessBuilder(
                            command("mosquitto"),
                            "-c",
                            folder.resolve("mosquitto.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mosquitto.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("mosquitto listens", this::listens);
    }

    /// As `kill -9` does.
    void killHard() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                if (!running.waitFor(10, TimeUnit.SECONDS)) {
                    throw new AssertionError("mosquitto does not die");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        killHard();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void run(String... command) throws IOException {
        command[0] = command(command[0]);
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(command[0] + " failed");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String command(String name) {
        for (String folder : new String[] {"/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/"}) {
            if (Files.isExecutable(Path.of(folder + name))) {
                return folder + name;
            }
        }
        throw new AssertionError(name + " is missing: apt-get install mosquitto");
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
