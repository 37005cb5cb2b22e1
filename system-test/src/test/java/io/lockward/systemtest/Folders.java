package io.lockward.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders of a test.
public final class Folders {
    private Folders() {}

    /// Removes a folder with all that is in it.
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bytes of the files in a folder whose name ends so; 0 when there is no folder.
    public static long bytes(Path folder, String suffix) {
        long sum = 0;
        for (Path file : files(folder, suffix)) {
            try {
                sum += Files.size(file);
            } catch (IOException _) {
                // Gone meanwhile: the program that owns the folder is at work.
            }
        }
        return sum;
    }

    /// The files in a folder whose name ends so, by name.
    public static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
