package io.lockward.cloud.footage;

import io.lockward.cloud.vault.PieceCipher;
import io.lockward.cloud.vault.Vault;
import io.lockward.cloud.vault.VaultTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// A part of a content, decrypted as it is read. One thread.
final class PieceStream extends InputStream {
    private static final int MOST_AT_ONCE = 512 * 1024;

    private final Vault vault;
    private final PieceCipher cipher;
    private final List<Piece> pieces;
    private final Function<Piece, String> what;
    private final long end;
    private long at;
    private int index;
    private ByteBuffer ready = ByteBuffer.allocate(0);

    /// @param pieces by their places, without a gap
    /// @param what as which each was encrypted
    PieceStream(
            Vault vault, PieceCipher cipher, List<Piece> pieces, Function<Piece, String> what, long from, long length) {
        this.vault = vault;
        this.cipher = cipher;
        this.pieces = pieces;
        this.what = what;
        this.at = from;
        this.end = from + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        if (!ready.hasRemaining()) {
            if (at >= end) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, ready.remaining());
        ready.get(to, offset, count);
        return count;
    }

    private void fill() throws IOException {
        while (index < pieces.size() && pieces.get(index).end() <= at) {
            index++;
        }
        if (index == pieces.size() || pieces.get(index).start() > at) {
            throw new IOException("a piece is missing at " + at);
        }
        Piece piece = pieces.get(index);
        int count = (int) Math.min(MOST_AT_ONCE, Math.min(end, piece.end()) - at);
        ByteBuffer next = ByteBuffer.allocate(count);
        try {
            cipher.read(vault, piece.object(), what.apply(piece), piece.bytes(), at - piece.start(), next);
        } catch (VaultTrouble e) {
            throw new IOException("a piece cannot be read", e);
        }
        ready = next.flip();
        at += count;
    }
}
