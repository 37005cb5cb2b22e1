package io.lockward.lab;

import io.lockward.systemtest.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/// The bank's disk as an image file, and every journal that was ever found on it. Thread rule: one thread.
final class PlugDisk {
    private final Path image;
    private final Path bank;
    private final Path found;
    private int looks;

    /// Makes an empty disk with an ext4 of the host's making.
    ///
    /// @param folder for the image
    /// @param bank the folder in which `JournalOnDisk` finds what was found: `journal` and `archive`
    PlugDisk(Path folder, Path bank) {
        this.image = folder.resolve("disk.img");
        this.bank = bank;
        this.found = folder.resolve("found");
        Workshop.run(List.of("truncate", "-s", "96M", image.toString()));
        Workshop.run(List.of("mkfs.ext4", "-q", "-F", image.toString()));
    }

    Path image() {
        return image;
    }

    /// Looks at the disk of a machine that is off: on a copy, whose ext4 journal is replayed as a mount would. What an
    /// earlier look found and this one does not have any more goes to the archive.
    void look() {
        looks++;
        try {
            Path copy = image.resolveSibling("copy.img");
            Workshop.run(List.of("cp", "--sparse=always", image.toString(), copy.toString()));
            // 1: errors were mended, which after a cut is a matter of course.
            Workshop.run(List.of("e2fsck", "-fy", copy.toString()), 1);
            Folders.delete(found);
            Files.createDirectories(found);
            Workshop.run(List.of("debugfs", "-R", "rdump /journal " + found, copy.toString()));
            keep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep() throws IOException {
        Path current = Files.createDirectories(bank.resolve("journal"));
        Path archive = Files.createDirectories(bank.resolve("archive"));
        for (Path old : Folders.files(current, ".seg")) {
            Path fresh = found.resolve("journal").resolve(old.getFileName());
            byte[] before = Files.readAllBytes(old);
            boolean grown = Files.exists(fresh) && startsWith(Files.readAllBytes(fresh), before);
            if (!grown) {
                Files.copy(old, archive.resolve("%05d-%s".formatted(looks, old.getFileName())));
            }
            Files.delete(old);
        }
        for (Path fresh : Folders.files(found.resolve("journal"), ".seg")) {
            Files.copy(fresh, current.resolve(fresh.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean startsWith(byte[] whole, byte[] beginning) {
        return whole.length >= beginning.length
                && Arrays.equals(whole, 0, beginning.length, beginning, 0, beginning.length);
    }
}
