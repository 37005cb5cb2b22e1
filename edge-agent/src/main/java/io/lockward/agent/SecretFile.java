package io.lockward.agent;

import io.lockward.protocol.parcel.BankSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bank's secret, `bank-secret` beside its key, made at the first start, readable by its owner only. Every pickup
/// code of the bank comes from it; it leaves the controller only sealed to the cloud's key.
///
/// A secret that is lost or damaged is made anew, because a bank without one opens for nobody: the bank then sees
/// by its mark that it is another one, gives every parcel in it the next code and tells the cloud, in its
/// journal.
public final class SecretFile {
    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
    private static final String FILE = "bank-secret";
    private static final int MOST_BYTES = 128;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SecretFile() {}

    /// Reads the secret, or makes it. A power cut leaves a whole one or none; one that is damaged all the same is
    /// kept as `bank-secret.damaged`. One that others could read is closed to them.
    ///
    /// @throws IOException when it cannot be read or made. A file that is there and cannot be read is not
    ///     replaced: it may be whole, and putting its owner right costs nobody a code
    public static BankSecret in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            BankSecret known = read(file);
            if (known != null) {
                return known;
            }
            Path damaged = folder.resolve(FILE + ".damaged");
            Files.move(file, damaged, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            LOG.atError()
                    .addKeyValue("file", damaged)
                    .log("the bank's secret is damaged and was put aside; every parcel gets another code");
        }
        return make(folder, file);
    }

    /// @return `null` when it is damaged
    private static @Nullable BankSecret read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not a file");
        }
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .log("others could read the bank's secret; to be sure of its codes, delete it and start again");
        }
        if (Files.size(file) > MOST_BYTES) {
            return null;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        try {
            return new BankSecret(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException _) {
            // The cause would quote a part of it.
            return null;
        }
    }

    private static BankSecret make(Path folder, Path file) throws IOException {
        byte[] random = new byte[BankSecret.BYTES];
        new SecureRandom().nextBytes(random);
        Path half = folder.resolve(FILE + ".new");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
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
        return new BankSecret(random);
    }
}
