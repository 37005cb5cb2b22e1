package io.lockward.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A real Mosquitto with the files of `deploy/mosquitto`, through the same access rules: the broker is replaceable.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MosquittoIT implements AccessContract {
    private static final Path FILES = Path.of("..", "deploy", "mosquitto");

    private @Nullable Child mosquitto;
    private int port;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Path program = Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Mosquitto is missing: apt-get install mosquitto"));
        // Started by root, Mosquitto becomes its own user and then reads its files
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path passwords = folder.resolve("passwords");
        Files.createFile(passwords);
        for (String name : List.of(HARBOUR, STATION, CLOUD, WATCH, "cloud-fence")) {
            Process add = new ProcessBuilder("mosquitto_passwd", "-b", passwords.toString(), name, password(name))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("passwd.log").toFile())
                    .start();
            assertEquals(0, add.waitFor());
        }
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r--r--"));
        Path acl = folder.resolve("acl");
        String rules = Files.readString(FILES.resolve("acl"));
        String cloudRules = rules.substring(rules.indexOf("user cloud"));
        Files.writeString(
                acl,
                rules
                        + cloudRules.replace("user cloud", "user " + WATCH)
                        + cloudRules.replace("user cloud", "user cloud-fence"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = folder.resolve("mosquitto.conf");
        Files.writeString(
                config,
                Files.readString(FILES.resolve("mosquitto.conf"))
                        .replace("@PORT@", Integer.toString(port))
                        .replace("@PASSWORDS@", passwords.toString())
                        .replace("@ACL@", acl.toString()));
        Child child =
                Child.start(List.of(program.toString(), "-c", config.toString()), folder.resolve("mosquitto.log"));
        mosquitto = child;
        Wire.until("Mosquitto listens", () -> {
            if (!child.isAlive()) {
                throw new AssertionError("Mosquitto ended: " + child.log());
            }
            return listens();
        });
    }

    @AfterAll
    void stop() {
        if (mosquitto != null) {
            mosquitto.close();
        }
    }

    @Override
    public Wire connect(String name) {
        return Wire.connect(port, name, name, password(name));
    }

    @Override
    public boolean refusesSubscriptions() {
        return false;
    }

    @Test
    void refusesAWrongPassword() {
        assertThrows(Mqtt5ConnAckException.class, () -> Wire.connect(port, HARBOUR, HARBOUR, "wrong"));
    }

    @Test
    void aBankCannotTakeOverAnothersSession() throws InterruptedException {
        try (Wire station = connect(STATION);
                Wire impostor = Wire.connect(port, STATION, HARBOUR, password(HARBOUR));
                Wire watch = connect(WATCH)) {
            assertTrue(impostor.isConnected(), "it gets its own name as client id instead");
            watch.subscribe("lockward/v1/+/presence");
            station.publish("lockward/v1/" + STATION + "/presence", 1, false, "still here");
            watch.await("still here");
        }
    }

    @Test
    void refusesRetainedMessages() throws IOException {
        try (RawMqtt raw = new RawMqtt(port)) {
            assertEquals(0, raw.connect(5, HARBOUR, HARBOUR, password(HARBOUR)).reason());
            assertEquals(
                    0x9A,
                    raw.publish("lockward/v1/" + HARBOUR + "/entries", 1, true, 10)
                            .reason());
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String password(String name) {
        return "password-of-" + name;
    }
}
