package io.lockward.agent.hardware.nut;

import io.lockward.agent.bank.power.UpsReading.LostReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Lines over a connection, bounded: a longer line than [#LONGEST] bytes or a larger answer than [#LARGEST] is a fault.
/// Bytes are read as ISO 8859-1, so that no byte is ever an error of its own.
final class NutLines {
    /// The longest line in bytes, line feed not counted. upsd's own lines stay below 512 plus quoting.
    static final int LONGEST = 1024;

    /// How many bytes one poll may read.
    static final int LARGEST = 256 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[LONGEST];
    private final byte[] chunk = new byte[4096];
    private int chunkAt;
    private int chunkEnd;
    private int budget = LARGEST;

    NutLines(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /// Starts a new poll's budget.
    void renewBudget() {
        budget = LARGEST;
    }

    /// Whether bytes wait that nobody asked for. STARTTLS must not begin on such a connection: they were said in
    /// plain text and would be taken for protected ones.
    boolean hasUnreadBytes() {
        return chunkAt < chunkEnd;
    }

    void send(String line) throws IOException {
        out.write((line + '\n').getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /// The next line without its end.
    String receive() throws IOException, NutFault {
        int length = 0;
        while (true) {
            int b = next();
            if (b == '\n') {
                int end = length > 0 && buffer[length - 1] == '\r' ? length - 1 : length;
                return new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
            }
            if (length == LONGEST) {
                throw NutFault.protocol("upsd answered a line of more than " + LONGEST + " bytes");
            }
            buffer[length++] = (byte) b;
        }
    }

    private int next() throws IOException, NutFault {
        if (chunkAt == chunkEnd) {
            if (budget <= 0) {
                throw NutFault.protocol("upsd answered more than " + LARGEST + " bytes");
            }
            int read = in.read(chunk, 0, Math.min(chunk.length, budget));
            if (read < 0) {
                throw new NutFault(LostReason.CONNECTION, "upsd closed the connection");
            }
            chunkAt = 0;
            chunkEnd = read;
            budget -= read;
        }
        return chunk[chunkAt++];
    }
}
