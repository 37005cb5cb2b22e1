package io.lockward.agent.journal;

import java.io.IOException;

/// Work on the disk.
@FunctionalInterface
interface DiskWork {
    void run() throws IOException;
}
