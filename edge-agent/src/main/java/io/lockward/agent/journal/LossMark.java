package io.lockward.agent.journal;

import io.lockward.protocol.BootId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/// The small file `loss`: in this boot something durable turned out to be lost. Mending the log hides the loss from the
/// next opening, and a command that was accepted and forgotten could be accepted again; so the mark is durable before
/// anything is mended, and stands until the controller boots anew, when commands of this boot count no more.
final class LossMark {
    static final String NAME = "loss";
    private static final int BYTES = 16;

    private LossMark() {}

    static boolean stands(Disk disk, BootId boot) throws IOException {
        if (!disk.list().contains(NAME)) {
            return false;
        }
        byte[] content = SealedFile.read(disk, NAME, BYTES);
        if (content == null || content.length != BYTES) {
            write(disk, boot); // in doubt, it is lost; and the next boot is without doubt
            return true;
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        return boot.equals(new BootId(new UUID(in.getLong(), in.getLong())));
    }

    static void set(Disk disk, BootId boot) throws IOException {
        if (!stands(disk, boot)) {
            write(disk, boot);
        }
    }

    private static void write(Disk disk, BootId boot) throws IOException {
        byte[] content = ByteBuffer.allocate(BYTES)
                .putLong(boot.value().getMostSignificantBits())
                .putLong(boot.value().getLeastSignificantBits())
                .array();
        Reserve.withSpace(disk, () -> {
            SealedFile.write(disk, NAME, content);
            return NAME;
        });
    }
}
