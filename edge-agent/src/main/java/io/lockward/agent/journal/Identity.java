package io.lockward.agent.journal;

import io.lockward.protocol.BootId;
import io.lockward.protocol.JournalId;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose log it is and in which boot this was written; in the header of every segment.
///
/// @param boot the boot counter, from 1
record Identity(JournalId journal, long epoch, long boot, BootId bootId) {
    static final int BYTES = 49;
    private static final byte VERSION = 1;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(journal.value().getMostSignificantBits())
                .putLong(journal.value().getLeastSignificantBits())
                .putLong(epoch)
                .putLong(boot)
                .putLong(bootId.value().getMostSignificantBits())
                .putLong(bootId.value().getLeastSignificantBits())
                .array();
    }

    static @Nullable Identity decode(byte[] bytes) {
        if (bytes.length < BYTES || bytes[0] != VERSION) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        JournalId journal = new JournalId(new UUID(in.getLong(), in.getLong()));
        long epoch = in.getLong();
        long boot = in.getLong();
        BootId bootId = new BootId(new UUID(in.getLong(), in.getLong()));
        return epoch < 1 || boot < 1 ? null : new Identity(journal, epoch, boot, bootId);
    }
}
