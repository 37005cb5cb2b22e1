package io.lockward.agent.hardware.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What is done to folders of footage.
final class Folders {
    private Folders() {}

    /// Deletes a file, or a folder with all that is in it, also while somebody still writes there.
    static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }

    /// Deletes all in a folder but the wanted.
    ///
    /// @param wanted asked with each name without its ending
    static void keep(Path folder, Predicate<String> wanted) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                int dot = name.lastIndexOf('.');
                if (!wanted.test(dot < 0 ? name : name.substring(0, dot))) {
                    delete(file);
                }
            }
        }
    }

    /// How many bytes lie in a folder; 0 when it is gone.
    static long bytesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    /// Makes the names in a folder durable.
    static void force(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (NoSuchFileException e) {
            throw new IOException(folder + " is gone", e);
        }
    }
}
