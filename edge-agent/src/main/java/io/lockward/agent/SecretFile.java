package io.lockward.agent;

import io.lockward.protocol.parcel.BankSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The bank's secret, `bank-secret` beside its key, made at the first start, readable by its owner only. Every pickup
/// code of the bank comes from it; it leaves the controller only sealed to the cloud's key.
public final class SecretFile {
    private static final String FILE = "bank-secret";
    private static final int MOST_BYTES = 128;

    private SecretFile() {}

    /// Reads the secret, or makes it. A power cut leaves a whole one or none.
    ///
    /// @throws IOException when it cannot be read or made; a damaged one is never replaced silently, because every
    ///     code that was given out would open nothing
    public static BankSecret in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            make(folder, file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too large for a secret");
        }
        try {
            return new BankSecret(HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IllegalArgumentException _) {
            // The cause would quote a part of it.
            throw new IOException(file
                    + " is damaged; restore it, or delete it: then no code opens until the cloud has given new ones");
        }
    }

    private static void make(Path folder, Path file) throws IOException {
        byte[] random = new byte[BankSecret.BYTES];
        new SecureRandom().nextBytes(random);
        Path half = folder.resolve(FILE + ".new");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
