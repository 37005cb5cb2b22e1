package io.lockward.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The state of the bank after entry `seq`, in a file of its own. The newest two are kept: the older one is there for
/// the day the newer cannot be read.
final class Snapshot {
    private static final String PREFIX = "snapshot-";

    final Identity identity;
    final long seq;
    final byte[] state;

    Snapshot(Identity identity, long seq, byte[] state) {
        this.identity = identity;
        this.seq = seq;
        this.state = state;
    }

    static String name(long seq) {
        return String.format(Locale.ROOT, "%s%020d", PREFIX, seq);
    }

    static boolean isName(String name) {
        return name.matches(PREFIX + "\\d{20}");
    }

    void write(Disk disk) throws IOException {
        byte[] content = ByteBuffer.allocate(Identity.BYTES + 8 + state.length)
                .put(identity.encode())
                .putLong(seq)
                .put(state)
                .array();
        SealedFile.write(disk, name(seq), content);
    }

    static @Nullable Snapshot read(Disk disk, String name, int maxBytes) throws IOException {
        byte[] content = SealedFile.read(disk, name, maxBytes + Identity.BYTES + 8);
        if (content == null || content.length < Identity.BYTES + 8) {
            return null;
        }
        Identity identity = Identity.decode(Arrays.copyOf(content, Identity.BYTES));
        long seq = ByteBuffer.wrap(content).getLong(Identity.BYTES);
        if (identity == null || !name.equals(name(seq))) {
            return null;
        }
        return new Snapshot(identity, seq, Arrays.copyOfRange(content, Identity.BYTES + 8, content.length));
    }

    /// Removes all but the newest `keep`, oldest first.
    ///
    /// @return the sequence numbers of those that stay, oldest first
    static List<Long> prune(Disk disk, int keep) throws IOException {
        List<String> names =
                new ArrayList<>(disk.list().stream().filter(Snapshot::isName).toList());
        boolean removed = names.size() > keep;
        while (names.size() > keep) {
            disk.delete(names.removeFirst());
        }
        if (removed) {
            disk.forceDirectory();
        }
        return names.stream()
                .map(name -> Long.valueOf(name.substring(PREFIX.length())))
                .toList();
    }
}
