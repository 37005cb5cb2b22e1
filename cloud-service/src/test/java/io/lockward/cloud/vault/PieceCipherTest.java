package io.lockward.cloud.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceCipherTest {
    private static final int SEGMENT = 64 * 1024;
    private static final Random RANDOM = new Random(20261130);

    private final byte[] footage = bytes(3 * SEGMENT + 100);
    private final PieceCipher cipher = new PieceCipher(bytes(32));
    private final byte[] sealed = cipher.encrypt("bank-1/c-1@0", footage, footage.length);
    private final AtomicLong fetched = new AtomicLong();

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// One object, wherever it is read.
    private Vault holding(byte[] object) {
        return new Vault() {
            @Override
            public void put(String name, byte[] more) {
                throw new IllegalStateException("only read here");
            }

            @Override
            public byte[] read(String name, long from, int length) {
                int start = (int) Math.min(from, object.length);
                int end = (int) Math.min(from + length, object.length);
                fetched.addAndGet(end - start);
                return Arrays.copyOfRange(object, start, end);
            }

            @Override
            public void remove(String name) {
                throw new IllegalStateException("only read here");
            }

            @Override
            public Listing list(@Nullable String after) {
                throw new IllegalStateException("only read here");
            }

            @Override
            public @Nullable String trouble() {
                return null;
            }

            @Override
            public long room() {
                return 0;
            }
        };
    }

    private byte[] read(PieceCipher with, byte[] object, String what, int from, int length) {
        ByteBuffer part = ByteBuffer.allocate(length);
        with.read(holding(object), "a", what, footage.length, from, part);
        return part.array();
    }

    @Test
    void any_range_reads_back() {
        for (int i = 0; i < 200; i++) {
            int from = RANDOM.nextInt(footage.length);
            int length = 1 + RANDOM.nextInt(footage.length - from);
            assertArrayEquals(
                    Arrays.copyOfRange(footage, from, from + length),
                    read(cipher, sealed, "bank-1/c-1@0", from, length));
        }
    }

    @Test
    void no_changed_byte_is_read() {
        for (int at = 0; at < sealed.length; at += 1 + RANDOM.nextInt(2_000)) {
            byte[] changed = sealed.clone();
            changed[at] ^= (byte) (1 << RANDOM.nextInt(8));
            assertDamaged(cipher, changed, "bank-1/c-1@0");
        }
    }

    @Test
    void nothing_cut_off_exchanged_or_out_of_place_is_read() {
        assertDamaged(cipher, Arrays.copyOf(sealed, sealed.length - 1), "bank-1/c-1@0");
        assertDamaged(cipher, Arrays.copyOf(sealed, 3 * SEGMENT), "bank-1/c-1@0");
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, SEGMENT, swapped, 2 * SEGMENT, SEGMENT);
        System.arraycopy(sealed, 2 * SEGMENT, swapped, SEGMENT, SEGMENT);
        assertDamaged(cipher, swapped, "bank-1/c-1@0");
        assertDamaged(cipher, sealed, "bank-1/c-1@1");
        assertDamaged(cipher, sealed, "bank-2/c-1@0");
        assertDamaged(new PieceCipher(bytes(32)), sealed, "bank-1/c-1@0");
        byte[] again = cipher.encrypt("bank-1/c-1@0", footage, footage.length);
        assertTrue(!Arrays.equals(sealed, again), "no two are alike");
    }

    private void assertDamaged(PieceCipher with, byte[] object, String what) {
        VaultTrouble trouble = assertThrows(VaultTrouble.class, () -> read(with, object, what, 0, footage.length));
        assertEquals(VaultTrouble.Kind.DAMAGED, trouble.kind());
    }

    @Test
    void a_range_fetches_little_more_than_it_needs() {
        byte[] long4 = bytes(4 << 20);
        byte[] object = cipher.encrypt("bank-1/c-1@0", long4, long4.length);
        ByteBuffer part = ByteBuffer.allocate(1_000);
        cipher.read(holding(object), "a", "bank-1/c-1@0", long4.length, 2 << 20, part);
        assertArrayEquals(Arrays.copyOfRange(long4, 2 << 20, (2 << 20) + 1_000), part.array());
        assertTrue(fetched.get() <= 2 * 512 * 1024, "fetched " + fetched.get());
    }

    @Test
    void a_file_of_master_keys_is_refused_when_it_is_none(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("clip-key");
        VaultKeyFile.make(file, new Random(1));
        VaultKeyFile first = VaultKeyFile.read(file);
        assertEquals(1, first.keys().size());
        Files.writeString(
                file, Files.readString(file) + java.util.Base64.getEncoder().encodeToString(bytes(32)) + "\n");
        VaultKeyFile rotated = VaultKeyFile.read(file);
        assertEquals(2, rotated.keys().size());
        assertTrue(!rotated.newest().equals(first.newest()));
        assertTrue(rotated.keys().containsKey(first.newest()));
        assertTrue(!rotated.toString().contains(Files.readAllLines(file).getFirst()), "it never shows a key");
        for (String wrong : new String[] {"", "not base64!\n", "c2hvcnQ=\n"}) {
            Files.writeString(file, wrong);
            assertThrows(java.io.IOException.class, () -> VaultKeyFile.read(file), wrong);
        }
    }
}
