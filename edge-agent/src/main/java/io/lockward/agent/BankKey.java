package io.lockward.agent;

import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.wire.JwkText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The bank's own key, `bank-key.jwk` beside the journal, made at the first start and never leaving the controller.
/// Its public half is registered with the cloud service; `check` prints it.
public final class BankKey {
    private static final String FILE = "bank-key.jwk";
    private static final int MOST_BYTES = 2_048;

    private BankKey() {}

    /// Reads the key, or makes it. A power cut leaves a whole key or none.
    ///
    /// @throws IOException when it cannot be read or made; a damaged key is never replaced silently, because the
    ///     cloud would refuse the bank
    public static SigningKey in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            make(folder, file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too large for a key");
        }
        try {
            return JwkText.read(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " is damaged (" + e.getMessage() + "); restore it, or delete it and register the new key",
                    e);
        }
    }

    /// The key when there is one already; for looking without changing anything.
    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    private static void make(Path folder, Path file) throws IOException {
        Path half = folder.resolve(FILE + ".new");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        byte[] text = JwkText.write(JwkText.generate(null)).getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
