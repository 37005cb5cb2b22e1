package io.lockward.cloud.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFileTest {
    private static final int SEGMENT = 1024 * 1024;

    @TempDir
    private Path folder;

    private final ShareSecret secret = ShareSecret.make(new Random(1));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT + 77})
    void what_was_shared_is_read_back(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        assertArrayEquals(content, read(write(content), length));
    }

    @Test
    void nothing_of_it_lies_on_the_disk_as_it_is() throws IOException {
        byte[] content = "a face at a door".repeat(99).getBytes(StandardCharsets.UTF_8);
        String disk = Files.readString(write(content), StandardCharsets.ISO_8859_1);
        assertFalse(disk.contains("a face"));
        assertFalse(Arrays.equals(secret.name(), secret.key()), "the name in the database is no key");
    }

    @Test
    void what_was_changed_moved_or_cut_off_is_not_given_out() throws IOException {
        byte[] content = new byte[2 * SEGMENT + 5];
        Path file = write(content);
        byte[] good = Files.readAllBytes(file);
        int sealed = SEGMENT + 16;
        byte[] flipped = good.clone();
        flipped[100] ^= 1;
        byte[] swapped = good.clone();
        System.arraycopy(good, 0, swapped, sealed, sealed);
        System.arraycopy(good, sealed, swapped, 0, sealed);
        for (byte[] bad : new byte[][] {flipped, swapped, Arrays.copyOf(good, good.length - 1)}) {
            Files.write(file, bad);
            assertThrows(IOException.class, () -> read(file, content.length));
        }
        Files.write(file, Arrays.copyOf(good, sealed));
        assertThrows(IOException.class, () -> read(file, SEGMENT), "the first segment is not the last");
    }

    private Path write(byte[] content) throws IOException {
        Path file = folder.resolve("shared");
        SharedFile.write(file, secret.key(), out -> out.write(content));
        return file;
    }

    private byte[] read(Path file, long bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SharedFile.copy(file, secret.key(), bytes, out);
        return out.toByteArray();
    }
}
