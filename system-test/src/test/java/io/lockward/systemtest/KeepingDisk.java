package io.lockward.systemtest;

import io.lockward.agent.journal.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;

/// A disk that puts a copy of every segment aside before the journal deletes it, so that a checker can read all of it
/// at the end.
///
/// @param appenders put around every file that is written
record KeepingDisk(Disk real, Path archive, UnaryOperator<Disk.Appender> appenders) implements Disk {
    @Override
    public void delete(String name) throws IOException {
        if (name.endsWith(".seg")) {
            Files.createDirectories(archive);
            Path beside = archive.resolve(name + ".new");
            Files.write(beside, real.read(name, 0, Math.toIntExact(real.size(name))));
            Files.move(beside, archive.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        real.delete(name);
    }

    @Override
    public List<String> list() throws IOException {
        return real.list();
    }

    @Override
    public Appender create(String name) throws IOException {
        return appenders.apply(real.create(name));
    }

    @Override
    public Appender append(String name) throws IOException {
        return appenders.apply(real.append(name));
    }

    @Override
    public byte[] read(String name, long offset, int length) throws IOException {
        return real.read(name, offset, length);
    }

    @Override
    public long size(String name) throws IOException {
        return real.size(name);
    }

    @Override
    public void truncate(String name, long size) throws IOException {
        real.truncate(name, size);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        real.rename(from, to);
    }

    @Override
    public void forceDirectory() throws IOException {
        real.forceDirectory();
    }

    @Override
    public long freeBytes() throws IOException {
        return real.freeBytes();
    }

    @Override
    public void close() throws IOException {
        real.close();
    }
}
