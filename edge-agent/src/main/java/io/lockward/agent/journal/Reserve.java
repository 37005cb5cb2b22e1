package io.lockward.agent.journal;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that only takes space, given up when the disk is full so that entries can still be thinned out to
/// make room.
final class Reserve {
    static final String NAME = "reserve";
    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);

    private Reserve() {}

    /// Work on the disk that may run out of space.
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /// Takes the space again when there is plenty.
    static void restore(Disk disk, int bytes) throws IOException {
        if (disk.list().contains(NAME) || disk.freeBytes() < 2L * bytes) {
            return;
        }
        try {
            SealedFile.writeBeside(disk, NAME, new byte[bytes]);
            disk.rename(NAME + SealedFile.TEMPORARY, NAME);
        } catch (Disk.Full full) {
            LOG.atInfo().addKeyValue("bytes", bytes).log("No space for the journal's reserve");
        }
    }

    /// @return whether there was something to give up
    static boolean release(Disk disk) throws IOException {
        if (!disk.list().contains(NAME)) {
            return false;
        }
        disk.delete(NAME);
        disk.forceDirectory();
        LOG.atWarn().log("The disk is full: the journal's reserve was given up");
        return true;
    }

    static <T> T withSpace(Disk disk, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (Disk.Full full) {
            if (!release(disk)) {
                throw full;
            }
            return work.run();
        }
    }
}
