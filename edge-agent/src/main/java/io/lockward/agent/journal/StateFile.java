package io.lockward.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The small file `state`: identity, boot counter and how far the cloud has acknowledged. Losing it costs
/// resends only.
record StateFile(Identity identity, long acknowledged, long durable) {
    private static final int BYTES = Identity.BYTES + 16;
    static final String NAME = "state";

    void write(Disk disk) throws IOException {
        byte[] content = ByteBuffer.allocate(BYTES)
                .put(identity.encode())
                .putLong(acknowledged)
                .putLong(durable)
                .array();
        SealedFile.write(disk, NAME, content);
    }

    static @Nullable StateFile read(Disk disk) throws IOException {
        if (!disk.list().contains(NAME)) {
            return null;
        }
        byte[] content = SealedFile.read(disk, NAME, BYTES);
        if (content == null || content.length != BYTES) {
            return null;
        }
        Identity identity = Identity.decode(Arrays.copyOf(content, Identity.BYTES));
        long acknowledged = ByteBuffer.wrap(content).getLong(Identity.BYTES);
        long durable = ByteBuffer.wrap(content).getLong(Identity.BYTES + 8);
        return identity == null || acknowledged < 0 || durable < acknowledged
                ? null
                : new StateFile(identity, acknowledged, durable);
    }
}
