package io.lockward.cloud.packaging;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A package on disk, in segments of 1 MiB, each encrypted with AES-256-GCM. A segment's nonce is its number, which
/// is safe because each file has a key of its own; number and end are authenticated, so none can be changed, moved
/// or cut off unseen. Stateless; any thread.
final class SharedFile {
    private static final int SEGMENT = 1024 * 1024;
    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;

    private SharedFile() {}

    /// @param key 32 bytes, for this file only
    static void write(Path file, byte[] key, Packages.Body body) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                Sealing sealing = new Sealing(out, key)) {
            body.write(sealing);
        }
    }

    /// Copies it, decrypted.
    ///
    /// @param bytes how long the package is
    /// @throws IOException when it is gone, or not what was written
    static void copy(Path file, byte[] key, long bytes, OutputStream to) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            long left = bytes;
            for (long index = 0; left > 0 || index == 0; index++) {
                int length = (int) Math.min(SEGMENT, left);
                left -= length;
                byte[] sealed = new byte[length + TAG_BYTES];
                in.readFully(sealed);
                to.write(crypt(Cipher.DECRYPT_MODE, key, index, left == 0, sealed, sealed.length));
            }
        }
    }

    private static byte[] crypt(int mode, byte[] key, long index, boolean last, byte[] data, int length)
            throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce =
                    ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(index).array();
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD((index + (last ? " last" : " more")).getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(data, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IOException("a segment is not what was written", e);
        }
    }

    private static final class Sealing extends OutputStream {
        private final OutputStream out;
        private final byte[] key;
        private final byte[] segment = new byte[SEGMENT];
        private int filled;
        private long index;

        Sealing(OutputStream out, byte[] key) {
            this.out = out;
            this.key = key;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            int at = offset;
            while (at < offset + length) {
                if (filled == SEGMENT) {
                    seal(false);
                }
                int n = Math.min(SEGMENT - filled, offset + length - at);
                System.arraycopy(from, at, segment, filled, n);
                filled += n;
                at += n;
            }
        }

        private void seal(boolean last) throws IOException {
            out.write(crypt(Cipher.ENCRYPT_MODE, key, index, last, segment, filled));
            index++;
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            seal(true);
        }
    }
}
