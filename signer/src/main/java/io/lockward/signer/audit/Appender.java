package io.lockward.signer.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The end of a file. A port, so that tests can break the disk.
interface Appender extends AutoCloseable {

    /// Appends all bytes. After an exception any prefix of them may have been written.
    void write(byte[] bytes) throws IOException;

    /// Makes everything written so far survive a power cut.
    void force() throws IOException;

    /// Cuts the file down and forces that.
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;

    /// Opens files for appending.
    interface Opener {
        /// Opens a file; makes it, for its owner and readable by its group, when it is not there.
        Appender open(Path file) throws IOException;
    }

    /// On the real disk.
    static Appender onDisk(Path file) throws IOException {
        return new OnDisk(FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))));
    }

    /// A file.
    record OnDisk(FileChannel channel) implements Appender {
        @Override
        public void write(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            channel.position(channel.size());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
