package io.lockward.cloud.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest implements VaultPromises {
    private static final long PLENTY = 1L << 62;

    private final Path folder;

    FileVaultTest(@TempDir Path folder) {
        this.folder = folder.resolve("clips");
    }

    @Override
    public Vault vault() {
        return keepingFree(0);
    }

    private Vault keepingFree(long bytes) {
        try {
            return new FileVault(folder, bytes, new Random(4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void tamper(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    @Override
    public byte[] stolen() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.write(Files.readAllBytes(file));
            }
        }
        return all.toByteArray();
    }

    @Test
    void only_its_owner_reads_what_lies_there() throws IOException {
        vault().put("bank-1/c-1/a", new byte[10]);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("bank-1/c-1/a"))));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    void a_disk_that_is_nearly_full_takes_nothing_and_says_so() throws IOException {
        Vault full = keepingFree(PLENTY);
        VaultTrouble trouble = assertThrows(VaultTrouble.class, () -> full.put("bank-1/c-1/a", new byte[10]));
        assertEquals(VaultTrouble.Kind.FULL, trouble.kind());
        assertNotNull(full.trouble());
        assertEquals(0, stolen().length);
        assertNull(vault().trouble());
    }

    @Test
    void a_draft_that_a_crash_left_behind_is_listed_so_that_it_is_swept() throws IOException {
        Vault vault = vault();
        vault.put("bank-1/c-1/a", new byte[10]);
        Files.write(folder.resolve("bank-1/c-1/draft-77"), new byte[5]);
        assertEquals(
                java.util.List.of("bank-1/c-1/a", "bank-1/c-1/draft-77"),
                vault.list(null).found().stream().map(Vault.Found::name).toList());
        vault.remove("bank-1/c-1/draft-77");
        vault.remove("bank-1/c-1/a");
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count(), "the folders of clips go with them");
        }
    }

    @Test
    void no_name_leads_out_of_it() {
        assertThrows(IllegalArgumentException.class, () -> vault().read("../api-key", 0, 10));
        assertThrows(IllegalArgumentException.class, () -> vault().remove("/etc/passwd"));
    }
}
