package io.lockward.cloud.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every vault must do; each adapter's test implements this.
interface VaultPromises {
    /// An empty one.
    Vault vault();

    /// Changes an object behind the vault's back.
    void tamper(String name, byte[] bytes) throws Exception;

    /// Every byte that lies there, as whoever steals the place has it.
    byte[] stolen() throws Exception;

    private static byte[] random(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    default void what_was_put_is_read_in_any_part() {
        Vault vault = vault();
        byte[] bytes = random(300_000, 1);
        vault.put("bank-1/c-1/a", bytes);
        assertArrayEquals(bytes, vault.read("bank-1/c-1/a", 0, bytes.length));
        assertArrayEquals(Arrays.copyOfRange(bytes, 77, 1077), vault.read("bank-1/c-1/a", 77, 1000));
        assertArrayEquals(Arrays.copyOfRange(bytes, 299_990, 300_000), vault.read("bank-1/c-1/a", 299_990, 1000));
        assertArrayEquals(new byte[0], vault.read("bank-1/c-1/a", 300_000, 10));
        assertNull(vault.read("bank-1/c-1/b", 0, 10));
    }

    @Test
    default void what_was_removed_is_gone_and_may_be_removed_again() throws Exception {
        Vault vault = vault();
        vault.put("bank-1/c-1/a", random(1000, 1));
        vault.put("bank-1/c-2/a", random(1000, 2));
        vault.remove("bank-1/c-1/a");
        vault.remove("bank-1/c-1/a");
        assertNull(vault.read("bank-1/c-1/a", 0, 10));
        assertNotNull(vault.read("bank-1/c-2/a", 0, 10));
        vault.remove("bank-1/c-2/a");
        assertEquals(0, stolen().length);
    }

    @Test
    default void all_that_is_there_is_listed_page_by_page() {
        Vault vault = vault();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1_030; i++) {
            String name = String.format("bank-%d/c-1/%04d", i % 3, i);
            names.add(name);
            vault.put(name, new byte[] {1});
        }
        List<String> found = new ArrayList<>();
        String after = null;
        int pages = 0;
        do {
            Vault.Listing page = vault.list(after);
            page.found().forEach(one -> found.add(one.name()));
            after = page.next();
            pages++;
        } while (after != null);
        assertEquals(names.stream().sorted().toList(), found.stream().sorted().toList());
        assertTrue(pages > 1, "it had to be asked more than once");
    }

    @Test
    default void no_byte_of_footage_lies_there_as_it_is_and_no_change_goes_unseen() throws Exception {
        Vault vault = vault();
        PieceCipher cipher = new PieceCipher(random(32, 3));
        byte[] footage =
                "The same words again and again. ".repeat(5_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] sealed = cipher.encrypt("bank-1/c-1@0", footage, footage.length);
        vault.put("bank-1/c-1/a", sealed);
        assertTrue(!new String(stolen(), java.nio.charset.StandardCharsets.ISO_8859_1).contains("again"));
        ByteBuffer part = ByteBuffer.allocate(70_000);
        cipher.read(vault, "bank-1/c-1/a", "bank-1/c-1@0", footage.length, 65_000, part);
        assertArrayEquals(Arrays.copyOfRange(footage, 65_000, 135_000), part.array());

        byte[] flipped = sealed.clone();
        flipped[100_000] ^= 1;
        tamper("bank-1/c-1/a", flipped);
        assertEquals(VaultTrouble.Kind.DAMAGED, trouble(vault, cipher, footage.length, 65_000, 70_000));
        tamper("bank-1/c-1/a", Arrays.copyOf(sealed, sealed.length - 1));
        assertEquals(VaultTrouble.Kind.DAMAGED, trouble(vault, cipher, footage.length, footage.length - 10L, 10));
    }

    private static VaultTrouble.Kind trouble(Vault vault, PieceCipher cipher, int bytes, long from, int length) {
        return assertThrows(
                        VaultTrouble.class,
                        () -> cipher.read(
                                vault, "bank-1/c-1/a", "bank-1/c-1@0", bytes, from, ByteBuffer.allocate(length)))
                .kind();
    }
}
