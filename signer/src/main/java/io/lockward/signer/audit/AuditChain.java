package io.lockward.signer.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.protocol.ChainHash;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads an audit log's file and checks that each line follows the one before. Stateless.
public final class AuditChain {

    /// How a file ends.
    public sealed interface End {
        /// Every line holds.
        record Whole() implements End {}

        /// Every line but the last holds, and that is what a crash in the middle of a write leaves.
        ///
        /// @param bytes of it
        record Torn(long bytes) implements End {}

        /// A line in the middle does not hold: the file was changed.
        ///
        /// @param line its place in the file, from 1
        record Broken(long line, String why) implements End {}
    }

    /// What walking through a file gives.
    ///
    /// @param prev the hash before its first line
    /// @param first the number of its first line; 0 when none holds
    /// @param last the number of the last line that holds; 0 when none does
    /// @param hash of that line
    /// @param bytes up to its end
    public record Walk(ChainHash prev, long first, long last, ChainHash hash, long bytes, End end) {
        /// Whether another file goes on where this one ends.
        public boolean isFollowedBy(Walk next) {
            return end instanceof End.Whole && next.first == last + 1 && next.prev.equals(hash);
        }
    }

    private AuditChain() {}

    /// Walks through a file. Its first line says in `prev` what came before.
    ///
    /// @param each is shown every line that holds
    public static Walk walk(Path file, Consumer<ObjectNode> each) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024)) {
            ChainHash prev = ChainHash.START;
            @Nullable ChainHash hash = null;
            long first = 0;
            long last = 0;
            long bytes = 0;
            for (long place = 1; ; place++) {
                byte[] line = nextLine(in);
                if (line.length == 0) {
                    return new Walk(prev, first, last, hash == null ? prev : hash, bytes, new End.Whole());
                }
                boolean ended = line[line.length - 1] == '\n';
                AuditLine read = ended ? AuditLine.read(Arrays.copyOf(line, line.length - 1), hash) : null;
                if (read == null || (hash == null ? read.n() < 1 : read.n() != last + 1)) {
                    End end = end(in, place, line.length);
                    return new Walk(prev, first, last, hash == null ? prev : hash, bytes, end);
                }
                if (hash == null) {
                    prev = new ChainHash(read.fields().path("prev").asText());
                    first = read.n();
                }
                hash = read.hash();
                last = read.n();
                bytes += line.length;
                each.accept(read.fields());
            }
        }
    }

    private static End end(InputStream in, long place, int length) throws IOException {
        return in.read() < 0
                ? new End.Torn(length)
                : new End.Broken(place, "line " + place + " of the file does not follow the line before it");
    }

    /// A line with its end; what is left when there is none; a piece when it is too long to be one.
    private static byte[] nextLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        while (line.size() <= AuditLine.MOST_BYTES) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }
}
