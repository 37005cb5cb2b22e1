package io.lockward.agent.hardware.lockboard;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The native half of jSerialComm. Left alone, the library unpacks it into a folder below `java.io.tmpdir` that
/// everybody may write to, and loads whatever lies there already. So it is unpacked here, anew for each process, into a
/// folder that only the agent's user may enter, and the library is told to look nowhere else first.
///
/// Thread rule: any thread.
public final class SerialLibrary {
    private static final String NAME = "libjSerialComm.so";
    private static final String WHERE = "jSerialComm.library.path";
    private static boolean isReady;

    private SerialLibrary() {}

    /// Unpacks and loads it; a second call does nothing.
    ///
    /// @param folder made with mode 0700 when it is not there; must be on a file system that allows programs
    /// @throws IOException with a sentence for people
    public static synchronized void load(Path folder) throws IOException {
        if (isReady) {
            return;
        }
        String arch = System.getProperty("os.arch", "");
        List<String> kinds = kinds(arch);
        Path own = folder.toAbsolutePath();
        Files.createDirectories(
                own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        for (String kind : kinds) {
            unpack("/Linux/" + kind + "/" + NAME, own.resolve("Linux").resolve(kind));
        }
        System.setProperty(WHERE, own.toString());
        try {
            String version = SerialPort.getVersion();
            if (version.isEmpty()) {
                throw new IOException("the serial library says nothing of its version");
            }
        } catch (LinkageError e) {
            throw new IOException(
                    "the serial library cannot be loaded on " + arch + " from " + own
                            + " (is the file system mounted noexec?): " + e.getMessage(),
                    e);
        }
        isReady = true;
    }

    private static List<String> kinds(String arch) throws IOException {
        return switch (arch) {
            case "amd64", "x86_64" -> List.of("x86_64");
            case "aarch64" -> List.of("armv8_64");
            case "arm" -> List.of("armv6hf", "armv7hf");
            default -> throw new IOException("the serial library has no build for " + arch);
        };
    }

    /// Never into the file itself: another process of this program may have it loaded.
    private static void unpack(String resource, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream in = SerialPort.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the serial library brings no " + resource);
            }
            Path fresh = Files.createTempFile(folder, "lib", ".new");
            try {
                Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(
                        fresh,
                        folder.resolve(NAME),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
    }
}
