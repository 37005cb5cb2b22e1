package io.lockward.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A folder of a real file system, held by an exclusive lock on `.lock` in it.
public final class FileDisk implements Disk {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final String LOCK = ".lock";

    private final Path folder;
    private final FileChannel lock;

    private FileDisk(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Opens the folder, made when absent.
    ///
    /// @throws InUse when another agent holds it
    public static FileDisk open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new FileDisk(folder, channel);
            }
        } catch (OverlappingFileLockException heldInThisProcess) {
            channel.close();
            throw new InUse("This process already uses the journal in " + folder);
        } catch (IOException broken) {
            channel.close();
            throw broken;
        }
        channel.close();
        throw new InUse("Another process uses the journal in " + folder);
    }

    /// Whether a running agent holds this folder. Looks only: nothing is made. Not for the process that holds it, which
    /// would lose its lock by asking.
    public static boolean isInUse(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (Files.notExists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return true;
        }
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    names.add(name);
                }
            }
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public Appender create(String name) throws IOException {
        try {
            return new FileAppender(
                    FileChannel.open(path(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND));
        } catch (IOException broken) {
            throw named(broken);
        }
    }

    @Override
    public Appender append(String name) throws IOException {
        return new FileAppender(FileChannel.open(path(name), StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    @Override
    public byte[] read(String name, long offset, int length) throws IOException {
        try (FileChannel file = FileChannel.open(path(name), StandardOpenOption.READ)) {
            int there = (int) Math.max(0, Math.min(length, file.size() - offset));
            ByteBuffer bytes = ByteBuffer.allocate(there);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = file.read(bytes, offset + bytes.position());
            }
            return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
        }
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(path(name));
    }

    @Override
    public void truncate(String name, long size) throws IOException {
        try (FileChannel file = FileChannel.open(path(name), StandardOpenOption.WRITE)) {
            file.truncate(size);
            file.force(true);
        } catch (IOException broken) {
            throw named(broken);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        try {
            Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw named(broken);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(path(name));
    }

    @Override
    public void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path path(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a plain file name: " + name);
        }
        return folder.resolve(name);
    }

    /// The JDK tells a full disk by the kernel's words only.
    private static IOException named(IOException broken) {
        String words = String.valueOf(broken.getMessage()).toLowerCase(Locale.ROOT);
        if (broken instanceof Full || !(words.contains("no space left") || words.contains("quota exceeded"))) {
            return broken;
        }
        Full full = new Full(String.valueOf(broken.getMessage()));
        full.initCause(broken);
        return full;
    }

    private static final class FileAppender implements Appender {
        private final FileChannel file;

        FileAppender(FileChannel file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
            } catch (IOException broken) {
                throw named(broken);
            }
        }

        @Override
        public void force() throws IOException {
            file.force(false);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
