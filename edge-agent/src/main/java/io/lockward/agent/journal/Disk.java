package io.lockward.agent.journal;

import java.io.IOException;
import java.util.List;

/// One flat folder of files, as much of a file system as the journal needs and no more, so that every point at which
/// a power cut can strike is a call of this port.
///
/// Names are plain (`[A-Za-z0-9._-]`, no folders). What was written is safe only after [Appender#force()] of the file
/// **and**, for a new, renamed or deleted name, [#forceDirectory()]. Writers are serialised by the caller; [#read]
/// may come from another thread.
public interface Disk extends AutoCloseable {

    /// The names in the folder, sorted.
    List<String> list() throws IOException;

    /// Makes a new, empty file and opens it for appending. Fails when the name exists.
    Appender create(String name) throws IOException;

    /// Opens an existing file for appending at its end.
    Appender append(String name) throws IOException;

    /// Reads up to `length` bytes from `offset`; fewer at the end of the file, none behind it.
    byte[] read(String name, long offset, int length) throws IOException;

    /// Size in bytes.
    long size(String name) throws IOException;

    /// Cuts the file down to `size` bytes and forces that.
    void truncate(String name, long size) throws IOException;

    /// Gives a file a new name, replacing what had it, in one step that is seen whole or not at all.
    void rename(String from, String to) throws IOException;

    /// Removes a name.
    void delete(String name) throws IOException;

    /// Makes creates, renames and deletes so far survive a power cut.
    void forceDirectory() throws IOException;

    /// Bytes that can still be written here.
    long freeBytes() throws IOException;

    @Override
    void close() throws IOException;

    /// A file open for appending.
    interface Appender extends AutoCloseable {

        /// Appends all bytes. After an exception any prefix of them may have been written.
        void write(byte[] bytes, int offset, int length) throws IOException;

        /// Makes everything written so far survive a power cut. After an exception nothing is known about unforced
        /// bytes, and asking again proves nothing: stop, and read anew.
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    /// There is no space left: the one failure of a write that making room can mend.
    final class Full extends IOException {
        public Full(String message) {
            super(message);
        }
    }

    /// Somebody else works in this folder.
    final class InUse extends IOException {
        public InUse(String message) {
            super(message);
        }
    }
}
