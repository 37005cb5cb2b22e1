package io.lockward.agent.journal;

import java.io.IOException;

/// Shows that a disk takes writes, without touching the log: appends one byte to a file of its own and forces it, which
/// also takes a commit of the file system's own journal. (A force with nothing to write would prove less: without a
/// write cache the kernel answers it by itself.) Opening the journal removes the file, like any temporary one.
///
/// Thread rule: one caller at a time.
final class DiskProof {
    static final String NAME = "proof" + SealedFile.TEMPORARY;

    /// One block of most file systems: the file never takes a second one.
    static final int MOST_BYTES = 4_096;

    private static final byte[] ONE = {'.'};
    private int written;

    /// @throws IOException when the disk does not take it; a full one does
    void write(Disk disk) throws IOException {
        if (written == MOST_BYTES) {
            disk.truncate(NAME, 0);
            written = 0;
        }
        boolean isNew = written == 0 && !disk.list().contains(NAME);
        try (Disk.Appender file = isNew ? disk.create(NAME) : disk.append(NAME)) {
            file.write(ONE, 0, ONE.length);
            file.force();
            written++;
        } catch (Disk.Full full) {
            // It has answered; that there is no room is for others to say.
        }
    }
}
