package io.lockward.cloud.vault;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;

/// Encrypts pieces of footage, each by itself, with Tink's streaming AES-256-GCM: a key of its own from the clip's
/// key and a salt (HKDF-SHA-256), segments of 64 KiB whose nonces carry their number and whether they are the last.
/// So no segment can be changed, moved, dropped or cut off unseen, and any part is read without the rest. What a
/// piece is goes in as associated data: it opens in no other place. Immutable; any thread.
public final class PieceCipher {
    /// Of a clip's key.
    public static final int KEY_BYTES = 32;

    private static final int SEGMENT_BYTES = 64 * 1024;

    private final AesGcmHkdfStreaming cipher;

    /// @param key 32 random bytes, for one clip only
    public PieceCipher(byte[] key) {
        try {
            cipher = new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM and HMAC", e);
        }
    }

    /// A new clip's key.
    ///
    /// @param random a secure one
    public static byte[] newKey(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    /// @param what tells the piece from all others of this key
    /// @param length how many bytes of `data` it has
    public byte[] encrypt(String what, byte[] data, int length) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream((int) cipher.expectedCiphertextSize(length));
        try (OutputStream plain = cipher.newEncryptingStream(sealed, bytes(what))) {
            plain.write(data, 0, length);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
        return sealed.toByteArray();
    }

    /// Reads a part of a piece from where it lies; only the segments that hold it are fetched and decrypted.
    ///
    /// @param name of the object
    /// @param what as it was encrypted
    /// @param pieceBytes how long the piece is, decrypted
    /// @param from the first byte, from 0
    /// @param to bytes to fill, all of them within the piece
    /// @throws VaultTrouble also when what lies there is not what was put there
    public void read(Vault vault, String name, String what, long pieceBytes, long from, ByteBuffer to) {
        try (SeekableByteChannel plain = cipher.newSeekableDecryptingChannel(
                new ObjectChannel(vault, name, cipher.expectedCiphertextSize(pieceBytes)), bytes(what))) {
            plain.position(from);
            while (to.hasRemaining()) {
                if (plain.read(to) < 0) {
                    throw new IOException("it ends too early");
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            throw VaultTrouble.damaged("a piece of footage is damaged or gone", e);
        }
    }

    private static byte[] bytes(String what) {
        return what.getBytes(StandardCharsets.UTF_8);
    }
}
