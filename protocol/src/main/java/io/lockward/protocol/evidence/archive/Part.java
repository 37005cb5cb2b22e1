package io.lockward.protocol.evidence.archive;

import io.lockward.protocol.evidence.EvidenceManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/// One file that goes into a package: measured once, then copied. What lies behind it must not change in between;
/// [ArchiveWriter] refuses it if it did.
///
/// @param source gives the same bytes each time
public record Part(String name, long bytes, String sha256, long crc32, Source source) {
    /// Where a file's bytes come from.
    @FunctionalInterface
    public interface Source {
        /// @throws IOException when it cannot be read
        InputStream open() throws IOException;
    }

    /// Reads it to its end once.
    public static Part measure(String name, Source source) throws IOException {
        MessageDigest sha256 = digest();
        CRC32 crc = new CRC32();
        long bytes = 0;
        try (InputStream in = source.open()) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                crc.update(buffer, 0, n);
                bytes += n;
            }
        }
        return new Part(name, bytes, HexFormat.of().formatHex(sha256.digest()), crc.getValue(), source);
    }

    /// A file that is in memory.
    public static Part of(String name, byte[] content) {
        try {
            return measure(name, () -> new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be read", e);
        }
    }

    /// As the manifest lists it.
    public EvidenceManifest.File listed() {
        return new EvidenceManifest.File(name, bytes, sha256);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
