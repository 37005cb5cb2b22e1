package io.lockward.cloud.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Objects as files. An object is written beside its place, synced, moved there, and its folder synced: a power cut
/// leaves all of it or nothing. Drafts that a crash left behind are listed like objects, so that they are swept too.
final class FileVault implements Vault {
    private static final int PAGE = 1_000;
    private static final FileAttribute<?> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;
    private final long keepFree;
    private final RandomGenerator random;

    /// @param keepFree bytes of the disk that are left alone
    /// @throws IOException when the folder cannot be made
    FileVault(Path root, long keepFree, RandomGenerator random) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.keepFree = keepFree;
        this.random = random;
        makeFolder(this.root);
    }

    @Override
    public void put(String name, byte[] bytes) {
        Path file = place(name);
        if (room() < bytes.length) {
            throw VaultTrouble.full(
                    "the disk is nearly full", new IOException("no room for " + bytes.length + " bytes"));
        }
        try {
            Path folder = makeFolder(parent(file));
            Path draft = folder.resolve("draft-" + Long.toHexString(random.nextLong()));
            try {
                write(draft, bytes);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.deleteIfExists(draft);
                throw e;
            }
            sync(folder);
        } catch (IOException e) {
            throw room() < bytes.length
                    ? VaultTrouble.full("the disk is nearly full", e)
                    : VaultTrouble.away("footage cannot be written", e);
        }
    }

    private static void write(Path draft, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                draft, java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    @Override
    public byte @Nullable [] read(String name, long from, int length) {
        try (FileChannel channel = FileChannel.open(place(name), StandardOpenOption.READ)) {
            int there = (int) Math.max(0, Math.min(length, channel.size() - from));
            ByteBuffer read = ByteBuffer.allocate(there);
            while (read.hasRemaining() && channel.read(read, from + read.position()) >= 0) {
                // until it is full or the file ends
            }
            return read.hasRemaining() ? Arrays.copyOf(read.array(), read.position()) : read.array();
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException e) {
            throw VaultTrouble.away("footage cannot be read", e);
        }
    }

    @Override
    public void remove(String name) {
        Path file = place(name);
        try {
            if (Files.deleteIfExists(file)) {
                sync(parent(file));
            }
            removeEmpty(parent(file));
        } catch (IOException e) {
            throw VaultTrouble.away("footage cannot be removed", e);
        }
    }

    /// Folders that became empty go too: their names are those of clips.
    private void removeEmpty(Path folder) throws IOException {
        for (Path empty = folder; !empty.equals(root); empty = parent(empty)) {
            try {
                Files.deleteIfExists(empty);
            } catch (DirectoryNotEmptyException _) {
                return;
            }
        }
    }

    @Override
    public Listing list(@Nullable String after) {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> after == null || name.compareTo(after) > 0)
                    .sorted()
                    .limit(PAGE + 1L)
                    .toList();
            List<Found> found = new ArrayList<>();
            for (String name : names.subList(0, Math.min(PAGE, names.size()))) {
                try {
                    found.add(new Found(
                            name, Files.getLastModifiedTime(root.resolve(name)).toInstant()));
                } catch (NoSuchFileException _) {
                    // gone meanwhile
                }
            }
            return new Listing(List.copyOf(found), names.size() > PAGE ? names.get(PAGE - 1) : null);
        } catch (IOException e) {
            throw VaultTrouble.away("footage cannot be listed", e);
        } catch (UncheckedIOException e) {
            throw VaultTrouble.away("footage cannot be listed", e);
        }
    }

    @Override
    public @Nullable String trouble() {
        if (!Files.isWritable(root)) {
            return "The folder for footage cannot be written.";
        }
        return room() <= 0 ? "The disk for footage is nearly full: less than what is kept free is left." : null;
    }

    @Override
    public long room() {
        try {
            return Files.getFileStore(root).getUsableSpace() - keepFree;
        } catch (IOException _) {
            return 0;
        }
    }

    private Path place(String name) {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
            throw new IllegalArgumentException("not a name within the vault");
        }
        return file;
    }

    private static Path parent(Path file) {
        return java.util.Objects.requireNonNull(file.getParent(), "within the vault");
    }

    /// Makes a folder and those above it, each durable in the one above.
    private static Path makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path above = folder.getParent();
            if (above != null) {
                makeFolder(above);
            }
            try {
                Files.createDirectory(folder, FOLDER);
            } catch (java.nio.file.FileAlreadyExistsException _) {
                return folder; // somebody else was first
            }
            if (above != null) {
                sync(above);
            }
        }
        return folder;
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException _) {
            // Removed with its last object meanwhile.
        }
    }
}
