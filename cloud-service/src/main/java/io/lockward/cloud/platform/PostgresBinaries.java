package io.lockward.cloud.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs that travel in a jar (zonky's builds), unpacked once per version.
final class PostgresBinaries {
    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /// @param folder where versions are unpacked to; a folder of the right version is used as it is
    static PostgresBinaries unpack(Path folder) throws IOException, InterruptedException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String archive = "/postgres-linux-" + machine + ".txz";
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new IOException("no PostgreSQL for " + machine + " on board: set lockward.db.url");
            }
            Path home = folder.resolve("pgsql-" + System.getProperty("os.arch") + '-' + packed.available());
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                unpack(packed, home);
            }
            return new PostgresBinaries(home);
        }
    }

    private static void unpack(InputStream packed, Path home) throws IOException, InterruptedException {
        Files.createDirectories(home.getParent());
        Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
        Process tar = new ProcessBuilder("tar", "-x", "-f", "-", "-C", fresh.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream plain = new XZInputStream(packed);
                OutputStream in = tar.getOutputStream()) {
            plain.transferTo(in);
        }
        String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tar.waitFor() != 0) {
            throw new IOException("cannot unpack PostgreSQL: " + said);
        }
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
            throw new IOException("cannot move PostgreSQL into place at " + home, e);
        }
    }

    /// The command line of one of its programs. PostgreSQL refuses to run as root; in a user namespace of its own it
    /// is nobody, and so are its files.
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
