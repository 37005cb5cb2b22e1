package io.lockward.agent.journal;

import io.lockward.protocol.BootId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The small file `stopped`: the process that had this journal was asked to stop, and did, after a certain entry. A
/// power cut leaves none, so a boot that follows it was begun by an orderly shutdown. It says nothing any more once an
/// entry follows, so nobody has to remove it.
final class StopMark {
    static final String NAME = "stopped";
    private static final int BYTES = Identity.BYTES + Long.BYTES;

    private StopMark() {}

    /// @param last the last entry's number, which is durable
    static void write(Disk disk, Identity identity, long last) throws IOException {
        byte[] content =
                ByteBuffer.allocate(BYTES).put(identity.encode()).putLong(last).array();
        Reserve.withSpace(disk, () -> {
            SealedFile.write(disk, NAME, content);
            return NAME;
        });
    }

    /// The boot in which that was; `null` when there is no such mark, or it is not about the journal's last entry.
    static @Nullable BootId read(Disk disk, Identity identity, long last) throws IOException {
        if (!disk.list().contains(NAME)) {
            return null;
        }
        byte[] content = SealedFile.read(disk, NAME, BYTES);
        if (content == null || content.length != BYTES) {
            return null;
        }
        Identity owner = Identity.decode(Arrays.copyOf(content, Identity.BYTES));
        if (owner == null || !owner.journal().equals(identity.journal())) {
            return null;
        }
        return ByteBuffer.wrap(content).getLong(Identity.BYTES) == last ? owner.bootId() : null;
    }
}
