package io.lockward.protocol.evidence.archive;

import io.lockward.protocol.evidence.EvidenceManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Writes a package as a stream, front to back, with one buffer of memory. Stateless; any thread.
public final class ArchiveWriter {
    private ArchiveWriter() {}

    /// How long the archive will be, in bytes.
    public static long length(byte[] manifest, List<Part> parts) {
        return length(all(manifest, parts));
    }

    private static List<Part> all(byte[] manifest, List<Part> parts) {
        List<Part> all = new ArrayList<>();
        all.add(Part.of(EvidenceManifest.MANIFEST, manifest));
        all.addAll(parts);
        return all;
    }

    private static long length(List<Part> parts) {
        return parts.stream()
                        .mapToLong(part -> ZipLayout.LOCAL_BYTES
                                + ZipLayout.CENTRAL_BYTES
                                + 2L * part.name().length()
                                + part.bytes())
                        .sum()
                + ZipLayout.END_BYTES;
    }

    /// @param out stays open
    /// @param manifest the signed manifest's bytes
    /// @param parts the other files, in the manifest's order
    /// @throws IllegalArgumentException when it is more than 4 GiB, or a name is none
    /// @throws IOException when a part cannot be read or is not what was measured, or `out` cannot be written; what
    ///     was written by then is no package
    public static void write(OutputStream out, byte[] manifest, List<Part> parts) throws IOException {
        List<Part> all = all(manifest, parts);
        if (length(all) > ZipLayout.MOST_BYTES) {
            throw new IllegalArgumentException("a package has at most 4 GiB");
        }
        List<Long> offsets = new ArrayList<>();
        long at = 0;
        for (Part part : all) {
            if (!ZipLayout.isName(part.name())) {
                throw new IllegalArgumentException("this is no file name of a package");
            }
            offsets.add(at);
            byte[] header = ZipLayout.local(part.name(), part.bytes(), part.crc32());
            out.write(header);
            copy(part, out);
            at += header.length + part.bytes();
        }
        long directory = at;
        for (int i = 0; i < all.size(); i++) {
            Part part = all.get(i);
            byte[] entry = ZipLayout.central(part.name(), part.bytes(), part.crc32(), offsets.get(i));
            out.write(entry);
            at += entry.length;
        }
        out.write(ZipLayout.end(all.size(), at - directory, directory));
        out.flush();
    }

    private static void copy(Part part, OutputStream out) throws IOException {
        CRC32 crc = new CRC32();
        long left = part.bytes();
        try (InputStream in = part.source().open()) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0 && left >= n; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                out.write(buffer, 0, n);
                left -= n;
            }
        }
        if (left != 0 || crc.getValue() != part.crc32()) {
            throw new IOException(part.name() + " changed while it was packed");
        }
    }
}
